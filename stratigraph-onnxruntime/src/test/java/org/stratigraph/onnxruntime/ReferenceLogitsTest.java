package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Variant;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Architectures against torchvision 0.14.1, timm 1.0.29 and chenyaofo's CIFAR networks, with
 * weights given by a formula, and the architectures of papers against PyTorch's modules. Beside the
 * expected values lie {@code reference-logits.py} and {@code paper-logits.py}, which made them, and
 * {@code logits_formula.py}, which explains the formula. Difference at most 1e-4 of the largest
 * logit.
 */
class ReferenceLogitsTest {
  @ParameterizedTest(name = "{0}, variant {1}")
  @CsvFileSource(
      resources = {"reference-logits.csv", "paper-logits.csv"},
      numLinesToSkip = 1)
  void logits(String architecture, int variant, int size, String expected) {
    double[] reference =
        Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
    float[] actual =
        evaluate(Architectures.named(architecture).variants().get(variant), size, reference.length);
    double largest = Arrays.stream(reference).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < reference.length; i++) {
      assertThat((double) actual[i]).isCloseTo(reference[i], within(1e-4 * largest));
    }
  }

  private static float[] evaluate(Variant variant, int size, int classes) {
    Shape images = Shape.of(3, size, size);
    List<String> names = variant.tensors(images, classes).keySet().stream().sorted().toList();
    Graph graph =
        variant.build(
            images, classes, (name, shape) -> weights(name, shape, names.indexOf(name) + 1));
    int count = 3 * size * size;
    ByteBuffer pixels = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      pixels.putFloat(4 * i, 2 * (float) uniform(i, 0));
    }
    Activation input = new Activation(ElementType.FLOAT32, new long[] {1, 3, size, size}, pixels);
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2);
        Evaluation evaluation = evaluator.prepare(graph)) {
      float[] logits = new float[classes];
      evaluation
          .run(Map.of(Variant.INPUT, input))
          .get(Variant.OUTPUT)
          .bytes()
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .get(logits);
      return logits;
    }
  }

  private static Tensor weights(String name, Shape shape, int number) {
    float[] values = new float[(int) shape.elementCount()];
    double scale =
        shape.rank() > 1 ? Math.sqrt(6 / (double) (values.length / shape.extent(0))) : 0.2;
    boolean aroundOne =
        shape.rank() == 1 && (name.endsWith("running_var") || name.endsWith("weight"));
    for (int i = 0; i < values.length; i++) {
      double u = uniform(i, number);
      values[i] = (float) (aroundOne ? 1 + u / 2 : u * scale);
    }
    return Tensor.of(shape, values);
  }

  /** Between -1 and 1, from integers only. */
  private static double uniform(long index, int number) {
    long hash = ((index + 1) * 2654435761L + 40503L * number) & 0xFFFFFFFFL;
    return 2 * (hash / 4294967296.0) - 1;
  }
}
