package org.stratigraph.cli;

import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.ReadableImages;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;
import org.stratigraph.network.Network;

/**
 * Images that are chosen and can be opened, all of them or some.
 *
 * @param data only those that are chosen
 */
record ChosenImages(DataSet data, Preprocessing preprocessing, LoaderOptions loading) {
  /**
   * Opens the data set and selects images.
   *
   * @param count how many; empty for all
   * @throws org.stratigraph.UnusableInputException if it cannot be read, or nothing says how to
   *     prepare its images
   */
  static ChosenImages of(
      DataOptions options,
      PreprocessingOptions preprocessing,
      Network network,
      OptionalInt count,
      long seed,
      int threads) {
    DataSet all = options.open();
    Preprocessing chosen = preprocessing.choose(network, all);
    return new ChosenImages(
        all.selected(Selection.of(all, count, seed)),
        chosen,
        LoaderOptions.defaults().withThreads(threads).withSkipBadImages(options.skipBadImages));
  }

  /** The same in a balanced order, of which any first part stands for all of them. */
  ChosenImages balanced(long seed) {
    Selection chosen = new Selection(data.samples(), List.of());
    return new ChosenImages(data.selected(chosen.balanced(seed)), preprocessing, loading);
  }

  /** Those that can be read, if others are to be skipped; finds out by reading them all. */
  ChosenImages readable() {
    return loading.skipBadImages()
        ? new ChosenImages(
            ReadableImages.of(data, preprocessing, loading.threads()),
            preprocessing,
            loading.withSkipBadImages(false))
        : this;
  }

  /** All of them, with what was done to find and select them. */
  OpenedImages open() {
    return new OpenedImages(open(data.samples()), data.classCount(), data.notes());
  }

  /** Some of them. */
  ImageLoader open(List<Sample> samples) {
    return ImageLoader.of(data, samples, preprocessing, loading);
  }
}
