package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  private PruningOptions pruning = new PruningOptions();

  @ArgGroup(
      validate = false,
      heading = "%nWhich blocks are conflicting, --by conflicts:%n",
      order = 4)
  private BundleOptions bundles = new BundleOptions();

  @ArgGroup(validate = false, heading = "%nMachine:%n", order = 5)
  private MachineOptions machine = new MachineOptions();

  @Override
  public List<Path> networks() {
    return List.of(network.file);
  }

  @Override
  public Integer call() {
    return new PruneRun(terminal, network, data, preprocessing, pruning, bundles, machine).run();
  }
}
