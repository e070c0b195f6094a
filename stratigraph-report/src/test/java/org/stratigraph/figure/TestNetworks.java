package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** Measured networks for tests. */
final class TestNetworks {
  static final List<String> LAYERS =
      List.of(
          "conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "layer2.0.conv2", "fc");

  private TestNetworks() {}

  static TrialResult trial(String layer, int trial, double cosine) {
    return new TrialResult(
        layer,
        trial,
        100,
        cosine,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  /** A network whose layers have these criticalities, with trials a twentieth above and below. */
  static MeasuredNetwork network(
      String id, String category, double accuracy, List<String> layers, double... values) {
    List<MeasuredLayer> measured = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String layer = layers.get(i);
      measured.add(
          MeasuredLayer.ofTrials(
              layer,
              "conv",
              List.of(
                  trial(layer, 0, 1 - values[i] + 0.05), trial(layer, 1, 1 - values[i] - 0.05))));
    }
    return new MeasuredNetwork(
        id,
        id,
        category.isEmpty() ? Optional.empty() : Optional.of(category),
        Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
        Map.of("eps", Double.toString(accuracy)),
        measured);
  }

  static Comparison three() {
    return new Comparison(
        List.of(
            network("a", "one", 0.7, LAYERS, .9, .5, .3, .4, .2, .8),
            network("b", "two", 0.9, LAYERS, .8, .4, .2, .3, .1, .7),
            network("c", "one", 0.8, LAYERS, .9, .6, .4, .5, .3, .9)));
  }
}
