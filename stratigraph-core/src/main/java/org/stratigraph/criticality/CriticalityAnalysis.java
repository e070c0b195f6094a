package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Node;
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
  private @Nullable Sweep sweep;

  private CriticalityAnalysis(
      Evaluator evaluator,
      Graph graph,
      Reset reset,
      Images images,
      CriticalityOptions options,
      CriticalityPlan plan) {
    this.evaluator = evaluator;
    this.graph = graph;
    this.reset = reset;
    this.images = images;
    this.options = options;
    this.plan = plan;
  }

  /**
   * Plans an analysis; evaluates no more than two black images.
   *
   * @param graph a network with one input and one output of logits
   * @param layers the layers to measure
   * @param skipped what the caller has left out already, and why
   * @param nodeCosts work of a node for one image, in any unit; for estimates only
   * @throws UnusableInputException if the network does not take the images, the memory does not
   *     suffice, or no layer is left
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
    int trials = reset.trials().orElse(options.trials());
    return new CriticalityAnalysis(
        evaluator,
        graph,
        reset,
        images,
        options,
        new CriticalityPlan(
            measured,
            all,
            trials,
            images.count(),
            CriticalityPlan.costs(graph, sweep, nodeCosts),
            CriticalityPlan.untouched(graph, sweep, nodeCosts),
            sweep));
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
    int most = reset.trials().orElse(options.mostTrials());
    Map<String, Integer> wanted = new LinkedHashMap<>();
    plan.layers().forEach(layer -> wanted.put(layer.name(), plan.trials()));
    double done = 0;
    do {
      done =
          workforce.isPresent()
              ? distribute(workforce.get(), log, listener, wanted, failures, done)
              : pass(sweep(), log, listener, wanted, failures, done);
    } while (more(log, wanted, failures, most));
    List<Untouched> untouched = new ArrayList<>();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      log.untouched(chunk).ifPresent(untouched::add);
    }
    Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
    for (Layer layer : plan.layers()) {
      if (!failures.containsKey(layer.name())) {
        measurements.put(layer.name(), log.measurements(layer.name()));
      }
    }
    return new Measured(untouched, measurements, failures);
  }

  /**
   * What a run left in the log.
   *
   * @param untouched by chunk
   * @param measurements by layer, in the order of the sweep; by trial and then by chunk
   * @param failures layers that could not be measured, with the reason
   */
  public record Measured(
      List<Untouched> untouched,
      Map<String, List<Measurement>> measurements,
      Map<String, String> failures) {}

  /** Raises the number of trials of the layers whose error is above the target. */
  private boolean more(
      MeasurementLog log, Map<String, Integer> wanted, Map<String, String> failures, int most) {
    if (options.targetError().isEmpty()) {
      return false;
    }
    boolean more = false;
    for (Layer layer : plan.layers()) {
      int trials = wanted.getOrDefault(layer.name(), 0);
      if (trials >= most || failures.containsKey(layer.name())) {
        continue;
      }
      List<Agreement> measured = LayerStatistics.trials(log.measurements(layer.name()));
      int needed =
          TrialBudget.next(
              LayerStatistics.of(measured.subList(0, trials), reset.isRandom()),
              trials,
              options.targetError().getAsDouble(),
              most);
      wanted.put(layer.name(), needed);
      more |= needed > trials;
    }
    return more;
  }

  /** What measures portions of this run in this process, with memory of its own. */
  public PortionMeter meter() {
    return new PortionMeter(evaluator, graph, reset, plan);
  }

  /** Has what the log does not have measured by others; returns the work done so far. */
  private double distribute(
      Workforce workforce,
      MeasurementLog log,
      ProgressListener listener,
      Map<String, Integer> wanted,
      Map<String, String> failures,
      double done) {
    SortedMap<Integer, List<Cell>> open = new TreeMap<>();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      if (!complete(log, wanted, failures, chunk)) {
        open.put(chunk, openCells(log, wanted, failures, chunk));
      }
    }
    List<Portion> portions =
        Portions.of(plan, open, workforce.slots(), Cutting.LONGEST_SECONDS / secondsPerImage());
    double work = done;
    for (Portion portion : portions) {
      work +=
          Portions.images(plan, portion.chunk())
              * (plan.untouched() + Portions.cost(plan, portion.cells()));
    }
    Arrivals arrivals = new Arrivals(plan, options.acceptBaseline(), log, listener, done, work);
    workforce.measure(portions, arrivals);
    failures.putAll(arrivals.failures());
    return arrivals.done();
  }

  private List<Cell> openCells(
      MeasurementLog log, Map<String, Integer> wanted, Map<String, String> failures, int chunk) {
    List<Cell> cells = new ArrayList<>();
    for (Layer layer : plan.layers()) {
      for (int trial = 0; trial < wanted.getOrDefault(layer.name(), 0); trial++) {
        if (!failures.containsKey(layer.name())
            && log.measurement(layer.name(), trial, chunk).isEmpty()) {
          cells.add(new Cell(layer.name(), trial));
        }
      }
    }
    return cells;
  }

  /** One way through all chunks; returns the work done so far. */
  private double pass(
      Sweep sweep,
      MeasurementLog log,
      ProgressListener listener,
      Map<String, Integer> wanted,
      Map<String, String> failures,
      double doneBefore) {
    double done = doneBefore;
    double total = done + remaining(log, wanted);
    try (ChunkReader reader = new ChunkReader(images, plan.sweep())) {
      for (int chunk = 0; chunk < plan.chunks(); chunk++) {
        if (complete(log, wanted, failures, chunk)) {
          continue;
        }
        int following = chunk + 1;
        while (following < plan.chunks() && complete(log, wanted, failures, following)) {
          following++;
        }
        Images.Chunk read = reader.read(chunk, following);
        List<Sample> samples = read.samples();
        float[] logits = sweep.untouched(reader.pixels(), samples.size());
        Predictions predictions = new Predictions(logits, plan.sweep().outputs(), samples);
        Untouched untouched = check(predictions, chunk, read, log);
        if (log.untouched(chunk).isEmpty()) {
          if (chunk == 0) {
            listener.baseline(untouched);
          }
          log.record(untouched);
        }
        done += samples.size() * plan.untouched();
        listener.progress(done, total, "untouched network");
        done = measure(sweep, log, listener, wanted, failures, predictions, chunk, done, total);
      }
    }
    return done;
  }

  private Untouched check(
      Predictions predictions, int chunk, Images.Chunk read, MeasurementLog log) {
    Untouched untouched = predictions.requireUntouched(chunk, read.skipped());
    if (!options.acceptBaseline()) {
      Baseline.require(untouched, log);
    }
    return untouched;
  }

  private double measure(
      Sweep sweep,
      MeasurementLog log,
      ProgressListener listener,
      Map<String, Integer> wanted,
      Map<String, String> failures,
      Predictions predictions,
      int chunk,
      double doneBefore,
      double total) {
    double[] done = {doneBefore};
    List<Sweep.Change> changes = new ArrayList<>();
    for (Layer layer : plan.layers()) {
      for (int t = 0; t < wanted.getOrDefault(layer.name(), 0); t++) {
        int trial = t;
        if (failures.containsKey(layer.name())
            || log.measurement(layer.name(), trial, chunk).isPresent()) {
          continue;
        }
        changes.add(
            Sweep.Change.ofTensors(
                layer.name(),
                () -> reset.tensors(graph, layer, trial),
                logits -> {
                  try {
                    Agreement agreement = predictions.agreement(logits);
                    log.record(new Measurement(layer.name(), trial, chunk, agreement));
                  } catch (NonFiniteOutputException e) {
                    failures.putIfAbsent(layer.name(), PortionMeter.reason(trial, e));
                  }
                  done[0] += predictions.images() * plan.cost(layer.name());
                  listener.progress(done[0], total, layer.name() + ", trial " + trial);
                }));
      }
    }
    sweep.run(changes);
    return done[0];
  }

  private boolean complete(
      MeasurementLog log, Map<String, Integer> wanted, Map<String, String> failures, int chunk) {
    if (log.untouched(chunk).isEmpty()) {
      return false;
    }
    for (Map.Entry<String, Integer> entry : wanted.entrySet()) {
      for (int trial = 0; trial < entry.getValue(); trial++) {
        if (!failures.containsKey(entry.getKey())
            && log.measurement(entry.getKey(), trial, chunk).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Work of the cells that the log does not have. */
  private double remaining(MeasurementLog log, Map<String, Integer> wanted) {
    double work = 0;
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      int size = Math.min(plan.sweep().chunk(), plan.images() - chunk * plan.sweep().chunk());
      double resets = 0;
      for (Map.Entry<String, Integer> entry : wanted.entrySet()) {
        for (int trial = 0; trial < entry.getValue(); trial++) {
          if (log.measurement(entry.getKey(), trial, chunk).isEmpty()) {
            resets += plan.cost(entry.getKey());
          }
        }
      }
      if (resets > 0 || log.untouched(chunk).isEmpty()) {
        work += size * (resets + plan.untouched());
      }
    }
    return work;
  }

  /** Gives back the memory of the sweep; the evaluator stays open. */
  @Override
  public void close() {
    if (sweep != null) {
      sweep.close();
    }
  }
}
