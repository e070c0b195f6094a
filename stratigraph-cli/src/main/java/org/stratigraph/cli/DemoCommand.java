package org.stratigraph.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stratigraph demo}: the criticality command on what the program brings with it. */
@Command(
    name = "demo",
    header = "A whole analysis in under two minutes: nothing to download or to prepare.",
    description = {
      "",
      "Analyses a small residual network that comes with the program, trained on ten classes of"
          + " shapes, on images that the program draws itself. Shows the command that it runs, so"
          + " that you can change it.",
    },
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final String NETWORK = "demo-network.onnx";

  private final Terminal terminal;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "stratigraph-demo",
      description = "Where the network and the results go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many images. Default: ${DEFAULT-VALUE}.")
  private int images;

  @Option(
      names = "--trials",
      paramLabel = "T",
      defaultValue = "5",
      description = "How many draws of random weights for each layer. Default: ${DEFAULT-VALUE}.")
  private int trials;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    Path network = out.resolve(NETWORK);
    Path report = out.resolve("report.html");
    try (InputStream stream = DemoCommand.class.getResourceAsStream(NETWORK)) {
      if (stream == null) {
        throw new IllegalStateException(NETWORK + " is missing from this build");
      }
      Files.copy(stream, network, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add("criticality");
    command.add(network.toString());
    command.addAll(List.of("--data", "builtin:shapes", "--preprocess", "shapes"));
    command.addAll(List.of("--images", Integer.toString(images)));
    command.addAll(List.of("--trials", Integer.toString(trials)));
    command.addAll(List.of("--report", report.toString()));
    command.addAll(List.of("--figure", out.resolve("heat-map.svg").toString()));
    command.addAll(List.of("--json", out.resolve("result.json").toString()));
    terminal.note("stratigraph " + String.join(" ", command));
    terminal.note("");
    int status = Main.execute(terminal, command.toArray(String[]::new));
    if (status == ExitStatus.DONE) {
      terminal.note("Open " + report.toAbsolutePath() + " in a browser.");
    }
    return status;
  }
}
