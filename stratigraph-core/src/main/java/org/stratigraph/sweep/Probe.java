package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/**
 * The extents of the values of a network, measured by running it on black images: right for every
 * operator that the engine knows.
 *
 * @param extents by value name
 * @param batch the one batch size that the network takes; empty if it takes any
 */
record Probe(Map<String, Extent> extents, OptionalLong batch) {
  /**
   * Runs the network once with one and once with two images (or with its fixed batch).
   *
   * @param values names of computed values
   * @param image shape of one image
   * @throws UnusableInputException if the network does not take such images
   */
  static Probe of(Evaluator evaluator, Graph graph, Set<String> values, Shape image) {
    Value input = graph.inputs().get(0);
    OptionalLong batch = input.shape().get(0);
    Set<String> asked = new LinkedHashSet<>(values);
    graph.outputs().forEach(output -> asked.add(output.name()));
    List<Value> outputs = new ArrayList<>();
    asked.forEach(value -> outputs.add(new Value(value, ElementType.FLOAT32, List.of())));
    try (Evaluation evaluation =
        evaluator.prepare(graph.part(graph.nodes(), graph.inputs(), outputs))) {
      int first = batch.isPresent() ? Math.toIntExact(batch.getAsLong()) : 1;
      Map<String, Activation> one =
          evaluation.run(Map.of(input.name(), black(input, image, first)));
      Map<String, Extent> extents = new HashMap<>();
      if (batch.isPresent()) {
        one.forEach((name, value) -> extents.put(name, Extent.fixed(value)));
      } else {
        Map<String, Activation> two = evaluation.run(Map.of(input.name(), black(input, image, 2)));
        one.forEach(
            (name, value) ->
                extents.put(name, Extent.between(value, two.getOrDefault(name, value))));
      }
      return new Probe(extents, batch);
    } catch (EvaluationException e) {
      throw new UnusableInputException(
          "the network does not take images of shape %s: %s".formatted(image, e.getMessage()), e);
    }
  }

  private static Activation black(Value input, Shape image, int images) {
    long[] shape = image.batch(images);
    int bytes = Math.toIntExact(Shape.of(shape).elementCount() * input.type().bytes());
    return new Activation(
        input.type(), shape, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }
}
