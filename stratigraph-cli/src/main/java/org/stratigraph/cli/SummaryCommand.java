package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.store.ComparisonCsv;
import org.stratigraph.store.ComparisonParquet;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.SummaryJson;
import org.stratigraph.store.SummaryLatex;
import org.stratigraph.tracking.TrackedRuns;
import org.stratigraph.tracking.TrackingKeys;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph summary}. */
@Command(
    name = "summary",
    header = "Put the numbers of many networks side by side.",
    description = {
      "",
      "Prints means and spreads of criticality by network, layer, category, stage and operator, and"
          + " the rank correlations of criticality with accuracy, of all networks and without each"
          + " category.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph summary runs/paper --json summary.json",
      "  stratigraph summary runs/standard runs/adversarial other.json --latex table.tex",
      "  stratigraph summary runs/paper --without category:adversarial_training",
    })
final class SummaryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "Directories of import, study or finished criticality runs, and criticality JSON files,"
              + " in any mix.")
  private List<Path> runs = List.of();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all numbers as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a network and layer.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--parquet", paramLabel = "FILE", description = "The same rows as Parquet.")
  private Optional<Path> parquet = Optional.empty();

  @Option(
      names = "--trials",
      paramLabel = "FILE",
      description = "Write a row a network, layer and trial: CSV, or Parquet if it ends so.")
  private Optional<Path> trials = Optional.empty();

  @Option(
      names = "--latex",
      paramLabel = "FILE",
      description = "Write the table of networks for a paper.")
  private Optional<Path> latex = Optional.empty();

  @ArgGroup(validate = false, heading = "%nExperiment trackers:%n", order = 1)
  private TrackingOptions tracking = new TrackingOptions();

  SummaryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OutputFile.check(outputs());
    tracking.check();
    Selection chosen = selection.of(Comparisons.read(runs));
    ComparisonSummary summary = ComparisonSummary.of(chosen.comparison());
    SummaryText.print(summary, chosen.leftOut(), terminal);
    json.ifPresent(file -> SummaryJson.write(summary, chosen.leftOut(), file));
    csv.ifPresent(file -> ComparisonCsv.write(chosen.comparison(), file));
    parquet.ifPresent(file -> ComparisonParquet.write(chosen.comparison(), file));
    trials.ifPresent(file -> writeTrials(chosen.comparison(), file));
    latex.ifPresent(file -> SummaryLatex.write(summary, file));
    outputs().values().forEach(file -> terminal.note("Wrote " + file));
    return tell(chosen.comparison()) ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private boolean tell(Comparison comparison) {
    Tracking trackers = Tracking.begin(tracking, terminal);
    List<MeasuredNetwork> networks = comparison.networks();
    List<String> folders =
        TrackingKeys.parts(networks.stream().map(MeasuredNetwork::id).toList(), 0);
    for (int i = 0; i < networks.size(); i++) {
      trackers.tell(TrackedRuns.network(networks.get(i)), folders.get(i));
    }
    return trackers.finish(runs.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private static void writeTrials(Comparison comparison, Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      ComparisonParquet.writeTrials(comparison, file);
    } else {
      ComparisonCsv.writeTrials(comparison, file);
    }
  }

  private Map<String, Path> outputs() {
    Map<String, Path> outputs = new LinkedHashMap<>();
    json.ifPresent(file -> outputs.put("--json", file));
    csv.ifPresent(file -> outputs.put("--csv", file));
    parquet.ifPresent(file -> outputs.put("--parquet", file));
    trials.ifPresent(file -> outputs.put("--trials", file));
    latex.ifPresent(file -> outputs.put("--latex", file));
    return outputs;
  }
}
