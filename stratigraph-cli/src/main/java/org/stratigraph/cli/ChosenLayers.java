package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult.SkippedLayer;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;

/**
 * The layers that a user wants measured.
 *
 * @param chosen in topological order; never empty
 * @param skipped what might have been a layer of the chosen kinds and is none, with the reason
 */
record ChosenLayers(List<Layer> chosen, List<SkippedLayer> skipped) {
  ChosenLayers {
    chosen = List.copyOf(chosen);
    skipped = List.copyOf(skipped);
  }

  /**
   * Chooses by kind and by name.
   *
   * @throws UnusableInputException if a kind or name is not known, or nothing is left
   */
  static ChosenLayers of(Graph graph, MeasuringOptions measuring) {
    Set<LayerKind> kinds = new LinkedHashSet<>();
    measuring.kinds.forEach(kind -> kinds.add(kind(kind)));
    Layers found = Layers.of(graph);
    LayerSelection selection = new LayerSelection(measuring.layers);
    selection.requireMatches(found.layers().stream().map(Layer::name).toList());
    List<Layer> chosen = new ArrayList<>();
    for (Layer layer : found.layers()) {
      if (kinds.contains(layer.kind()) && selection.includes(layer.name())) {
        chosen.add(layer);
      }
    }
    if (chosen.isEmpty()) {
      throw new UnusableInputException(
          "The network has no layer of the kinds "
              + String.join(", ", measuring.kinds)
              + (measuring.layers.isEmpty() ? "" : " among those of --layers")
              + "; 'stratigraph inspect' lists its layers and their kinds.");
    }
    return new ChosenLayers(
        chosen,
        found.unassigned().stream()
            .map(skipped -> new SkippedLayer(skipped.node(), skipped.reason()))
            .toList());
  }

  /** The number of trained values in all layers of a network. */
  static long parameters(Graph graph) {
    return Layers.of(graph).layers().stream().mapToLong(Layer::parameterCount).sum();
  }

  private static LayerKind kind(String label) {
    return Labelled.find(LayerKind.class, label.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "--kinds %s is not known. There are %s."
                        .formatted(label, Labelled.labels(LayerKind.class))));
  }
}
