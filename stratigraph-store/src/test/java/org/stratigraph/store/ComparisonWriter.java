package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/**
 * A program that adds made-up networks to a comparison directory without end, a few a second, and
 * prints each one's number once it is stored. Started by tests as a process of its own, to be
 * killed.
 */
final class ComparisonWriter {
  private static final int LAYERS = 200;
  private static final int TRIALS = 10;

  private ComparisonWriter() {}

  /** The network of that number. */
  static MeasuredNetwork network(int number) {
    List<MeasuredLayer> layers = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<TrialResult> trials = new ArrayList<>();
      for (int trial = 0; trial < TRIALS; trial++) {
        double cosine = ((number * 31 + layer) * 17 + trial) % 1024 / 1024.0;
        trials.add(new TrialResult("l" + layer, trial, 7, cosine, 0, 0, 1, 1, 1, 0));
      }
      layers.add(MeasuredLayer.ofTrials("l" + layer, "conv", trials));
    }
    return new MeasuredNetwork(
        "n" + number,
        "n" + number,
        Optional.empty(),
        OptionalDouble.empty(),
        Map.of("number", Integer.toString(number)),
        layers);
  }

  /** Argument: the directory. */
  public static void main(String[] arguments) throws InterruptedException {
    try (ComparisonDirectory directory = ComparisonDirectory.open(Path.of(arguments[0]))) {
      System.out.println("open");
      for (int number = 0; ; number++) {
        if (!directory.holds("n" + number)) {
          directory.put(network(number));
        }
        System.out.println(number);
        // Readers need a moment in which the file is not open.
        Thread.sleep(200);
      }
    }
  }

  /** The command that starts it; DuckDB unpacks its library into the given folder. */
  static List<String> command(Path temporary, Path directory) throws IOException {
    Files.createDirectories(temporary);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-Djava.io.tmpdir=" + temporary,
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        ComparisonWriter.class.getName(),
        directory.toString());
  }
}
