package org.stratigraph.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A small graph around an operator: from {@code x} to {@code y}.
 *
 * @param name what it shows
 * @param shape of x, batch included
 */
record OperatorCase(String name, Graph graph, long[] shape) {
  /** The operators that the graph has. */
  TreeSet<String> operators() {
    return graph.nodes().stream()
        .map(Node::operator)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The images that a case is tried on. */
  float[] images() {
    return values((int) Shape.of(shape).elementCount(), 5);
  }

  static float[] values(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }

  static Draft of(String name, long... shape) {
    return new Draft(name, shape);
  }

  /** A case that is being put together; the value of the last node is the output. */
  static final class Draft {
    private final String name;
    private final long[] shape;
    private final GraphBuilder builder;
    private final Map<String, Object> attributes = new HashMap<>();
    private String last = "x";
    private int nodes;

    private Draft(String name, long[] shape) {
      this.name = name;
      this.shape = shape;
      this.builder = GraphBuilder.named(name);
      long[] declared = shape.clone();
      declared[0] = -1;
      builder.input(Value.of("x", declared));
    }

    /** A stored tensor of random values. */
    Draft tensor(String tensor, long... extents) {
      Shape stored = Shape.of(extents);
      builder.initialiser(
          tensor, Tensor.of(stored, values((int) stored.elementCount(), 100 + tensor.hashCode())));
      return this;
    }

    /** A stored tensor of values above 0. */
    Draft positive(String tensor, long... extents) {
      Shape stored = Shape.of(extents);
      float[] drawn = values((int) stored.elementCount(), 100 + tensor.hashCode());
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = Math.abs(drawn[i]) + 0.5f;
      }
      builder.initialiser(tensor, Tensor.of(stored, drawn));
      return this;
    }

    Draft scalar(String tensor, float value) {
      builder.initialiser(tensor, Tensor.of(Shape.of(), value));
      return this;
    }

    Draft integers(String tensor, long... values) {
      builder.initialiser(tensor, Tensor.ofLongs(Shape.of(values.length), values));
      return this;
    }

    /** Attributes of the next node. */
    Draft with(String attribute, Object value) {
      attributes.put(attribute, value);
      return this;
    }

    /** A node on the last value and others. */
    Draft then(String operator, String... others) {
      List<String> inputs = new ArrayList<>(List.of(last));
      inputs.addAll(List.of(others));
      return node(operator, inputs);
    }

    Draft node(String operator, List<String> inputs) {
      last = builder.node(operator, "n" + nodes++, inputs, Map.copyOf(attributes));
      attributes.clear();
      return this;
    }

    OperatorCase done() {
      builder.node("Identity", "y", List.of(last), Map.of());
      builder.output(Value.of("y"));
      return new OperatorCase(name, builder.build(), shape);
    }
  }
}
