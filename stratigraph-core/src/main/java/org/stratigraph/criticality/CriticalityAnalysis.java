package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Node;
import org.stratigraph.statistics.Strata;
import org.stratigraph.sweep.Sweep;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;
import org.stratigraph.sweep.Target;

/**
 * Measures the criticality of layers: resets one at a time and compares the predictions before and
 * after. Source: "How Do Training Methods Influence the Utilization of Vision Models?" (2024).
 *
 * <p>Results go to the log as they are made, and what the log has already is not measured again, so
 * an interrupted run goes on where it was.
 */
public final class CriticalityAnalysis implements AutoCloseable {
  private final Evaluator evaluator;
  private final Graph graph;
  private final Reset reset;
  private final Images images;
  private final CriticalityOptions options;
  private final CriticalityPlan plan;
  private final SamplingRule rule;
  private @Nullable Sweep sweep;

  private CriticalityAnalysis(
      Evaluator evaluator,
      Graph graph,
      Reset reset,
      Images images,
      CriticalityOptions options,
      CriticalityPlan plan,
      SamplingRule rule) {
    this.evaluator = evaluator;
    this.graph = graph;
    this.reset = reset;
    this.images = images;
    this.options = options;
    this.plan = plan;
    this.rule = rule;
  }

  /**
   * Plans an analysis; evaluates no more than two black images.
   *
   * @param graph a network with one input and one output of logits
   * @param layers the layers to measure
   * @param skipped what the caller has left out already, and why
   * @param nodeCosts work of a node for one image, in any unit; for estimates only
   * @throws UnusableInputException if the network does not take the images, the memory does not
   *     suffice, no layer is left, or the budget does not suffice for the least that every layer is
   *     to get
   */
  public static CriticalityAnalysis plan(
      Evaluator evaluator,
      Graph graph,
      List<Layer> layers,
      List<CriticalityResult.SkippedLayer> skipped,
      Reset reset,
      Images images,
      ToDoubleFunction<Node> nodeCosts,
      CriticalityOptions options) {
    Sampling sampling =
        reset.trials().isPresent()
            ? options.sampling().limitedTo(reset.trials().getAsInt())
            : options.sampling();
    SweepPlan sweep =
        SweepPlan.of(
            evaluator,
            graph,
            layers.stream().map(layer -> Target.of(graph, layer)).toList(),
            images.shape(),
            new SweepOptions(
                images.count(),
                options.memory(),
                options.plain(),
                options.batch(),
                sampling.isAdaptive() ? sampling.images() : Integer.MAX_VALUE,
                options.chunk()));
    Map<String, Layer> byName = new HashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    List<Layer> measured = new ArrayList<>();
    for (String target : sweep.targets()) {
      Layer layer = byName.get(target);
      if (layer != null) {
        measured.add(layer);
      }
    }
    List<CriticalityResult.SkippedLayer> all = new ArrayList<>(skipped);
    String output = graph.outputs().get(0).name();
    for (String name : sweep.unreached()) {
      all.add(
          new CriticalityResult.SkippedLayer(
              name, "does not influence the output '%s'".formatted(output)));
    }
    if (measured.isEmpty()) {
      throw new UnusableInputException(
          "there is no layer to measure: none of the chosen layers influences the output '%s'"
              .formatted(output));
    }
    Blocks blocks =
        sampling.isAdaptive()
            ? Blocks.doubling(images.count(), firstBlock(sampling, sweep), sweep.chunk())
            : Blocks.even(images.count(), sweep.chunk());
    SamplingRule rule = new SamplingRule(sampling, blocks, reset.isRandom());
    CriticalityPlan plan =
        new CriticalityPlan(
            measured,
            all,
            sampling.trials(),
            images.count(),
            blocks.images(rule.least().blocks()),
            blocks,
            CriticalityPlan.costs(graph, sweep, nodeCosts),
            CriticalityPlan.untouched(graph, sweep, nodeCosts),
            sweep);
    Allocation.start(plan, rule);
    return new CriticalityAnalysis(evaluator, graph, reset, images, options, plan, rule);
  }

