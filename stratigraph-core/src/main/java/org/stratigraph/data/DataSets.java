package org.stratigraph.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/** Opens data sets of all kinds by the path or name that a user gives. */
public final class DataSets {
  private DataSets() {}

  /**
   * The data set of a path or name.
   *
   * @param spec a folder of class folders, a flat folder of images, or a .tar, .tar.gz or .tgz of
   *     either
   * @throws UnusableInputException if there is no such data set, it cannot be read, holds no image,
   *     or does not fit the options
   */
  public static DataSet open(String spec, DataSetOptions options) {
    Optional<ClassList> classes = options.classes().map(ClassList::read);
    DataSet data = openPath(path(spec), classes);
    return options.list().map(file -> ImageList.read(file).restrict(data)).orElse(data);
  }

  private static DataSet openPath(Path path, Optional<ClassList> classes) {
    if (Files.isDirectory(path)) {
      return FolderStorage.open(path, classes);
    }
    if (!Files.isRegularFile(path)) {
      throw new UnusableInputException(path + ": there is no such file or folder of images.");
    }
    try {
      if (Files.size(path) == 0) {
        throw new UnusableInputException(path + ": the file is empty.");
      }
      return BoundedGzip.isGzip(path)
          ? GzippedTarStorage.open(path, classes)
          : TarStorage.open(path, classes);
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static Path path(String spec) {
    try {
      return Path.of(spec);
    } catch (InvalidPathException e) {
      throw new UnusableInputException("\"" + spec + "\" is not a path.", e);
    }
  }
}
