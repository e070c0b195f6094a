package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;
import org.stratigraph.network.Network;

/** Images of a data set that are chosen and can be opened, all of them or some. */
record ChosenImages(
    DataSet data, Selection selection, Preprocessing preprocessing, LoaderOptions loading) {
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
    DataSet data = DataSets.open(options.data, options.opening());
    Preprocessing chosen = preprocessing.choose(network, data);
    return new ChosenImages(
        data,
        Selection.of(data, count, seed),
        chosen,
        LoaderOptions.defaults().withThreads(threads).withSkipBadImages(options.skipBadImages));
  }

  /** All of them, with what was done to find and select them. */
  OpenedImages open() {
    List<String> notes = new ArrayList<>(data.notes());
    notes.addAll(selection.notes());
    return new OpenedImages(open(selection.samples()), data.classCount(), notes);
  }

  /** Some of them. */
  ImageLoader open(List<Sample> samples) {
    return ImageLoader.of(data, samples, preprocessing, loading);
  }
}
