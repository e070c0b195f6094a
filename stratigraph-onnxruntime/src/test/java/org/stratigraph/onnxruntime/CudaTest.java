package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;

/** Evaluation on a GPU where there is one, and what is said where there is none. */
class CudaTest {
  private static final int COUNT = 16;

  /** No machine has a GPU of this number. */
  @Test
  void aGpuThatIsNotThereIsRefusedInOneSentence() {
    assertThatThrownBy(() -> OnnxRuntimeEvaluator.create(1, Device.cuda(999)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("The device cuda:999 cannot be used: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theProcessorStillServesAfterARefusal() {
    assertThatThrownBy(() -> OnnxRuntimeEvaluator.create(1, Device.cuda(999)))
        .isInstanceOf(UnusableInputException.class);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(1)) {
      assertThat(evaluator.description()).contains("CPU");
      assertThat(logits(evaluator, RandomNetwork.of(1)).remaining())
          .isEqualTo(COUNT * RandomNetwork.CLASSES);
    }
  }

  /** The bar: what a GPU computes agrees with the processor within 1e-3. */
  @Test
  void aGpuAgreesWithTheProcessor() {
    try (Evaluator gpu = firstGpu();
        Evaluator cpu = OnnxRuntimeEvaluator.create(1)) {
      assertThat(gpu.description()).contains("cuda:0");
      for (int seed = 0; seed < 20; seed++) {
        Graph graph = RandomNetwork.of(seed);
        FloatBuffer expected = logits(cpu, graph);
        FloatBuffer actual = logits(gpu, graph);
        double scale = 1;
        for (int i = 0; i < expected.limit(); i++) {
          scale = Math.max(scale, Math.abs(expected.get(i)));
        }
        for (int i = 0; i < expected.limit(); i++) {
          assertThat((double) actual.get(i)).isCloseTo(expected.get(i), within(1e-3 * scale));
        }
      }
    }
  }

  private static Evaluator firstGpu() {
    try {
      return OnnxRuntimeEvaluator.create(1, Device.cuda(0));
    } catch (UnusableInputException e) {
      return abort("Skipped without a GPU: " + e.getMessage());
    }
  }

  private static FloatBuffer logits(Evaluator evaluator, Graph graph) {
    int size = Math.toIntExact(COUNT * RandomNetwork.IMAGE.elementCount());
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Float.BYTES * size).order(ByteOrder.nativeOrder());
    Random random = new Random(3);
    for (int i = 0; i < size; i++) {
      pixels.putFloat(Float.BYTES * i, (float) random.nextGaussian());
    }
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      Activation images = new Activation(ElementType.FLOAT32, new long[] {COUNT, 3, 8, 8}, pixels);
      String output = graph.outputs().get(0).name();
      return evaluation.run(Map.of("images", images)).get(output).bytes().asFloatBuffer();
    }
  }
}
