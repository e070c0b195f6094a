package org.stratigraph.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stratigraph.benchmarks.ClusterModel.Troubles;
import org.stratigraph.benchmarks.ClusterSimulation.Outcome;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/**
 * The paper's study (51 ResNet-50, 54 layers, 3 trials, 10,000 images) on clusters of growing size,
 * simulated: {@code Scaling FOLDER [EVALUATION [DECODING [PLANNING]]]}, in seconds on one core.
 * What storing costs is measured in the folder. Prints a Markdown table.
 */
public final class Scaling {
  private static final int CHUNK = 64;
  private static final int RESULTS = 2000;

  /** Of all 54 resets, by multiply-adds, in evaluations of the whole network. */
  private static final double PASSES = 26.9;

  private Scaling() {}

  public static void main(String[] arguments) throws IOException {
    double storing = storing(Path.of(arguments[0]));
    ClusterModel model =
        new ClusterModel(
            51,
            10_000,
            CHUNK,
            3 * 54,
            3 * PASSES,
            argument(arguments, 1, 0.085),
            argument(arguments, 2, 0.00108),
            1.0,
            argument(arguments, 3, 6),
            storing,
            0.002,
            102e6,
            1.25e9);
    System.out.printf(
        Locale.ROOT,
        "evaluation %.4f s, decoding %.5f s, planning %.1f s, storing %.6f s%n%n",
        model.evaluation(),
        model.decoding(),
        model.planning(),
        storing);
    System.out.println(
        "| executors | hours | efficiency | with stragglers | and failures | driver busy | repeated |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int executors : new int[] {1, 8, 64, 256, 1000}) {
      Outcome smooth = ClusterSimulation.of(model, Troubles.none(), executors);
      Outcome uneven = ClusterSimulation.of(model, uneven(Double.POSITIVE_INFINITY), executors);
      Outcome failing = ClusterSimulation.of(model, uneven(24 * 3600), executors);
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.1f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
          executors,
          failing.seconds() / 3600,
          100 * smooth.efficiency(),
          100 * uneven.efficiency(),
          100 * failing.efficiency(),
          100 * failing.driver(),
          100 * failing.repeated());
    }
  }

  /** Machines differ by 5 %, an attempt in a hundred takes four times as long. */
  private static Troubles uneven(double betweenFailures) {
    return new Troubles(0.05, 0.01, 4, betweenFailures, 60);
  }

  private static double argument(String[] arguments, int index, double otherwise) {
    return arguments.length > index ? Double.parseDouble(arguments[index]) : otherwise;
  }

  /** Seconds for one result of a chunk, with what it is brought over in. */
  private static double storing(Path folder) throws IOException {
    Agreement agreement = new Agreement(new float[CHUNK], 1, 1, 1, 1, 1, 1, 1);
    Path run = folder.resolve("scaling");
    try (RunDirectory log = RunDirectory.open(run, RunIdentity.of(Map.of("analysis", "scaling")))) {
      record(log, 0, agreement);
      long start = System.nanoTime();
      record(log, 1, agreement);
      return (System.nanoTime() - start) / 1e9 / RESULTS;
    } finally {
      for (Path file : List.copyOf(files(run))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void record(RunDirectory log, int trial, Agreement agreement) {
    for (int i = 0; i < RESULTS; i++) {
      log.record(new Measurement("layer" + i, trial, 0, agreement));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
