package org.stratigraph.data;

import static org.stratigraph.data.DataSetOptions.Part.TEST;
import static org.stratigraph.data.DataSetOptions.Part.TRAINING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/**
 * Opens data sets of all kinds by the path or name that a user gives:
 *
 * <ul>
 *   <li>a folder, or a .tar, .tar.gz or .tgz archive, of class folders or of images alone;
 *   <li>a folder with the IDX files of MNIST or the binary batches of CIFAR, of which {@link
 *       DataSetOptions#part} says which images are taken, or one such file (an IDX file of images,
 *       a .bin batch);
 *   <li>{@code images.npy}, {@code images.npy,labels.npy} or a folder with these two;
 *   <li>{@code builtin:shapes} (10,000 images) and {@code builtin:shapes-train} (50,000).
 * </ul>
 */
public final class DataSets {
  private DataSets() {}

  /**
   * The data set of a path or name.
   *
   * @throws UnusableInputException if there is no such data set, it cannot be read, holds no image,
   *     or does not fit the options
   */
  public static DataSet open(String spec, DataSetOptions options) {
    Optional<ClassList> classes = options.classes().map(ClassList::read);
    DataSet data = openAny(spec, classes, options.part());
    return options.list().map(file -> ImageList.read(file).restrict(data)).orElse(data);
  }

  /**
   * Whether a path is a folder that holds both images to train on and images to test on, in the
   * files of MNIST or CIFAR, so that {@link DataSetOptions#part} decides.
   */
  public static boolean hasBothParts(String spec) {
    if (spec.startsWith("builtin:") || spec.contains(".npy,") || !Files.isDirectory(path(spec))) {
      return false;
    }
    return !IdxDataSet.imagesIn(path(spec), TEST).equals(IdxDataSet.imagesIn(path(spec), TRAINING))
        || !CifarDataSet.batchesIn(path(spec), TEST)
            .equals(CifarDataSet.batchesIn(path(spec), TRAINING));
  }

  private static DataSet openAny(
      String spec, Optional<ClassList> classes, DataSetOptions.Part part) {
    if (spec.startsWith("builtin:")) {
      return builtIn(spec);
    }
    int comma = spec.indexOf(".npy,");
    if (comma >= 0) {
      Path images = path(spec.substring(0, comma + 4));
      return NumpyDataSet.open(spec, images, Optional.of(path(spec.substring(comma + 5))));
    }
    Path path = path(spec);
    if (Files.isDirectory(path)) {
      return openFolder(path, classes, part);
    }
    if (!Files.isRegularFile(path)) {
      throw new UnusableInputException(path + ": there is no such file or folder of images.");
    }
    return openFile(spec, path, classes);
  }

  private static DataSet builtIn(String name) {
    return switch (name) {
      case ShapesStorage.TEST -> ShapesStorage.test();
      case ShapesStorage.TRAIN -> ShapesStorage.train();
      default ->
          throw new UnusableInputException(
              "There is no built-in data set \""
                  + name
                  + "\"; use "
                  + ShapesStorage.TEST
                  + " or "
                  + ShapesStorage.TRAIN
                  + ".");
    };
  }

  private static DataSet openFolder(
      Path folder, Optional<ClassList> classes, DataSetOptions.Part part) {
    String source = folder.toString();
    return IdxDataSet.imagesIn(folder, part)
        .map(file -> IdxDataSet.open(source, file))
        .or(
            () ->
                CifarDataSet.batchesIn(folder, part).map(files -> CifarDataSet.open(source, files)))
        .or(() -> NumpyDataSet.pairIn(folder).map(pair -> openAny(pair, classes, part)))
        .orElseGet(() -> FolderStorage.open(folder, classes));
  }

  private static DataSet openFile(String spec, Path file, Optional<ClassList> classes) {
    try {
      if (Files.size(file) == 0) {
        throw new UnusableInputException(file + ": the file is empty.");
      }
      if (spec.endsWith(".npy")) {
        return NumpyDataSet.open(spec, file, Optional.empty());
      }
      if (CifarDataSet.isBatch(file)) {
        return CifarDataSet.open(spec, List.of(file));
      }
      if (IdxDataSet.isImages(file)) {
        return IdxDataSet.open(spec, file);
      }
      if (!TarStorage.isTar(file)) {
        throw new UnusableInputException(
            file
                + ": neither a tar archive (gzipped or not) of images, nor IDX images, a CIFAR batch"
                + " (.bin) or a NumPy array (.npy).");
      }
      return BoundedGzip.isGzip(file)
          ? GzippedTarStorage.open(file, classes)
          : TarStorage.open(file, classes);
    } catch (IOException e) {
      throw new UnusableInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
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
