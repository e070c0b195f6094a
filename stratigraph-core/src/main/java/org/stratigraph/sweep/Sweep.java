package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/**
 * Carries out a plan, chunk by chunk: the untouched network first, then any number of changes to
 * each target in the plan's order. Not thread-safe.
 *
 * <p>While one change is evaluated, the next one is made ready on a second thread.
 */
public final class Sweep implements AutoCloseable {
  private final Evaluator evaluator;
  private final SweepPlan plan;
  private final Lanes lanes;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "stratigraph-prepare");
            thread.setDaemon(true);
            return thread;
          });

  private Sweep(Evaluator evaluator, SweepPlan plan) {
    this.evaluator = evaluator;
    this.plan = plan;
    this.lanes = new Lanes(plan);
  }

  /** A sweep that is ready for its first chunk. Takes the memory for stored values once. */
  public static Sweep of(Evaluator evaluator, SweepPlan plan) {
    evaluator.share(plan.graph());
    return new Sweep(evaluator, plan);
  }

  /**
   * A change to one target.
   *
   * @param target its name in the plan
   * @param alteration makes the changed network; called on another thread, once
   * @param result takes the outputs, [n, outputs] row by row; called on the sweep's thread
   */
  public record Change(String target, Alteration alteration, OutputSink result) {
    /**
     * A change of stored tensors.
     *
     * @param tensors the initialisers to replace; called on another thread, once
     */
    public Change(String target, TensorSource tensors, OutputSink result) {
      this(target, (Graph graph) -> graph.withInitialisers(tensors.tensors()), result);
    }
  }

  /**
   * Makes a changed network out of the plan's. Nothing that the target's nodes do not lead to may
   * become different, and the values that enter them have to keep their names.
   */
  @FunctionalInterface
  public interface Alteration {
    Graph of(Graph graph);
  }

  /** Gives the initialisers to replace, by name. */
  @FunctionalInterface
  public interface TensorSource {
    Map<String, Tensor> tensors();
  }

  /** Takes the outputs of a changed network. */
  @FunctionalInterface
  public interface OutputSink {
    void accept(float[] outputs);
  }

  /**
   * Evaluates the untouched network on a chunk of images.
   *
   * @param pixels [n, ...] float32 in a direct buffer in native order, of the plan's {@link
   *     SweepPlan#chunkBytes}; it has to stay as it is until the next chunk
   * @param images n, at most the plan's chunk
   * @return [n, outputs], row by row
   */
  public float[] untouched(ByteBuffer pixels, int images) {
    lanes.load(pixels, images);
    List<String> captured = plan.schedule().captured();
    try (Evaluation evaluation =
        evaluator.prepare(part(plan.graph(), plan.graph().nodes(), inputs(), captured, true))) {
      return evaluate(evaluation, inputs(), captured);
    }
  }

  /**
   * Evaluates changes on the chunk that {@link #untouched} was called with last.
   *
   * @param changes in the plan's order of targets; any number for a target
   */
  public void run(List<Change> changes) {
    List<String> order = plan.targets();
    int time = 0;
    Future<Evaluation> next = null;
    try {
      for (int i = 0; i < changes.size(); i++) {
        Change change = changes.get(i);
        Future<Evaluation> current = next == null ? prepare(change) : next;
        next = i + 1 < changes.size() ? prepare(changes.get(i + 1)) : null;
        int target = order.indexOf(change.target());
        while (time <= target) {
          advance(time++);
        }
        try (Evaluation evaluation = await(current)) {
          change
              .result()
              .accept(
                  evaluate(evaluation, plan.schedule().cuts().get(target).boundary(), List.of()));
        }
      }
    } finally {
      if (next != null) {
        await(next).close();
      }
    }
  }

  private Future<Evaluation> prepare(Change change) {
    Cut cut = cut(change.target());
    return ahead.submit(
        () -> {
          Graph changed = change.alteration().of(plan.graph());
          List<Node> needed = Paths.needed(changed, cut.boundary());
          return evaluator.prepare(part(changed, needed, cut.boundary(), List.of(), true));
        });
  }

  private Cut cut(String target) {
    return plan.schedule().cuts().get(plan.targets().indexOf(target));
  }

  private static Evaluation await(Future<Evaluation> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a network was made ready", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void advance(int time) {
    Schedule.Advance advance = plan.schedule().advances().get(time);
    if (advance.nodes().isEmpty()) {
      return;
    }
    Graph step = part(plan.graph(), advance.nodes(), advance.inputs(), advance.outputs(), false);
    try (Evaluation evaluation = evaluator.prepare(step)) {
      for (int lane = 0; lane < lanes.used(); lane++) {
        evaluation.run(lanes.values(lane, advance.inputs()), lanes.values(lane, advance.outputs()));
      }
    }
  }

  private float[] evaluate(Evaluation evaluation, List<String> inputs, List<String> stored) {
    int width = plan.outputs();
    Value output = plan.graph().outputs().get(0);
    float[] results = new float[Math.multiplyExact(lanes.images(), width)];
    ByteBuffer rows =
        ByteBuffer.allocateDirect(Math.multiplyExact(plan.batch(), width * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    int row = 0;
    for (int lane = 0; lane < lanes.used(); lane++) {
      int images = lanes.images(lane);
      int fed = plan.fixedBatch() ? plan.batch() : images;
      Map<String, Activation> outputs = new HashMap<>(lanes.values(lane, stored));
      outputs.put(
          output.name(),
          new Activation(
              ElementType.FLOAT32,
              plan.extent(output.name()).shape(fed),
              rows.duplicate().order(ByteOrder.nativeOrder()).limit(fed * width * Float.BYTES)));
      evaluation.run(lanes.values(lane, inputs), outputs);
      rows.asFloatBuffer().get(results, row * width, images * width);
      row += images;
    }
    return results;
  }

  private Graph part(
      Graph graph, List<Node> nodes, List<String> inputs, List<String> outputs, boolean result) {
    List<Value> entering = new ArrayList<>();
    inputs.forEach(value -> entering.add(lanes.declare(value)));
    List<Value> leaving = new ArrayList<>();
    outputs.forEach(value -> leaving.add(plan.extent(value).declare(value)));
    if (result) {
      leaving.addAll(graph.outputs());
    }
    return graph.part(nodes, entering, leaving);
  }

  private List<String> inputs() {
    return List.of(plan.graph().inputs().get(0).name());
  }

  @Override
  public void close() {
    ahead.shutdown();
  }
}
