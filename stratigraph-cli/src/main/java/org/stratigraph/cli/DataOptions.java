package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "The images: a folder of class folders, a flat folder, a .tar or .tar.gz of either, an IDX"
              + " or numpy file pair, CIFAR binaries, or builtin:shapes.")
  String data = "";

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Take these images in this order: a path within PATH and a class index a line.")
  Optional<Path> list = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "The class folders' names in the order of the network's outputs, one a line. Without it"
              + " the folders count in alphabetical order.")
  Optional<Path> classes = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Take N images, drawn by --seed, the same whatever the order of the files.")
  Optional<Integer> images = Optional.empty();

  @Option(
      names = "--skip-bad-images",
      description =
          "Leave out images that cannot be read and name them in the result, instead of stopping.")
  boolean skipBadImages;

  /** Which images of a folder that holds those to train on and those to test on. */
  DataSetOptions.Part part = DataSetOptions.Part.TEST;

  /**
   * How many images to take: as many as asked for, all of a list, else the usual number.
   *
   * @return empty for all
   */
  OptionalInt count(int usual) {
    return images.isPresent() || list.isEmpty()
        ? OptionalInt.of(images.orElse(usual))
        : OptionalInt.empty();
  }

  /** The notes on chosen images, without that they are fewer than nobody asked for. */
  List<String> notes(OpenedImages chosen) {
    return chosen.notes().stream()
        .filter(note -> images.isPresent() || !note.contains("were asked for"))
        .toList();
  }

  /**
   * Opens the data set.
   *
   * @throws UnusableInputException as {@link DataSets#open}, or if none is given
   */
  DataSet open() {
    // Which picocli does not require of options in a group.
    if (data.isEmpty()) {
      throw new UnusableInputException("Give the images: --data PATH.");
    }
    return DataSets.open(data, opening());
  }

  /** The options by which the data set is opened. */
  DataSetOptions opening() {
    return new DataSetOptions(list, classes, part);
  }
}
