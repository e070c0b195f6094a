package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.MeasuredValues;
import org.stratigraph.conflict.NetworkActivations;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;

/** Values read in batches and groups against one evaluation of everything at once. */
class NetworkActivationsTest {
  private static final int COUNT = 37;

  @ParameterizedTest
  @ValueSource(longs = {1, 5_000, 100_000, 1 << 28})
  void areTheValuesOfTheNetworkInOrder(long memory) {
    for (int seed = 0; seed < 8; seed++) {
      Graph graph = RandomNetwork.of(seed);
      List<MeasuredValue> values = MeasuredValues.ofLayers(graph);
      try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(1);
          Images images = NoiseImages.of(Collections.nCopies(COUNT, 0))) {
        Map<String, Activation> expected = atOnce(evaluator, graph, values, images);
        NetworkActivations activations =
            NetworkActivations.of(evaluator, graph, values, images, memory);
        assertThat(activations.samples()).isEqualTo(COUNT);
        Map<Integer, List<Integer>> order = new HashMap<>();
        Set<Integer> wanted = values.size() > 2 ? Set.of(0, values.size() - 1) : Set.of(0);
        activations.read(
            wanted,
            (layer, sample, tensor) -> {
              order.computeIfAbsent(layer, l -> new ArrayList<>()).add(sample);
              ByteBuffer all = expected.get(values.get(layer).value()).bytes();
              int length = all.limit() / COUNT;
              // Equal to the last bit: no sum of the engine spans images.
              assertThat(tensor.bytes())
                  .isEqualTo(all.slice(sample * length, length).order(ByteOrder.LITTLE_ENDIAN));
            });
        assertThat(order.keySet()).isEqualTo(wanted);
        assertThat(order.values())
            .allSatisfy(samples -> assertThat(samples).hasSize(COUNT).isSorted());
      }
    }
  }

  private static Map<String, Activation> atOnce(
      OnnxRuntimeEvaluator evaluator, Graph graph, List<MeasuredValue> values, Images images) {
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Math.toIntExact(4 * COUNT * RandomNetwork.IMAGE.elementCount()))
            .order(ByteOrder.nativeOrder());
    images.load(0, COUNT, pixels.asFloatBuffer());
    List<Value> outputs =
        values.stream()
            .map(value -> new Value(value.value(), ElementType.FLOAT32, List.of()))
            .toList();
    try (Evaluation evaluation =
        evaluator.prepare(graph.part(graph.nodes(), graph.inputs(), outputs))) {
      return evaluation.run(
          Map.of(
              "images", new Activation(ElementType.FLOAT32, new long[] {COUNT, 3, 8, 8}, pixels)));
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    Graph graph = Architectures.named("squeezenet1_1").build(10);
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(1);
        Images images = NoiseImages.of(List.of(0, 1, 2))) {
      assertThatThrownBy(
              () ->
                  NetworkActivations.of(
                      evaluator, graph, MeasuredValues.ofLayers(graph), images, 1 << 20))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("does not take images of shape [3, 8, 8]");
    }
  }
}
