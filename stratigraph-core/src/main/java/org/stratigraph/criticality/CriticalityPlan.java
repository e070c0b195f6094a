package org.stratigraph.criticality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.stratigraph.data.ImageRange;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Node;
import org.stratigraph.sweep.SweepPlan;

/**
 * What a run is going to do, and what it will cost. Immutable.
 *
 * @param layers the layers to measure, in the order of the sweep
 * @param skipped what is not measured, and why
 * @param trials how many trials each layer gets at least
 * @param images the number of images that a layer may get
 * @param leastImages the number that each layer gets at least
 * @param blocks the pieces that they are measured in
 * @param costs for each layer, the work of one reset as a share of the whole network's
 * @param untouched the work of the untouched network, with what is computed twice, in the same unit
 * @param sweep how it is carried out
 */
public record CriticalityPlan(
    List<Layer> layers,
    List<CriticalityResult.SkippedLayer> skipped,
    int trials,
    int images,
    int leastImages,
    Blocks blocks,
    Map<String, Double> costs,
    double untouched,
    SweepPlan sweep) {
  public CriticalityPlan {
    layers = List.copyOf(layers);
    skipped = List.copyOf(skipped);
  }

  /** The least number of evaluations of a changed network: layers x trials x images. */
  public long evaluations() {
    return (long) layers.size() * trials * leastImages;
  }

  /**
   * The least work of the run, in evaluations of the whole network on one image, the untouched
   * network included.
   */
  public double work() {
    return work(trials, leastImages);
  }

  /** The work if every layer gets so many trials on so many images, in the same unit. */
  public double work(int trials, int images) {
    return images * (untouched + trials * costs.values().stream().mapToDouble(c -> c).sum());
  }

  /** The images of consecutive blocks. */
  public ImageRange images(BlockRange of) {
    return blocks.range(of);
  }

  /** Work of one reset of a layer on one image, as a share of the whole network's. */
  double cost(String layer) {
    return costs.getOrDefault(layer, 1.0);
  }

  static double untouched(Graph graph, SweepPlan sweep, ToDoubleFunction<Node> nodeCosts) {
    double whole = graph.nodes().stream().mapToDouble(nodeCosts).sum();
    double again = sweep.recomputed().stream().mapToDouble(nodeCosts).sum();
    return whole > 0 ? 1 + again / whole : sweep.advances() ? 2 : 1;
  }

  static Map<String, Double> costs(Graph graph, SweepPlan sweep, ToDoubleFunction<Node> nodeCosts) {
    double whole = graph.nodes().stream().mapToDouble(nodeCosts).sum();
    Map<String, Double> costs = new LinkedHashMap<>();
    for (String target : sweep.targets()) {
      double part = sweep.part(target).stream().mapToDouble(nodeCosts).sum();
      costs.put(target, whole > 0 ? part / whole : 1.0);
    }
    return costs;
  }
}
