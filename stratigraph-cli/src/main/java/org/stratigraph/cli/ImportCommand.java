package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.store.ComparisonDirectory;
import org.stratigraph.store.PublishedCsv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph import}. */
@Command(
    name = "import",
    header = "Take over measurements of many networks from a CSV file.",
    description = {
      "",
      "Reads measurements in the form that the criticality paper published them in, one row a"
          + " network, layer and trial, and keeps them in a directory that summary, figure, report"
          + " and any DuckDB shell read.",
      "",
      "CSV has the columns model_id, layer, trial and pred_cos_sim; pred_l1_err, pred_l2_err,"
          + " top1_acc and top5_acc (percent) and loss are taken where they are there.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph import results.csv --models models.csv --run runs/paper",
      "  stratigraph summary runs/paper",
    })
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "CSV", description = "The measurements.")
  private Path csv = Path.of("");

  @Option(
      names = "--models",
      paramLabel = "CSV",
      description =
          "What the networks are: model_id, and where they are there name, category and"
              + " imagenet_top1_percent or accuracy (a fraction). Other columns are kept as tags."
              + " Networks come in the order of this file.")
  private Optional<Path> models = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "On how many images each trial was measured, if you know it.")
  private Optional<Integer> images = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "The directory to make. It has all or is not made.")
  private Path run = Path.of("");

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (images.isPresent() && images.get() < 1) {
      throw new UnusableInputException(
          "--images %d is not a number of images; give 1 or more.".formatted(images.get()));
    }
    Comparison comparison =
        PublishedCsv.read(csv, models, images.map(OptionalInt::of).orElse(OptionalInt.empty()));
    ComparisonDirectory.create(run, comparison);
    List<MeasuredNetwork> networks = comparison.networks();
    long trials =
        networks.stream()
            .flatMap(network -> network.layers().stream())
            .mapToLong(layer -> layer.trials().size())
            .sum();
    terminal
        .out()
        .println(
            OneLine.of(
                "Imported %d networks with %d layers, %d trials in all, into %s."
                    .formatted(networks.size(), comparison.layers().size(), trials, run)));
    terminal.note("Next: stratigraph summary " + run);
    return ExitStatus.DONE;
  }
}
