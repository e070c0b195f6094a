package org.stratigraph.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Selection;

/**
 * Images to train and to test on.
 *
 * @param data the chosen images to train on, in an order drawn by the seed
 * @param test the chosen images to test on
 * @param classes how many there are
 * @param notes for the user
 */
record TuningData(DataSet data, DataSet test, int classes, List<String> notes) {
  /** Enough to tell accuracies a point apart, and soon done. */
  private static final int TESTED = 10_000;

  TuningData {
    notes = List.copyOf(notes);
  }

  /**
   * Opens the images. Of a folder with both parts of MNIST or CIFAR, one is trained and the other
   * tested on; without images to test on, those of the training are taken.
   *
   * @throws UnusableInputException if they cannot be read, or do not all have a class
   */
  static TuningData of(TrainingDataOptions options, long seed) {
    LabelledImages labelled = LabelledImages.training(options, seed);
    // A folder comes sorted by class, and conflicts are looked for on the first images.
    DataSet data = chosen(labelled.data(), OptionalInt.empty(), seed);
    Optional<DataSet> named =
        labelled.test(
            options.test.or(() -> Optional.of(options.data).filter(DataSets::hasBothParts)),
            options.classes);
    DataSet test = named.orElse(data);
    List<String> notes = LabelledImages.notes(data, named);
    if (named.isEmpty()) {
      notes.add("No --test images are given; accuracies are those on images trained on.");
    }
    OptionalInt most = OptionalInt.of(Math.min(TESTED, test.samples().size()));
    return new TuningData(data, chosen(test, most, seed), labelled.classes(), notes);
  }

  /** The same without the images that cannot be read, if those are to be left out. */
  TuningData readable(TrainingDataOptions options, Preprocessing preprocessing, int threads) {
    DataSet read = options.readable(data, preprocessing, threads);
    DataSet tested = options.readable(test, preprocessing, threads);
    Set<String> all = new LinkedHashSet<>(notes);
    all.addAll(read.notes());
    all.addAll(tested.notes());
    return new TuningData(read, tested, classes, List.copyOf(all));
  }

  private static DataSet chosen(DataSet data, OptionalInt count, long seed) {
    return data.selected(Selection.of(data, count, seed));
  }
}
