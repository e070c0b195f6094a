package org.stratigraph.lesion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.Baseline;
import org.stratigraph.criticality.ChunkReader;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.NonFiniteOutputException;
import org.stratigraph.criticality.Predictions;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.Removals;
import org.stratigraph.sweep.Sweep;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;

/**
 * Measures many variants of a network on the same images. What lies before the first removed part
 * is computed once for all of them.
 *
 * <p>Results go to a log as they are made, under the variant's name as the layer and trial 0; what
 * the log has already is not measured again.
 */
public final class RemovalSweep {
  private final Evaluator evaluator;
  private final Images images;
  private final SweepPlan plan;
  private final List<Variant> variants;
  private final Map<String, String> targets;
  private final Map<String, Double> costs;

  private RemovalSweep(
      Evaluator evaluator,
      Images images,
      SweepPlan plan,
      List<Variant> variants,
      Map<String, String> targets,
      Map<String, Double> costs) {
    this.evaluator = evaluator;
    this.images = images;
    this.plan = plan;
    this.variants = List.copyOf(variants);
    this.targets = Map.copyOf(targets);
    this.costs = Map.copyOf(costs);
  }

  /**
   * Plans the measurement; evaluates no more than two black images.
   *
   * @param graph a network with one input and one output of logits
   * @param variants of this graph; those whose parts do not lead to the output are left out
   * @param nodeCosts work of a node for one image, in any unit; for the progress only
   * @throws UnusableInputException if the network does not take the images, the memory does not
   *     suffice, or no variant is left
   */
  public static RemovalSweep plan(
      Evaluator evaluator,
      Graph graph,
      List<Variant> variants,
      Images images,
      ToDoubleFunction<Node> nodeCosts,
      SweepOptions options) {
    RemovalTargets targets = new RemovalTargets(graph);
    Map<String, String> targetOf = new LinkedHashMap<>();
    variants.forEach(variant -> targetOf.put(variant.name(), targets.of(variant).name()));
    SweepPlan sweep = SweepPlan.of(evaluator, graph, targets.all(), images.shape(), options);
    Map<String, Integer> order = new HashMap<>();
    sweep.targets().forEach(target -> order.put(target, order.size()));
    List<Variant> reaching =
        variants.stream()
            .filter(variant -> order.containsKey(targetOf.getOrDefault(variant.name(), "")))
            .sorted(
                Comparator.comparing(
                    variant -> order.getOrDefault(targetOf.getOrDefault(variant.name(), ""), 0)))
            .toList();
    if (reaching.isEmpty()) {
      throw new UnusableInputException(
          "there is nothing to measure: no part that could be removed influences the output '%s'"
              .formatted(graph.outputs().get(0).name()));
    }
    Map<String, Double> costs = new HashMap<>();
    double whole = graph.nodes().stream().mapToDouble(nodeCosts).sum();
    for (Variant variant : reaching) {
      double part =
          sweep.part(targetOf.getOrDefault(variant.name(), "")).stream()
              .mapToDouble(nodeCosts)
              .sum();
      double removed =
          variant.removed().stream()
              .flatMap(gone -> nodes(gone).stream())
              .distinct()
              .mapToDouble(nodeCosts)
              .sum();
      costs.put(variant.name(), whole > 0 ? Math.max(part - removed, part / 100) / whole : 1.0);
    }
    return new RemovalSweep(evaluator, images, sweep, reaching, targetOf, costs);
  }

  private static List<Node> nodes(Removable part) {
    return part.layers().stream().flatMap(layer -> layer.nodes().stream()).toList();
  }

  /** How the sweep is carried out. */
  public SweepPlan sweep() {
    return plan;
  }

  /** The variants that are measured, in the order in which they are. */
  public List<Variant> variants() {
    return variants;
  }

  /** Number of chunks that the images are handled in. */
  public int chunks() {
    return (images.count() + plan.chunk() - 1) / plan.chunk();
  }

