package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stratigraph.data.DataSetOptions;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code conflicts} looks at: networks and images, or activations. */
final class ConflictsInput {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "The network: an ONNX model or a checkpoint. Several checkpoints of one training, in"
              + " order, or the run directory of 'stratigraph train' give the integral over training"
              + " too.")
  List<Path> files = List.of();

  @Option(
      names = "--epochs",
      paramLabel = "LIST",
      description =
          "Of a run directory, the epochs to measure, such as 0-9 or 0,5,10. Default: all that are"
              + " kept.")
  Optional<String> epochs = Optional.empty();

  @Option(names = "--arch", paramLabel = "NAME", description = "The checkpoints' architecture.")
  Optional<String> architecture = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "Which output holds the logits, where there are several. Default: the first.")
  Optional<String> output = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "The images that the network was trained with, in any of the forms of 'criticality'. The"
              + " papers measure on training images, not on test images: of an MNIST or CIFAR folder"
              + " with both the training images are taken; to measure on the others, name their file.")
  Optional<String> data = Optional.empty();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Take these images in this order: a path within PATH and a class index a line.")
  Optional<Path> list = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "The class folders' names in the order of the network's outputs, one a line.")
  Optional<Path> classes = Optional.empty();

  @Option(
      names = "--activations",
      paramLabel = "FILE.npy",
      description =
          "Instead of a network: activations as real numbers, layer x sample x unit, or sample x"
              + " unit for one layer. Needs --labels and --weight-amplitude.")
  Optional<Path> activations = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE.npy",
      description = "The class index of each sample of --activations.")
  Optional<Path> labels = Optional.empty();

  @Option(
      names = "--skip-bad-images",
      description =
          "Leave out images that cannot be read and name them in the result, instead of stopping.")
  boolean skipBadImages;

  /** The options of images in the form that they are opened by. */
  DataOptions dataOptions() {
    DataOptions options = new DataOptions();
    options.data = data.orElse("");
    options.list = list;
    options.classes = classes;
    options.skipBadImages = skipBadImages;
    options.part = DataSetOptions.Part.TRAINING;
    return options;
  }
}
