package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.ReadableImages;
import picocli.CommandLine.Option;

/** Which images a network is trained and tested on. */
final class TrainingDataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "The images to train on: a folder of class folders, a .tar or .tar.gz of one, an IDX or"
              + " numpy file pair, CIFAR binaries, or builtin:shapes-train.")
  String data = "";

  @Option(
      names = "--test",
      paramLabel = "PATH",
      description = "Images to test on; they are never trained on.")
  Optional<String> test = Optional.empty();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Train on these images only: a path within PATH and a class index a line.")
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
      description = "Train on N images, drawn by --seed, the same whatever the order of the files.")
  Optional<Integer> images = Optional.empty();

  @Option(
      names = "--skip-bad-images",
      description =
          "Read every image once before, and leave out and name those that cannot be read, instead"
              + " of stopping.")
  boolean skipBadImages;

  /** A data set without the images that cannot be read, if those are to be left out. */
  DataSet readable(DataSet all, Preprocessing preprocessing, int threads) {
    return skipBadImages ? ReadableImages.of(all, preprocessing, threads) : all;
  }
}
