package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.sweep.Segments.Segment;

/**
 * The segments of the untouched network, made ready once, to be evaluated one after the other. Not
 * thread-safe.
 */
final class Chain implements AutoCloseable {
  private final SweepPlan plan;
  private final List<Evaluation> evaluations = new ArrayList<>();

  /** The values between segments, in turn: a segment reads the one and writes the other. */
  private final List<ByteBuffer> memory;

  private Chain(SweepPlan plan) {
    this.plan = plan;
    long bytes =
        plan.segments().necks().stream()
            .mapToLong(neck -> plan.extent(neck).bytes(plan.batch()))
            .max()
            .orElse(0);
    this.memory = List.of(direct(bytes), direct(bytes));
  }

  static Chain of(Evaluator evaluator, SweepPlan plan) {
    Chain chain = new Chain(plan);
    Graph graph = plan.graph();
    try {
      for (Segment segment : plan.segments().list()) {
        Value input =
            chain.evaluations.isEmpty()
                ? graph.inputs().get(0)
                : plan.extent(segment.input()).declare(segment.input());
        boolean last = segment.output().equals(graph.outputs().get(0).name());
        Value output =
            last ? graph.outputs().get(0) : plan.extent(segment.output()).declare(segment.output());
        chain.evaluations.add(
            evaluator.prepare(
                graph.part(
                    plan.paths().withConstants(graph, segment.nodes()),
                    List.of(input),
                    List.of(output))));
      }
      return chain;
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /** Where the value that enters a segment lies, for a batch of n images; not for the first. */
  Activation entering(int segment, int images) {
    Extent extent = plan.extent(plan.segments().list().get(segment).input());
    ByteBuffer bytes =
        memory
            .get(segment % 2)
            .slice(0, Math.toIntExact(extent.bytes(images)))
            .order(ByteOrder.nativeOrder());
    return new Activation(extent.type(), extent.shape(images), bytes);
  }

  /**
   * Evaluates the segments from one on.
   *
   * @param input of the first that is evaluated
   * @param result where the network's output goes
   */
  void run(int from, int images, Activation input, Activation result) {
    Activation value = input;
    List<Segment> segments = plan.segments().list();
    for (int i = from; i < segments.size(); i++) {
      Activation output = i + 1 < segments.size() ? entering(i + 1, images) : result;
      evaluations
          .get(i)
          .run(Map.of(segments.get(i).input(), value), Map.of(segments.get(i).output(), output));
      value = output;
    }
  }

  private static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    evaluations.forEach(Evaluation::close);
  }
}
