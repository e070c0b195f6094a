package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Selection;

/**
 * Images to train or test on: each has a class.
 *
 * @param data the images
 * @param classes how many there are
 */
record LabelledImages(DataSet data, int classes) {
  /**
   * The images to train on.
   *
   * @throws UnusableInputException if they cannot be read, or do not all have a class
   */
  static LabelledImages training(TrainingDataOptions options, long seed) {
    // Which picocli does not require of options in a group.
    if (options.data.isEmpty()) {
      throw new UnusableInputException("Give the images to train on: --data PATH.");
    }
    DataSet all =
        DataSets.open(
            options.data,
            new DataSetOptions(options.list, options.classes, DataSetOptions.Part.TRAINING));
    DataSet data =
        options
            .images
            .map(count -> all.selected(Selection.of(all, OptionalInt.of(count), seed)))
            .orElse(all);
    requireLabels("--data", data);
    int classes = data.classes();
    if (classes < 2) {
      throw new UnusableInputException(
          "--data %s has images of one class only; a network is trained to tell at least two apart."
              .formatted(data.source()));
    }
    return new LabelledImages(data, classes);
  }

  /**
   * The images to test on, if any are named.
   *
   * @param named a path or name
   * @param classFile the class folders' names in the order of the classes
   * @throws UnusableInputException also if they have other classes
   */
  Optional<DataSet> test(Optional<String> named, Optional<Path> classFile) {
    Optional<DataSet> test =
        named.map(path -> DataSets.open(path, new DataSetOptions(Optional.empty(), classFile)));
    test.ifPresent(
        images -> {
          requireLabels("--test", images);
          int count = images.classes();
          if (count > classes || (images.classCount().isPresent() && count != classes)) {
            throw new UnusableInputException(
                "--test %s has %d classes, and --data %s has %d; give images of the same classes."
                    .formatted(images.source(), count, data.source(), classes));
          }
        });
    return test;
  }

  private static void requireLabels(String option, DataSet data) {
    if (!data.labelled()) {
      throw new UnusableInputException(
          "%s %s: the images have no classes; put them into one folder a class, or give --list FILE with a path and a class index a line."
              .formatted(option, data.source()));
    }
  }

  /** All images of a data set, decoded when asked for. */
  static Images open(DataSet data, Preprocessing preprocessing, int threads) {
    return ImageLoader.of(
        data, data.samples(), preprocessing, LoaderOptions.defaults().withThreads(threads));
  }

  /** What was done to find the images; whole sentences. */
  static List<String> notes(DataSet data, Optional<DataSet> test) {
    List<String> notes = new ArrayList<>(data.notes());
    test.ifPresent(images -> notes.addAll(images.notes()));
    return notes;
  }
}