  /** The least number of images in whole batches, as far as they fit into memory. */
  private static int firstBlock(Sampling sampling, SweepPlan sweep) {
    int least = Math.min(sampling.images(), sweep.chunk());
    int batches = (least + sweep.batch() - 1) / sweep.batch();
    return Math.min(sweep.chunk(), batches * sweep.batch());
  }

  public CriticalityPlan plan() {
    return plan;
  }

  /** Times the untouched network: seconds for one image. Costs two batches of black images. */
  public double secondsPerImage() {
    return sweep().secondsPerImage();
  }

  private Sweep sweep() {
    Sweep ready = sweep;
    if (ready == null) {
      ready = Sweep.of(evaluator, plan.sweep());
      sweep = ready;
    }
    return ready;
  }

  /**
   * Measures what the log does not have yet.
   *
   * @return everything that was measured, for {@link ResultAssembly}
   * @throws UnusableInputException if the untouched network predicts near chance or one class only
   *     and that is not to be accepted, or an image cannot be read
   */
  public Measured run(MeasurementLog log, ProgressListener listener) {
    return run(log, listener, Optional.empty());
  }

  /**
   * The same with the measuring done by others. Gives the same numbers, to the bit where their
   * processors compute alike.
   *
   * @param workforce who measures; empty for this process
   */
  public Measured run(
      MeasurementLog log, ProgressListener listener, Optional<Workforce> workforce) {
    Map<String, String> failures = new LinkedHashMap<>();
    Work work = new Work(listener);
    Allocation allocation = Allocation.start(plan, rule);
    do {
      Pass pass =
          new Pass(
              plan,
              graph,
              reset,
              images,
              options.acceptBaseline(),
              allocation.efforts(),
              failures,
              log,
              work);
      work.left(pass.missing(allocation.expected()));
      if (workforce.isPresent()) {
        pass.distribute(workforce.get(), Cutting.LONGEST_SECONDS / secondsPerImage());
      } else {
        pass.run(sweep());
      }
    } while (allocation.next(log, strata(log, allocation), failures.keySet()));
    return measured(log, allocation, failures);
  }

  /** What measures portions of this run in this process, with memory of its own. */
  public PortionMeter meter() {
    return new PortionMeter(evaluator, graph, reset, images, plan);
  }

  private Strata strata(MeasurementLog log, Allocation allocation) {
    return rule.sampling().isAdaptive()
        ? ImageStrata.of(images, untouched(log, allocation))
        : Strata.none();
  }

  private Measured measured(
      MeasurementLog log, Allocation allocation, Map<String, String> failures) {
    Map<String, Effort> efforts = allocation.efforts();
    Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
    for (Layer layer : plan.layers()) {
      Effort effort = efforts.get(layer.name());
      if (effort != null && !failures.containsKey(layer.name())) {
        measurements.put(
            layer.name(), log.measurements(layer.name()).stream().filter(effort::holds).toList());
      }
    }
    return new Measured(untouched(log, allocation), measurements, failures, allocation.stops());
  }

  private static List<Untouched> untouched(MeasurementLog log, Allocation allocation) {
    List<Untouched> untouched = new ArrayList<>();
    int blocks = allocation.efforts().values().stream().mapToInt(Effort::blocks).max().orElse(0);
    for (int block = 0; block < blocks; block++) {
      log.untouched(block).ifPresent(untouched::add);
    }
    return untouched;
  }

  /**
   * What a run left in the log, as far as it belongs to it: a log may hold more, of a run with
   * another target.
   *
   * @param untouched by block of images
   * @param measurements by layer, in the order of the sweep; by trial and then by block
   * @param failures layers that could not be measured, with the reason
   * @param stops for each other layer, what ended its measurement
   */
  public record Measured(
      List<Untouched> untouched,
      Map<String, List<Measurement>> measurements,
      Map<String, String> failures,
      Map<String, Stop> stops) {}

  /** Gives back the memory of the sweep; the evaluator stays open. */
  @Override
  public void close() {
    if (sweep != null) {
      sweep.close();
    }
  }
}
