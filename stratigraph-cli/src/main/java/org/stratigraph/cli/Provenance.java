package org.stratigraph.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.evaluation.Evaluator;

/** Where a result comes from, in a fixed order. */
final class Provenance {
  private Provenance() {}

  /**
   * Describes a run.
   *
   * @param initialiser what random resets are drawn from
   * @param started when
   * @param took how long, this time, without what an earlier run had done
   */
  static Map<String, String> of(
      Evaluator evaluator,
      String initialiser,
      int threads,
      MemorySize memory,
      Instant started,
      Duration took) {
    return of(evaluator, Optional.of(initialiser), threads, memory, started, took);
  }

  /** Describes a run that draws no weights. */
  static Map<String, String> of(
      Evaluator evaluator, int threads, MemorySize memory, Instant started, Duration took) {
    return of(evaluator, Optional.empty(), threads, memory, started, took);
  }

  private static Map<String, String> of(
      Evaluator evaluator,
      Optional<String> initialiser,
      int threads,
      MemorySize memory,
      Instant started,
      Duration took) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("stratigraph", Version.number());
    provenance.put("engine", evaluator.description());
    provenance.put(
        "java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    provenance.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    provenance.put("threads", Integer.toString(threads));
    provenance.put("memory", memory.toString());
    initialiser.ifPresent(from -> provenance.put("initialiser", from));
    provenance.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("took", TimeText.of(took));
    return provenance;
  }
}
