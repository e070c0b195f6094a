package org.stratigraph.store;

import java.util.List;
import java.util.Map;
import org.stratigraph.criticality.CriticalityResult;

/** Results whose names come from files that nobody vouches for. */
final class HostileNames {
  private HostileNames() {}

  /** A result with the text wherever a text can be. */
  static CriticalityResult inPlaceOfNames(String name) {
    CriticalityResult sample = Samples.result();
    CriticalityResult.LayerResult layer = sample.layers().get(0);
    return new CriticalityResult(
        new CriticalityResult.Model(name, name, name, 1, 1),
        new CriticalityResult.Data(name, 1, name, false, name),
        new CriticalityResult.Protocol(name, name, 1, 1, List.of(name), 0, 0.01),
        sample.original(),
        List.of(
            new CriticalityResult.LayerResult(
                name,
                name,
                layer.depth(),
                layer.parameters(),
                layer.criticality(),
                layer.trialSd(),
                layer.standardError(),
                layer.intervalLow(),
                layer.intervalHigh(),
                layer.trials(),
                layer.images(),
                name,
                layer.ofUniformCeiling(),
                layer.ofMeanCeiling(),
                layer.argmaxAgreement(),
                layer.top1(),
                layer.accuracyLoss(),
                List.of(name))),
        List.of(new CriticalityResult.TrialResult(name, 0, 1, 1, 0, 0, 1, 1, 1, 0)),
        List.of(new CriticalityResult.SkippedLayer(name, name)),
        List.of(name),
        List.of(name),
        Map.of("command", name));
  }
}
