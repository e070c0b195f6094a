package org.stratigraph.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a data set is to be opened.
 *
 * @param list a text file with a relative path and a class index a line, which restricts the images
 *     and gives their order and labels
 * @param classes a text file whose line numbers, from 0, are the class indices of the folders named
 *     by the first word of each line
 * @param part which images of a folder that holds both those to train on and those to test on, in
 *     the files of MNIST or CIFAR; of any other source there is one part only
 */
public record DataSetOptions(Optional<Path> list, Optional<Path> classes, Part part) {
  /** A part of a folder with the files of a benchmark. */
  public enum Part {
    /** The images to test on; those to train on where there are no others. */
    TEST,
    /** The images to train on; those to test on where there are no others. */
    TRAINING
  }

  /** Of a folder with both parts, the images to test on. */
  public DataSetOptions(Optional<Path> list, Optional<Path> classes) {
    this(list, classes, Part.TEST);
  }

  /** Neither list nor classes. */
  public static DataSetOptions defaults() {
    return new DataSetOptions(Optional.empty(), Optional.empty());
  }

  public DataSetOptions withList(Path file) {
    return new DataSetOptions(Optional.of(file), classes, part);
  }

  public DataSetOptions withClasses(Path file) {
    return new DataSetOptions(list, Optional.of(file), part);
  }

  public DataSetOptions withPart(Part other) {
    return new DataSetOptions(list, classes, other);
  }
}
