package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph reproduce}. */
@Command(
    name = "reproduce",
    header = "Do a stored run again and show what differs.",
    description = {
      "",
      "Runs a finished 'criticality --run DIR' again from what DIR says of it: the same network,"
          + " images, preprocessing, protocol, seed, threads and memory. Prints, layer by layer, the"
          + " criticality then and now and the largest difference of each measure. DIR is not"
          + " changed. On the same machine and version all bits are the same; elsewhere the last"
          + " digits may differ, because engines choose their instructions by processor.",
      "",
      "Ends with 0 if everything is within --tolerance, and with 1 if not.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  Does this machine give the numbers of that run?",
      "    stratigraph reproduce runs/resnet50",
      "  The files have moved:",
      "    stratigraph reproduce runs/resnet50 --model resnet50.pth --data /data/imagenet/val.tar",
      "  For a program:",
      "    stratigraph reproduce runs/resnet50 --json differences.json",
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run directory of 'criticality'.")
  Path run = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Where the network lies now. Default: where it lay then.")
  Optional<Path> model = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Where the images lie now. Default: where they lay then.")
  Optional<String> data = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Use N processor cores. Default: as many as then.")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0.0001",
      description =
          "The largest difference that counts as the same, of criticalities, cosines, L1, L2 and"
              + " losses; accuracies may differ by one image too. Default: ${DEFAULT-VALUE}.")
  double tolerance;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all differences as JSON.")
  Optional<Path> json = Optional.empty();

  ReproduceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return new ReproduceRun(terminal, this).run();
  }
}
