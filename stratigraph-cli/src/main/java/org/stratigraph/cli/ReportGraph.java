package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.graph.Layers;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.report.NetworkMeasures;
import org.stratigraph.view.Measure;
import org.stratigraph.view.Measures;
import org.stratigraph.view.NetworkView;

/** The network that a report draws. */
final class ReportGraph {
  private ReportGraph() {}

  /**
   * The network that the user names, else that of the first training, if it has measured layers.
   *
   * @param notes told why a network that was not asked for is left out
   * @throws UnusableInputException if the network that the user names cannot be opened, or none of
   *     its layers was measured
   */
  static Optional<NetworkView> of(
      Optional<Path> file,
      Optional<String> architecture,
      ReportRuns runs,
      Comparison comparison,
      Consumer<String> notes) {
    if (file.isEmpty() && runs.folders().isEmpty()) {
      return Optional.empty();
    }
    List<Measure> measures = NetworkMeasures.of(comparison);
    if (file.isPresent()) {
      Network network = NetworkFile.open(file.get(), architecture);
      if (!measures.isEmpty() && !fits(network, comparison)) {
        throw new UnusableInputException(
            "--graph %s has none of the layers that were measured. Give the network that the runs are of."
                .formatted(file.get()));
      }
      return Optional.of(view(network, measures));
    }
    try {
      Network network = NetworkFile.open(runs.folders().get(0), Optional.empty());
      return measures.isEmpty() || fits(network, comparison)
          ? Optional.of(view(network, measures))
          : Optional.empty();
    } catch (UnusableInputException e) {
      notes.accept("The network is not drawn: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean fits(Network network, Comparison comparison) {
    List<String> measured = comparison.layers();
    return Layers.of(network.graph()).layers().stream()
        .anyMatch(layer -> measured.contains(layer.name()));
  }

  private static NetworkView view(Network network, List<Measure> measures) {
    List<Measure> all = new ArrayList<>(measures);
    all.addAll(Measures.of(network.graph()));
    return NetworkView.of(network.name(), network.graph(), all, List.of());
  }
}
