package org.stratigraph.cli;

import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
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
    return ChosenImages.of(options, preprocessing, network, count, seed, threads).open();
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
    return ChosenImages.of(options, preprocessing, network, count, seed, threads).readable().open();
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
