package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.report.ComparisonReport;
import org.stratigraph.report.HtmlReport;
import org.stratigraph.report.ReportContent;
import org.stratigraph.scene.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph report}. */
@Command(
    name = "report",
    header = "Put everything that was measured into one page to read, explore and send.",
    description = {
      "",
      "Writes one HTML file that opens offline: what the numbers say in words, a heat map to sort"
          + " and zoom, tables to sort and filter, each layer with its trials, figures, trainings,"
          + " the network, and where it all comes from. It prints well and loads nothing.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  Published measurements, against the network that was trained as usual:",
      "    stratigraph report runs/paper --baseline tv_resnet50 --out paper.html",
      "  Networks of your own with their trainings, whose curves are shown too:",
      "    stratigraph report runs/std.json runs/adv.json runs/std runs/adv --out report.html",
      "  A study, without one category:",
      "    stratigraph report runs/study --without category:adversarial_training --out study.html",
      "  With the network drawn, its layers coloured by the mean over networks:",
      "    stratigraph report runs/paper --graph resnet50.pth --arch resnet50 --out paper.html",
    })
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "In any mix: directories of import, study, train or finished criticality runs, and JSON"
              + " files of criticality, weight-change, conflicts, train, lesion and autotune; lesion"
              + " and autotune runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      required = true,
      description = "The file to write; it is replaced if it is there.")
  private Path out = Path.of("");

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What stands at the top. Default: how many networks are compared.")
  private Optional<String> title = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "ID",
      description = "The network that the others are compared to; in the page it can be changed.")
  private Optional<String> baseline = Optional.empty();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description =
          "A network to draw, as for 'stratigraph graph'. Default: that of the first training.")
  private Optional<Path> graph = Optional.empty();

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description = "The architecture of --graph, where it is a checkpoint.")
  private Optional<String> architecture = Optional.empty();

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OutputFile.check("--out", out);
    if (architecture.isPresent() && graph.isEmpty()) {
      throw new UnusableInputException(
          "--arch says what --graph is; give the network with --graph FILE too.");
    }
    ReportRuns found = ReportRuns.read(runs);
    if (found.single().isPresent() && isPlain()) {
      HtmlReport.write(found.single().get(), title, out);
      terminal.note("Wrote " + out);
      return ExitStatus.DONE;
    }
    Selection chosen = chosen(found.comparison());
    baseline.ifPresent(id -> requireKnown(chosen.comparison(), id));
    ReportContent content =
        new ReportContent(
            title.orElseGet(() -> defaultTitle(chosen.comparison(), found)),
            chosen,
            baseline,
            found.trainings(),
            found.lesions(),
            found.tunings(),
            ReportGraph.of(graph, architecture, found, chosen.comparison(), terminal::note),
            provenance());
    ComparisonReport.write(content, out);
    terminal.note("Wrote " + out);
    return ExitStatus.DONE;
  }

  /** A single criticality run has the page that 'criticality --report' writes. */
  private boolean isPlain() {
    return baseline.isEmpty() && graph.isEmpty() && selection.without.isEmpty();
  }

  private Selection chosen(Comparison comparison) {
    if (comparison.networks().isEmpty()) {
      if (!selection.without.isEmpty()) {
        throw new UnusableInputException(
            "--without %s names no network: no criticality is among the runs."
                .formatted(Printable.name(selection.without.get(0))));
      }
      return Selection.all(comparison);
    }
    return selection.of(comparison);
  }

  private static void requireKnown(Comparison comparison, String id) {
    if (comparison.network(id).isPresent()) {
      return;
    }
    List<String> ids = comparison.networks().stream().map(MeasuredNetwork::id).toList();
    String there =
        ids.isEmpty()
            ? "no measured network"
            : ids.stream().limit(8).map(Printable::name).collect(Collectors.joining(", "))
                + (ids.size() > 8 ? " and %d more".formatted(ids.size() - 8) : "");
    throw new UnusableInputException(
        "--baseline %s names no network of the report. There are %s."
            .formatted(Printable.quoted(id), there));
  }

  private static String defaultTitle(Comparison comparison, ReportRuns found) {
    int networks = comparison.networks().size();
    return switch (networks) {
      case 0 ->
          !found.trainings().isEmpty()
              ? NumberText.count(found.trainings().size(), "training")
              : Stream.concat(
                      found.lesions().stream().map(ReportContent.Lesion::name),
                      found.tunings().stream().map(ReportContent.Tuning::name))
                  .collect(Collectors.joining(", "));
      case 1 -> comparison.networks().get(0).name();
      default -> NumberText.count(networks) + " networks compared";
    };
  }

  private Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("stratigraph", Version.number());
    provenance.put("runs", runs.stream().map(Path::toString).collect(Collectors.joining(", ")));
    baseline.ifPresent(id -> provenance.put("baseline", id));
    if (!selection.without.isEmpty()) {
      provenance.put("without", String.join(", ", selection.without));
    }
    return provenance;
  }
}
