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
 */
public record DataSetOptions(Optional<Path> list, Optional<Path> classes) {
  /** Neither list nor classes. */
  public static DataSetOptions defaults() {
    return new DataSetOptions(Optional.empty(), Optional.empty());
  }

  public DataSetOptions withList(Path file) {
    return new DataSetOptions(Optional.of(file), classes);
  }

  public DataSetOptions withClasses(Path file) {
    return new DataSetOptions(list, Optional.of(file));
  }
}
