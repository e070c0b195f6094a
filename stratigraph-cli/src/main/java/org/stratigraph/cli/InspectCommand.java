package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Value;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph inspect}. */
@Command(
    name = "inspect",
    header = "List the layers of a network, with their sizes and costs.",
    description = {
      "",
      "Reads a network and lists its inputs, outputs and layers: parameters, multiply-adds for one"
          + " image, output shape. The names are those that --layers of the other commands matches.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph inspect net.onnx",
      "  stratigraph inspect resnet50.pth --arch resnet50 --json resnet50.json",
    })
final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private Optional<Path> json = Optional.empty();

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    json.ifPresent(file -> OutputFile.check("--json", file));
    Network opened = NetworkFile.open(network.file, network.architecture);
    Inspection inspection = Inspection.of(opened.graph());
    print(inspection);
    opened.notes().forEach(note -> terminal.note("Note: " + note));
    OutputFile.write(
        json,
        file ->
            AtomicFile.write(
                file, aside -> Files.writeString(aside, InspectionJson.of(inspection))),
        terminal);
    return ExitStatus.DONE;
  }

  private void print(Inspection inspection) {
    inspection.inputs().forEach(value -> printValue("input", value));
    inspection.outputs().forEach(value -> printValue("output", value));
    terminal.out().println();
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    table.row("layer", "kind", "parameters", "multiply-adds", "output");
    for (Inspection.Row row : inspection.layers()) {
      table.row(
          row.layer().name(),
          row.layer().kind().label(),
          count(OptionalLong.of(row.layer().parameterCount())),
          count(row.multiplyAdds()),
          row.outputShape().map(InspectCommand::withoutBatch).orElse("?"));
    }
    table.row(
        inspection.layers().size() + " layers",
        "",
        count(OptionalLong.of(inspection.parameters())),
        count(OptionalLong.of(inspection.multiplyAdds())),
        "");
    table.lines().forEach(terminal.out()::println);
    for (Layers.Unassigned skipped : inspection.skipped()) {
      terminal.out().println(OneLine.of("no layer: " + skipped.node() + ": " + skipped.reason()));
    }
    for (Inspection.Row row : inspection.layers()) {
      for (String note : row.layer().notes()) {
        terminal.out().println(OneLine.of(row.layer().name() + ": " + note));
      }
    }
  }

  private void printValue(String what, Value value) {
    String shape = extents(value.shape());
    terminal
        .out()
        .println(OneLine.of(what + " " + value.name() + ": " + value.type() + " " + shape));
  }

  private static String withoutBatch(List<OptionalLong> shape) {
    return extents(shape.subList(Math.min(1, shape.size()), shape.size()));
  }

  private static String extents(List<OptionalLong> shape) {
    List<String> extents = new ArrayList<>();
    for (OptionalLong extent : shape) {
      extents.add(extent.isPresent() ? Long.toString(extent.getAsLong()) : "?");
    }
    return String.join(" x ", extents);
  }

  private static String count(OptionalLong number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : "?";
  }
}
