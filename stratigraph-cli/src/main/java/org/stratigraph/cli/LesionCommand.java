package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph lesion}. */
@Command(
    name = "lesion",
    header = "Remove residual blocks and measure how well the network still predicts.",
    description = {
      "",
      "A removed block gives its shortcut only; nothing is trained again. Removes each block alone,"
          + " then 1, 2, ... blocks together, drawn at random, and prints mean and standard deviation"
          + " of the accuracy for each number of blocks. Images without labels are scored by"
          + " agreement with the untouched network.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  Each block alone, and up to 5 together, on 1,000 images:",
      "    stratigraph lesion resnet44.th --arch resnet44-cifar --data test.tar.gz --most 5",
      "  As published: 15 draws of every number of blocks, all images, resumable:",
      "    stratigraph lesion net.onnx --data test/ --training-data train/ --preprocess cifar10 \\",
      "      --images 10000 --run runs/lesion --json lesion.json --csv draws.csv",
    })
final class LesionCommand implements Callable<Integer>, Isolatable {
  /** What can be given beside the images, the preprocessing and the machine. */
  static final class Study {
    @Option(
        names = "--draws",
        paramLabel = "N",
        defaultValue = "15",
        description =
            "Draw N different choices of blocks for each number of blocks, or all choices where there"
                + " are fewer. Default: ${DEFAULT-VALUE}, as published.")
    int draws;

    @Option(
        names = "--most",
        paramLabel = "K",
        description = "Remove at most K blocks at once. Default: all.")
    Optional<Integer> most = Optional.empty();

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "0",
        description = "Fixes every draw, of images and of blocks. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
        names = "--accept-baseline",
        description =
            "Measure even if the untouched network predicts near chance or one class only, which"
                + " mostly means the wrong preprocessing or class order.")
    boolean acceptBaseline;
  }

  /** Where results go. */
  static final class Output {
    @Option(
        names = "--run",
        paramLabel = "DIR",
        description =
            "Keep each measurement in DIR as it is made. The same command continues there after an"
                + " interruption of any kind.")
    Optional<Path> run = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
    Optional<Path> json = Optional.empty();

    @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a draw as CSV.")
    Optional<Path> csv = Optional.empty();
  }

  private final Terminal terminal;

  LesionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Mixin private NetworkOptions network = new NetworkOptions();

  @ArgGroup(
      validate = false,
      heading = "%nImages (1,000 of them unless --images says otherwise):%n",
      order = 1)
  private DataOptions data = new DataOptions();

  @ArgGroup(validate = false, heading = "%nPreprocessing:%n", order = 2)
  private PreprocessingOptions preprocessing = new PreprocessingOptions();

  @ArgGroup(validate = false, heading = "%nWhat is measured:%n", order = 3)
  private Study study = new Study();

  @ArgGroup(validate = false, heading = "%nWhich blocks are conflicting:%n", order = 4)
  private BundleOptions bundles = new BundleOptions();

  @ArgGroup(validate = false, heading = "%nMachine:%n", order = 5)
  private EffortOptions machine = new EffortOptions();

  @ArgGroup(validate = false, heading = "%nResults:%n", order = 6)
  private Output output = new Output();

  @Override
  public List<Path> networks() {
    return List.of(network.file);
  }

  @Override
  public boolean keeps() {
    return output.run.isPresent();
  }

  @Override
  public Integer call() {
    return new LesionRun(terminal, network, data, preprocessing, study, bundles, machine, output)
        .run();
  }
}
