package org.stratigraph.cli;

import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.ReadableImages;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;
import org.stratigraph.network.Network;

/**
 * The images of a run.
 *
 * @param images selected and ready to be loaded
 * @param classCount how many classes the data set has, where it says so
 * @param notes what was done to find and select them; whole sentences
 */
record OpenedImages(Images images, OptionalInt classCount, List<String> notes)
    implements AutoCloseable {
  OpenedImages {
    notes = List.copyOf(notes);
  }

  /**
   * Opens and selects images.
   *
   * @param count how many; empty for all
   * @throws UnusableInputException if they cannot be read, or nothing says how to prepare them
   */
  static OpenedImages of(
      DataOptions options,
      PreprocessingOptions preprocessing,
      Network network,
      OptionalInt count,
      long seed,
      int threads) {
    DataSet all = options.open();
    Preprocessing chosen = preprocessing.choose(network, all);
    DataSet selected = all.selected(Selection.of(all, count, seed));
    return of(selected, chosen, options.skipBadImages, threads);
  }

  /**
   * The same for work that has no place for a missing image: those that are to be skipped are left
   * out now, each with a note.
   *
   * @throws UnusableInputException as {@link #of}
   */
  static OpenedImages readable(
      DataOptions options,
      PreprocessingOptions preprocessing,
      Network network,
      OptionalInt count,
      long seed,
      int threads) {
    DataSet all = options.open();
    Preprocessing chosen = preprocessing.choose(network, all);
    DataSet selected = all.selected(Selection.of(all, count, seed));
    return of(
        options.skipBadImages ? ReadableImages.of(selected, chosen, threads) : selected,
        chosen,
        false,
        threads);
  }

  private static OpenedImages of(
      DataSet selected, Preprocessing preprocessing, boolean skipBadImages, int threads) {
    LoaderOptions loading =
        LoaderOptions.defaults().withThreads(threads).withSkipBadImages(skipBadImages);
    return new OpenedImages(
        ImageLoader.of(selected, selected.samples(), preprocessing, loading),
        selected.classCount(),
        selected.notes());
  }

  /**
   * Checks the labels against the network.
   *
   * @param outputs how many classes the network tells apart
   * @throws UnusableInputException if there are labels that it has no output for, or as many
   *     classes of images that their order cannot be the network's
   */
  void requireClasses(int outputs) {
    int largest =
        images.samples().stream().map(Sample::label).mapToInt(l -> l.orElse(0)).max().orElse(0);
    int classes = classCount.orElse(largest < outputs ? outputs : largest + 1);
    if (images.labelled() && classes != outputs) {
      throw new UnusableInputException(
          "The network has "
              + outputs
              + " outputs, but "
              + images.source()
              + " has "
              + classes
              + " classes. Give the class folders' names in the order of the network's outputs with"
              + " --classes FILE, a class index for each image with --list FILE, or images in one"
              + " flat folder, which needs no classes.");
    }
  }

  @Override
  public void close() {
    images.close();
  }
}
