package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.stratigraph.tensor.Shape;

/**
 * What a network costs to evaluate once, on the batch that its {@link Shapes} were inferred for.
 * Immutable.
 *
 * <p>Counted are the multiply-adds of convolutions, matrix products and recurrent layers as papers
 * and torchvision ("GFLOPS" in its documentation) count them: a multiplication with the addition of
 * its product is one, biases are free, and so is every other known operator.
 */
public final class Costs {
  /**
   * The time to read or write an element, in multiply-adds of a convolution. Small, because engines
   * fuse most element-wise operators into the one before: with ONNX Runtime on a CPU, networks from
   * MobileNet to DenseNet take a time that is proportional to their multiply-adds within a factor
   * of two.
   */
  private static final double PER_ELEMENT = 1;

  /** The least work of a node: no share of a network is nothing. */
  private static final double LEAST = 1;

  /** Operators that only give a tensor another name or shape. */
  private static final Set<String> RENAMING =
      Set.of("Identity", "Dropout", "Reshape", "Flatten", "Squeeze", "Unsqueeze");

  private final Map<Node, Long> counts = new HashMap<>();
  private final Map<Node, Double> work = new HashMap<>();
  private final List<Node> uncounted = new ArrayList<>();
  private final long total;

  private Costs(Graph graph, Shapes shapes) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      OptionalLong count = count(graph, shapes, node);
      count.ifPresentOrElse(known -> counts.put(node, known), () -> uncounted.add(node));
      double traffic = PER_ELEMENT * traffic(graph, shapes, node);
      work.put(node, Math.max(LEAST, count.orElse(0) + traffic));
      sum = saturated(sum, count.orElse(0));
    }
    this.total = sum;
  }

  /**
   * The costs of a network.
   *
   * @param shapes those of the same graph
   */
  public static Costs of(Graph graph, Shapes shapes) {
    return new Costs(graph, shapes);
  }

  /**
   * The multiply-adds of a node.
   *
   * <ul>
   *   <li>Conv: output elements x input channels / groups x kernel;
   *   <li>ConvTranspose: input elements x output channels / groups x kernel;
   *   <li>Gemm, MatMul: output elements x inner extent;
   *   <li>RNN, GRU, LSTM: batch x steps x (elements of the input weights and recurrent weights);
   *   <li>the quantised forms of these as they; other operators whose shapes can be inferred: 0.
   * </ul>
   *
   * @return empty if a shape is unknown, for Einsum, control flow and other operators that
   *     Stratigraph does not know, and for a node of another graph
   */
  public OptionalLong multiplyAdds(Node node) {
    Long count = counts.get(node);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** The multiply-adds of all nodes of a layer; empty if those of one of them are unknown. */
  public OptionalLong multiplyAdds(Layer layer) {
    long sum = 0;
    for (Node node : layer.nodes()) {
      OptionalLong count = multiplyAdds(node);
      if (count.isEmpty()) {
        return count;
      }
      sum = saturated(sum, count.getAsLong());
    }
    return OptionalLong.of(sum);
  }

  /**
   * The multiply-adds of all nodes, without the {@link #uncounted} ones; {@link Long#MAX_VALUE} if
   * they are more.
   */
  public long total() {
    return total;
  }

  /** The nodes whose multiply-adds are unknown, in topological order. */
  public List<Node> uncounted() {
    return List.copyOf(uncounted);
  }

  /**
   * An estimate of the time that a node takes, in multiply-adds of a convolution: its own, and for
   * each computed element that it reads or writes the time that this takes. Stored tensors are read
   * once for a whole batch and count nothing.
   *
   * @return finite and at least 1, also where shapes are unknown
   */
  public double work(Node node) {
    return work.getOrDefault(node, LEAST);
  }

  private static OptionalLong count(Graph graph, Shapes shapes, Node node) {
    if (!ShapeInference.knows(node)) {
      return OptionalLong.empty();
    }
    if (!MultiplyAdds.counts(node)) {
      return OptionalLong.of(0);
    }
    try {
      return OptionalLong.of(MultiplyAdds.of(shapes.operands(graph, node)));
    } catch (UnknownShapeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static double traffic(Graph graph, Shapes shapes, Node node) {
    if (RENAMING.contains(node.operator())) {
      return 0;
    }
    double elements = 0;
    for (String input : node.inputs()) {
      if (!graph.initialisers().containsKey(input)) {
        elements += elements(shapes, input);
      }
    }
    for (String output : node.outputs()) {
      elements += elements(shapes, output);
    }
    return elements;
  }

  private static double elements(Shapes shapes, String value) {
    return shapes.of(value).map(Shape::elementCount).orElse(0L);
  }

  private static long saturated(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
