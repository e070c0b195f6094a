package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.stratigraph.Labelled;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.view.Detail;
import org.stratigraph.view.Measure;
import org.stratigraph.view.Measures;
import org.stratigraph.view.NetworkView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph graph}. */
@Command(
    name = "graph",
    header = "Draw a network, its layers coloured by what was measured of them.",
    description = {
      "",
      "Writes the network as a page to explore (zoom, search, click a layer for its numbers), as a"
          + " picture, or for Graphviz or Model Explorer. Without --overlay the layers are coloured"
          + " by their parameters; multiply-adds are there to choose too.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  How large the layers are, as a page:",
      "    stratigraph graph net.onnx --out net.html",
      "  What a finished criticality run found, as a page and as a picture of its blocks:",
      "    stratigraph graph resnet50.pth --arch resnet50 --overlay runs/resnet50 --out net.html",
      "    stratigraph graph resnet50.pth --arch resnet50 --overlay runs/resnet50 \\",
      "      --measure trial-sd --detail blocks --out net.svg",
      "  For Graphviz, which makes PDF of it:",
      "    stratigraph graph net.onnx --overlay criticality.json --out net.dot",
      "    dot -Tpdf net.dot -o net.pdf",
      "  For Model Explorer: the graph, and the node data that it lays over it:",
      "    stratigraph graph net.onnx --format model-explorer --out net.json",
      "    stratigraph graph net.onnx --overlay criticality.json --format model-explorer-data \\",
      "      --out criticality-data.json",
    })
final class GraphCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--overlay",
      paramLabel = "RUN|FILE",
      description =
          "What was measured: the run directory of a finished 'stratigraph criticality', or the"
              + " JSON file of criticality, weight-change or conflicts. May be given several times.")
  private List<Path> overlays = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to write: FILE.html, FILE.svg, FILE.dot or FILE.json.")
  private Path out = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "html, svg, dot, model-explorer or model-explorer-data. Default: what --out ends with;"
              + " .json needs one of the last two.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description =
          "What colours the layers, on a page at first: criticality, trial-sd, changed,"
              + " accuracy-loss, weight-change, bundle-entropy, parameters, multiply-adds. Default:"
              + " the first of the first overlay. A wrong NAME lists those that there are.")
  private Optional<String> measure = Optional.empty();

  @Option(
      names = "--detail",
      paramLabel = "LEVEL",
      description =
          "layers, blocks, stages or parts, in a picture. Default: the finest that is still an"
              + " overview. On a page all can be chosen.")
  private Optional<String> detail = Optional.empty();

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GraphFormat as = GraphFormat.of(format, out);
    OutputFile.check("--out", out);
    Optional<Detail> level = detail.map(GraphCommand::level);
    Network opened = NetworkFile.open(network.file, network.architecture);
    Overlays found = Overlays.read(overlays);
    List<Measure> measures = new ArrayList<>(found.measures());
    measures.addAll(Measures.of(opened.graph()));
    NetworkView view =
        NetworkView.of(opened.name(), opened.graph(), chosenFirst(measures), found.notes());
    found.requireFit(view, network.file.toString());
    String text =
        switch (as) {
          case HTML -> view.page();
          case SVG -> view.svg(level.map(l -> present(view, l)).orElse(view.overview()), 0);
          case DOT -> view.dot(0);
          case MODEL_EXPLORER -> view.modelExplorer();
          case MODEL_EXPLORER_DATA -> view.modelExplorerData(0);
        };
    AtomicFile.write(out, aside -> Files.writeString(aside, text));
    opened.notes().forEach(note -> terminal.note("Note: " + note));
    view.strangers()
        .forEach(
            (label, layers) ->
                terminal.note(
                    "Note: %s was measured of layers that the network does not have: %s."
                        .formatted(Printable.name(label), Printable.quoted(layers))));
    terminal.note("Wrote " + out);
    return ExitStatus.DONE;
  }

  /** The measures with the chosen one first. */
  private List<Measure> chosenFirst(List<Measure> measures) {
    if (measure.isEmpty()) {
      return measures;
    }
    List<Measure> ordered = new ArrayList<>(measures);
    Measure first =
        measures.stream()
            .filter(m -> m.id().equals(measure.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "--measure %s: there is no such measure; there are %s. Others come with --overlay."
                            .formatted(
                                Printable.name(measure.get()),
                                measures.stream()
                                    .map(m -> Printable.name(m.id()))
                                    .collect(Collectors.joining(", ")))));
    ordered.remove(first);
    ordered.add(0, first);
    return ordered;
  }

  private static Detail level(String label) {
    return Labelled.find(Detail.class, label)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "--detail %s: expected layers, blocks, stages or parts."
                        .formatted(Printable.name(label))));
  }

  private static Detail present(NetworkView view, Detail level) {
    if (!view.details().contains(level)) {
      throw new UnusableInputException(
          "--detail %s: the names of this network's layers make no such level; there are %s."
              .formatted(
                  level.label(),
                  view.details().stream().map(Detail::label).collect(Collectors.joining(", "))));
    }
    return level;
  }
}
