package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph prune}. */
@Command(
    name = "prune",
    header = "Make a network smaller by removing what it can do without.",
    description = {
      "",
      "Removes residual blocks (their shortcut stays) and layers whose output has the shape of their"
          + " input, one after another, as long as the accuracy drops by no more than --max-drop;"
          + " without labels, the agreement with the untouched network. Parts are chosen on one half"
          + " of the images and verified on the other. Nothing is trained again. Writes an ONNX file,"
          + " which gets its name only after it was read back and verified.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  At most one point of accuracy:",
      "    stratigraph prune resnet44.th --arch resnet44-cifar --data test.tar.gz --max-drop 1 \\",
      "      --out small.onnx",
      "  Without labels: at most 2 of 100 images predicted otherwise:",
      "    stratigraph prune net.onnx --data photos/ --preprocess imagenet --max-drop 2 --out small.onnx",
    })
final class PruneCommand implements Callable<Integer>, Isolatable {
  /** What may go, and where the rest goes. */
  static final class Pruning {
    @Option(
        names = "--max-drop",
        paramLabel = "POINTS",
        description =
            "Required. How many points of accuracy (or agreement) may be lost: 1 allows 82.7 % to become"
                + " 81.7 %. From 0 to 100.")
    Optional<Double> maxDrop = Optional.empty();

    @Option(
        names = "--out",
        paramLabel = "FILE.onnx",
        description = "Required. Where the smaller network goes. An older file is replaced.")
    Optional<Path> out = Optional.empty();

    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "accuracy",
        description =
            "What goes first: accuracy (whatever costs the fewest images), criticality (whatever"
                + " changes the class probabilities least) or conflicts (conflicting blocks, then by"
                + " accuracy). Default: ${DEFAULT-VALUE}.")
    String by = "";

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "0",
        description = "Fixes the choice of the images. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
        names = "--accept-baseline",
        description =
            "Go on even if the untouched network predicts near chance or one class only, which"
                + " mostly means the wrong preprocessing or class order.")
    boolean acceptBaseline;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
    Optional<Path> json = Optional.empty();
  }

  private final Terminal terminal;

  PruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Mixin private NetworkOptions network = new NetworkOptions();

  @ArgGroup(
      validate = false,
      heading = "%nImages (10,000 of them at most unless --images says otherwise):%n",
      order = 1)
  private DataOptions data = new DataOptions();

  @ArgGroup(validate = false, heading = "%nPreprocessing:%n", order = 2)
  private PreprocessingOptions preprocessing = new PreprocessingOptions();

  @ArgGroup(validate = false, heading = "%nPruning:%n", order = 3)
  private Pruning pruning = new Pruning();

  @ArgGroup(
      validate = false,
      heading = "%nWhich blocks are conflicting, --by conflicts:%n",
      order = 4)
  private BundleOptions bundles = new BundleOptions();

  @ArgGroup(validate = false, heading = "%nMachine:%n", order = 5)
  private MachineOptions machine = new MachineOptions();

  @Mixin private IsolationOptions isolation = new IsolationOptions();

  @Override
  public IsolationOptions isolation() {
    return isolation;
  }

  @Override
  public List<Path> networks() {
    return List.of(network.file);
  }

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public Integer call() {
    return new PruneRun(terminal, network, data, preprocessing, pruning, bundles, machine).run();
  }
}
