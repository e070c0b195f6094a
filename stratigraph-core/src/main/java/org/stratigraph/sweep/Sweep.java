package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stratigraph.data.ImageRange;
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
 *
 * <p>No change may outlast itself. After each one, before its result is handed on, the tensors that
 * the engine reads are compared with their checksums from the start, and those that resets are made
 * from at the first change of each target and the last of all ({@link WeightSeal}); and after the
 * last one the untouched network has to give a few images the same outputs as before the first, bit
 * for bit (where the engine can), which covers what it keeps for itself.
 */
public final class Sweep implements AutoCloseable {
  /**
   * Images that show whether the untouched network is as it was: nearly every weight acts on each.
   */
  private static final int WITNESSES = 8;

  private final Evaluator evaluator;
  private final SweepPlan plan;
  private final Lanes lanes;
  private final Chain chain;
  private final WeightSeal seal;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "stratigraph-prepare");
            thread.setDaemon(true);
            return thread;
          });

  private final String input;
  private final Value output;

  private Sweep(Evaluator evaluator, SweepPlan plan) {
    this.evaluator = evaluator;
    this.input = plan.graph().inputs().get(0).name();
    this.output = plan.graph().outputs().get(0);
    this.plan = plan;
    this.lanes = new Lanes(plan);
    this.chain = Chain.of(evaluator, plan);
    this.seal = WeightSeal.of(evaluator, plan.graph());
  }

  /** A sweep that is ready for its first chunk. Takes the memory for stored values once. */
  public static Sweep of(Evaluator evaluator, SweepPlan plan) {
    evaluator.share(plan.graph());
    return new Sweep(evaluator, plan);
  }

  /**
   * Times the untouched network on one batch of black images, after a first run that does not
   * count.
   *
   * @return seconds for one image
   */
  public double secondsPerImage() {
    int batch = plan.batch();
    ByteBuffer black = direct(batch * plan.image().elementCount() * Float.BYTES);
    Activation pixels = new Activation(ElementType.FLOAT32, plan.image().batch(batch), black);
    Extent extent = plan.extent(output.name());
    Activation result =
        new Activation(ElementType.FLOAT32, extent.shape(batch), direct(extent.bytes(batch)));
    chain.run(0, batch, pixels, result);
    long start = System.nanoTime();
    chain.run(0, batch, pixels, result);
    return (System.nanoTime() - start) / 1e9 / batch;
  }

  private static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  /**
   * A change to one target.
   *
   * @param target its name in the plan
   * @param whole whether what follows the target may differ too, not only its own tensors
   * @param images which of the chunk's images to evaluate it on, counted from the chunk's first
   * @param alteration makes the changed network; called on another thread, once
   * @param result takes the outputs, [n, outputs] row by row; called on the sweep's thread
   */
  public record Change(
      String target, boolean whole, ImageRange images, Alteration alteration, OutputSink result) {
    /**
     * A change of stored tensors.
     *
     * @param tensors the initialisers to replace, which only nodes of the target read; called on
     *     another thread, once
     */
    public static Change ofTensors(
        String target, ImageRange images, TensorSource tensors, OutputSink result) {
      return new Change(
          target, false, images, graph -> graph.withInitialisers(tensors.tensors()), result);
    }

    /** A change of the target and of anything that it leads to. */
    public static Change ofGraph(
        String target, ImageRange images, Alteration alteration, OutputSink result) {
      return new Change(target, true, images, alteration, result);
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
    if (captured.isEmpty()) {
      return outputs(all(), (lane, fed, result) -> chain.run(0, fed, pixels(lane), result));
    }
    List<Node> nodes = plan.graph().nodes();
    try (Evaluation whole =
        evaluator.prepare(part(plan.graph(), nodes, List.of(input), captured, true))) {
      return outputs(
          all(),
          (lane, fed, result) -> {
            Map<String, Activation> left = new HashMap<>(lanes.values(lane, captured));
            left.put(output.name(), result);
            whole.run(lanes.values(lane, List.of(input)), left);
          });
    }
  }

  /**
   * Evaluates changes on the chunk that {@link #untouched} was called with last.
   *
   * @param changes in the plan's order of targets; any number for a target
   * @throws IllegalArgumentException if one is for images beyond the chunk
   * @throws WeightsChangedException if the network did not come out of a change as it went in; the
   *     result of that change is not handed on
   */
  public void run(List<Change> changes) {
    for (Change change : changes) {
      if (change.images().to() > lanes.images()) {
        throw new IllegalArgumentException(
            "%s are not in a chunk of %d images".formatted(change.images(), lanes.images()));
      }
    }
    if (changes.isEmpty()) {
      return;
    }
    float[] before = witnesses();
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
        try (Evaluation head = await(current)) {
          Cut cut = plan.schedule().cuts().get(target);
          float[] outputs = evaluate(head, cut, change);
          boolean last = i + 1 == changes.size();
          boolean first = i == 0 || !changes.get(i - 1).target().equals(change.target());
          seal.check(change.target(), first || last);
          change.result().accept(outputs);
        }
      }
      requireRestored(before, changes);
    } finally {
      if (next != null) {
        await(next).close();
      }
    }
  }

  private void requireRestored(float[] before, List<Change> changes) {
    if (evaluator.repeatsBits() && !Arrays.equals(before, witnesses())) {
      throw new WeightsChangedException(
          ("The untouched network gives other outputs after '%s' was changed than before '%s' was:"
                  + " it was not restored, or it contains chance. Do not rely on what was measured"
                  + " of these images; test this machine's memory, and start again with another"
                  + " --run.")
              .formatted(changes.get(changes.size() - 1).target(), changes.get(0).target()));
    }
  }

  /** The outputs of the untouched network for the first images of the chunk. */
  private float[] witnesses() {
    int fed = plan.fixedBatch() ? plan.batch() : Math.min(WITNESSES, lanes.images(0));
    ByteBuffer rows = direct((long) fed * plan.outputs() * Float.BYTES);
    chain.run(
        0,
        fed,
        firstPixels(fed),
        new Activation(ElementType.FLOAT32, plan.extent(output.name()).shape(fed), rows));
    float[] outputs = new float[fed * plan.outputs()];
    rows.asFloatBuffer().get(outputs);
    return outputs;
  }

  private Future<Evaluation> prepare(Change change) {
    Cut cut = cut(change.target());
    return ahead.submit(
        () -> {
          Graph changed = change.alteration().of(plan.graph());
          if (change.whole()) {
            List<Node> needed = Paths.needed(changed, cut.boundary());
            return evaluator.prepare(part(changed, needed, cut.boundary(), List.of(), true));
          }
          requireOwn(cut.target(), changed);
          boolean last = cut.tail() == plan.segments().count();
          return evaluator.prepare(
              part(changed, cut.head(), cut.boundary(), last ? List.of() : neck(cut), last));
        });
  }

  /** What others read too would have to be evaluated again, and is not. */
  @SuppressWarnings("ReferenceEquality") // A tensor that was put in its place, like it or not.
  private void requireOwn(Target target, Graph changed) {
    plan.graph()
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (changed.initialisers().get(name) != tensor
                  && !target.changed().containsAll(plan.graph().consumers(name))) {
                throw new IllegalArgumentException(
                    "'%s' is not a tensor of the target '%s' alone".formatted(name, target.name()));
              }
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
      if (e.getCause() instanceof Error cause) {
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

  private float[] evaluate(Evaluation head, Cut cut, Change change) {
    if (change.whole() || cut.tail() == plan.segments().count()) {
      return outputs(
          change.images(),
          (lane, fed, result) ->
              head.run(lanes.values(lane, cut.boundary()), Map.of(output.name(), result)));
    }
    return outputs(
        change.images(),
        (lane, fed, result) -> {
          Activation neck = chain.entering(cut.tail(), fed);
          head.run(lanes.values(lane, cut.boundary()), Map.of(neck(cut).get(0), neck));
          chain.run(cut.tail(), fed, neck, result);
        });
  }

  /** The value that the head of a cut hands to the segments behind it. */
  private List<String> neck(Cut cut) {
    return List.of(plan.segments().list().get(cut.tail()).input());
  }

  private Activation firstPixels(int images) {
    Activation lane = pixels(0);
    long bytes = images * plan.image().elementCount() * lane.type().bytes();
    return new Activation(
        lane.type(),
        plan.image().batch(images),
        lane.bytes().slice(0, Math.toIntExact(bytes)).order(ByteOrder.nativeOrder()));
  }

  private Activation pixels(int lane) {
    return lanes.values(lane, List.of(input)).values().iterator().next();
  }

  /** Evaluates one batch. */
  private interface BatchEvaluation {
    void run(int lane, int fed, Activation result);
  }

  private ImageRange all() {
    return new ImageRange(0, lanes.images());
  }

  /** The outputs for some images, [n, outputs] row by row; evaluates the batches that hold them. */
  private float[] outputs(ImageRange images, BatchEvaluation batches) {
    int width = plan.outputs();
    float[] results = new float[Math.multiplyExact(images.count(), width)];
    ByteBuffer rows =
        ByteBuffer.allocateDirect(Math.multiplyExact(plan.batch(), width * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    for (int lane = images.from() / plan.batch(); lane * plan.batch() < images.to(); lane++) {
      int first = lane * plan.batch();
      int fed = plan.fixedBatch() ? plan.batch() : lanes.images(lane);
      batches.run(
          lane,
          fed,
          new Activation(
              ElementType.FLOAT32,
              plan.extent(output.name()).shape(fed),
              rows.duplicate().order(ByteOrder.nativeOrder()).limit(fed * width * Float.BYTES)));
      int from = Math.max(first, images.from());
      int to = Math.min(first + lanes.images(lane), images.to());
      rows.asFloatBuffer()
          .position((from - first) * width)
          .get(results, (from - images.from()) * width, (to - from) * width);
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

  @Override
  public void close() {
    ahead.shutdown();
    chain.close();
  }
}
