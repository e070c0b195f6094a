package org.stratigraph.cli;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.network.Network;

/** Where a result comes from, in a fixed order. */
final class Provenance {
  private Provenance() {}

  /**
   * Describes a run.
   *
   * @param initialiser what random resets are drawn from
   * @param start of this time, without what an earlier run had done; it ends now
   */
  static Map<String, String> of(
      Evaluator evaluator, String initialiser, int threads, MemorySize memory, Start start) {
    return of(evaluator, Optional.of(initialiser), threads, memory, start);
  }

  /** Describes a run that draws no weights. */
  static Map<String, String> of(Evaluator evaluator, int threads, MemorySize memory, Start start) {
    return of(evaluator, Optional.empty(), threads, memory, start);
  }

  private static Map<String, String> of(
      Evaluator evaluator,
      Optional<String> initialiser,
      int threads,
      MemorySize memory,
      Start start) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("stratigraph", Version.number());
    provenance.put("engine", evaluator.description());
    provenance.put("java", Version.java());
    provenance.put("system", Version.system());
    provenance.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    provenance.put("threads", Integer.toString(threads));
    provenance.put("memory", memory.toString());
    initialiser.ifPresent(from -> provenance.put("initialiser", from));
    provenance.put("started", start.at().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("took", TimeText.of(start.took()));
    return provenance;
  }

  /**
   * The network that a result is about.
   *
   * @param classes how many it tells apart
   */
  static CriticalityResult.Model model(Network network, int classes) {
    return new CriticalityResult.Model(
        network.name(),
        network.source(),
        network.sha256(),
        ChosenLayers.parameters(network.graph()),
        classes);
  }

  /**
   * The images that a result is about.
   *
   * @param measured how many of them could be read
   * @param labelled whether their classes are known
   */
  static CriticalityResult.Data data(Images images, int measured, boolean labelled) {
    return new CriticalityResult.Data(
        images.source(), measured, images.sha256(), labelled, images.preprocessing());
  }
}