  /** All the work, in evaluations of the whole network on one image. */
  public double work() {
    return images.count() * (untouchedCost() + variants.stream().mapToDouble(this::cost).sum());
  }

  private double untouchedCost() {
    return plan.advances() ? 2 : 1;
  }

  private double cost(Variant variant) {
    return costs.getOrDefault(variant.name(), 1.0);
  }

  /**
   * Measures what the log does not have yet.
   *
   * @param acceptBaseline go on although the untouched network predicts near chance
   * @return the variants that cannot be measured, with the reason: their outputs are not finite
   * @throws UnusableInputException if the untouched network predicts near chance and that is not to
   *     be accepted, its outputs are not finite, or an image cannot be read
   */
  public Map<String, String> run(
      MeasurementLog log, boolean acceptBaseline, ProgressListener listener) {
    Map<String, String> failures = new LinkedHashMap<>();
    double total = remaining(log);
    double done = 0;
    try (Sweep sweep = Sweep.of(evaluator, plan);
        ChunkReader reader = new ChunkReader(images, plan)) {
      for (int chunk = 0; chunk < chunks(); chunk++) {
        if (missing(log, chunk).isEmpty() && log.untouched(chunk).isPresent()) {
          continue;
        }
        Images.Chunk read = reader.read(chunk);
        List<Sample> samples = read.samples();
        float[] logits = sweep.untouched(reader.pixels(), samples.size());
        Predictions predictions = new Predictions(logits, plan.outputs(), samples);
        Untouched untouched = untouched(predictions, chunk, read);
        if (!acceptBaseline) {
          Baseline.require(untouched, log);
        }
        if (log.untouched(chunk).isEmpty()) {
          if (chunk == 0) {
            listener.baseline(untouched);
          }
          log.record(untouched);
        }
        done += samples.size() * untouchedCost();
        listener.progress(done, total, "untouched network");
        done = measure(sweep, log, listener, failures, predictions, chunk, done, total);
      }
    }
    return failures;
  }

  private static Untouched untouched(Predictions predictions, int chunk, Images.Chunk read) {
    try {
      return predictions.untouched(chunk, read.skipped());
    } catch (NonFiniteOutputException e) {
      throw new UnusableInputException(
          "the untouched network cannot be measured: " + e.getMessage(), e);
    }
  }

  private double measure(
      Sweep sweep,
      MeasurementLog log,
      ProgressListener listener,
      Map<String, String> failures,
      Predictions predictions,
      int chunk,
      double doneBefore,
      double total) {
    double[] done = {doneBefore};
    List<Sweep.Change> changes = new ArrayList<>();
    for (Variant variant : missing(log, chunk)) {
      changes.add(
          Sweep.Change.ofGraph(
              targets.getOrDefault(variant.name(), ""),
              new ImageRange(0, predictions.images()),
              (Graph graph) -> Removals.without(graph, variant.removed()),
              logits -> {
                try {
                  log.record(
                      new Measurement(variant.name(), 0, chunk, predictions.agreement(logits)));
                } catch (NonFiniteOutputException e) {
                  failures.putIfAbsent(variant.name(), e.getMessage());
                }
                done[0] += predictions.images() * cost(variant);
                listener.progress(done[0], total, variant.name());
              }));
    }
    sweep.run(changes);
    return done[0];
  }

  private List<Variant> missing(MeasurementLog log, int chunk) {
    return variants.stream()
        .filter(variant -> log.measurement(variant.name(), 0, chunk).isEmpty())
        .toList();
  }

  private double remaining(MeasurementLog log) {
    double work = 0;
    for (int chunk = 0; chunk < chunks(); chunk++) {
      int size = Math.min(plan.chunk(), images.count() - chunk * plan.chunk());
      double left = missing(log, chunk).stream().mapToDouble(this::cost).sum();
      if (left > 0 || log.untouched(chunk).isEmpty()) {
        work += size * (left + untouchedCost());
      }
    }
    return work;
  }
}
