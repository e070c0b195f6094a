package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;

/**
 * Images to train and to test on.
 *
 * @param data the images to train on
 * @param samples those of them that are chosen
 * @param test the images to test on
 * @param tested those of them that are chosen
 * @param classes how many there are
 * @param notes for the user
 */
record TuningData(
    DataSet data,
    List<Sample> samples,
    DataSet test,
    List<Sample> tested,
    int classes,
    List<String> notes) {
  /** Enough to tell accuracies a point apart, and soon done. */
  private static final int TESTED = 10_000;

  /**
   * Opens the images. Of a folder with the IDX files of both parts, one is trained and the other
   * tested on; without images to test on, those of the training are taken.
   *
   * @throws UnusableInputException if they cannot be read, or do not all have a class
   */
  static TuningData of(
      String path,
      Optional<String> testPath,
      Optional<Path> classFile,
      Optional<Integer> images,
      long seed) {
    Optional<String> part = trainingPart(path);
    DataSetOptions options = new DataSetOptions(Optional.empty(), classFile);
    DataSet data = DataSets.open(part.orElse(path), options);
    OptionalInt count = images.map(OptionalInt::of).orElse(OptionalInt.empty());
    Selection selection = Selection.of(data, count, seed);
    requireLabels(data);
    List<String> notes = new ArrayList<>(data.notes());
    notes.addAll(selection.notes());
    Optional<String> other = testPath.or(() -> part.map(file -> path));
    DataSet test = other.map(spec -> DataSets.open(spec, options)).orElse(data);
    requireLabels(test);
    if (other.isEmpty()) {
      notes.add("No --test images are given; accuracies are those on images trained on.");
    }
    List<Sample> tested =
        other.isEmpty()
            ? selection.samples().subList(0, Math.min(TESTED, selection.samples().size()))
            : Selection.of(test, OptionalInt.of(Math.min(TESTED, test.samples().size())), seed)
                .samples();
    int classes = Math.max(classes(data), largest(data) + 1);
    if (classes < 2) {
      throw new UnusableInputException(
          data.source() + " has images of one class only; conflicts are between classes.");
    }
    if (Math.max(classes(test), largest(test) + 1) > classes) {
      throw new UnusableInputException(
          test.source()
              + " has classes that "
              + data.source()
              + " has not; give images of the same classes.");
    }
    return new TuningData(data, selection.samples(), test, tested, classes, notes);
  }

  private static int classes(DataSet data) {
    return data.classCount().orElse(0);
  }

  private static int largest(DataSet data) {
    return data.samples().stream().mapToInt(s -> s.label().orElse(0)).max().orElse(0);
  }

  private static void requireLabels(DataSet data) {
    if (!data.labelled()) {
      throw new UnusableInputException(
          data.source() + ": the images have no classes; put them into one folder a class.");
    }
  }

  /** The IDX images to train on in a folder that holds those to test on too. */
  private static Optional<String> trainingPart(String path) {
    if (path.startsWith("builtin:")
        || path.indexOf('\0') >= 0
        || !Files.isDirectory(Path.of(path))) {
      return Optional.empty();
    }
    for (String name : List.of("train-images-idx3-ubyte", "train-images.idx3-ubyte")) {
      for (String end : List.of("", ".gz")) {
        Path file = Path.of(path, name + end);
        if (Files.isRegularFile(file)) {
          return Optional.of(file.toString());
        }
      }
    }
    return Optional.empty();
  }
}
