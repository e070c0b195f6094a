package org.stratigraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.Selection;
import org.stratigraph.serve.Workshop.Download;
import org.stratigraph.store.ComparisonCsv;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.StoredRuns;
import org.stratigraph.store.SummaryJson;
import org.stratigraph.store.TrainingDirectory;
import org.stratigraph.store.TrainingJson;

/** The numbers of runs as the files that other commands write. */
final class ServedData {
  private static final String LAYERS = "layers.csv";
  private static final String TRIALS = "trials.csv";
  private static final String SUMMARY = "summary.json";
  private static final String RESULT = "result.json";
  private static final String TRAINING = "training.json";

  private ServedData() {}

  static List<String> names(List<ListedRun> runs) {
    List<String> names = new ArrayList<>();
    if (ServedFigures.areNetworks(runs)) {
      names.addAll(List.of(LAYERS, TRIALS, SUMMARY));
    }
    if (runs.size() == 1) {
      ListedRun run = runs.get(0);
      boolean finished = run.status() == Status.FINISHED;
      if (finished && (run.kind() == Kind.CRITICALITY || run.kind() == Kind.LESION)) {
        names.add(RESULT);
      }
      if (run.kind() == Kind.TRAINING && run.status() != Status.RUNNING) {
        names.add(TRAINING);
      }
    }
    return names;
  }

  static Download of(String name, List<ListedRun> runs) throws IOException {
    if (!names(runs).contains(name)) {
      throw new UnusableInputException("There is no such file of these runs.");
    }
    Path first = runs.get(0).path();
    return switch (name) {
      case LAYERS -> csv(name, file -> ComparisonCsv.write(comparison(runs), file));
      case TRIALS -> csv(name, file -> ComparisonCsv.writeTrials(comparison(runs), file));
      case SUMMARY -> {
        Selection selection = Selection.byDefault(comparison(runs));
        ComparisonSummary summary = ComparisonSummary.of(selection.comparison());
        yield json(name, file -> SummaryJson.write(summary, selection.leftOut(), file));
      }
      case RESULT ->
          new Download(
              name,
              "application/json",
              RunDirectory.readDocument(first).getBytes(StandardCharsets.UTF_8));
      default ->
          json(
              name,
              file ->
                  TrainingJson.write(
                      file,
                      runs.get(0).name(),
                      TrainingDirectory.peek(first),
                      StoredRuns.training(first)));
    };
  }

  private static Comparison comparison(List<ListedRun> runs) {
    return Comparisons.read(ServedFigures.paths(runs));
  }

  private static Download csv(String name, Consumer<Path> writer) throws IOException {
    return new Download(name, "text/csv; charset=utf-8", bytes(writer));
  }

  private static Download json(String name, Consumer<Path> writer) throws IOException {
    return new Download(name, "application/json", bytes(writer));
  }

  /** What a writer of files writes. */
  private static byte[] bytes(Consumer<Path> writer) throws IOException {
    Path file = Files.createTempFile("stratigraph-", ".data");
    try {
      writer.accept(file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
