package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.tensor.ElementType;

/**
 * Average pools that round up and count padding, of 1 to 16 in four rows, with kernel 3 and stride
 * 2. Expected values: PyTorch 1.13, {@code avg_pool2d(x, 3, 2, padding, ceil_mode=True)}.
 */
class AveragePoolTest {
  @TempDir private Path folder;

  private float[] pooled(int opset, long pad) {
    OperatorCase model = new OperatorCase(opset);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", new long[] {3, 3});
    attributes.put("strides", new long[] {2, 2});
    attributes.put("pads", new long[] {pad, pad, pad, pad});
    attributes.put("ceil_mode", 1);
    attributes.put("count_include_pad", 1);
    String x = model.input(1, 1, 4, 4);
    String y = model.node("AveragePool", List.of(x), attributes);
    ByteBuffer bytes = ByteBuffer.allocateDirect(16 * Float.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 16; i++) {
      bytes.putFloat(i * Float.BYTES, i + 1);
    }
    Activation images = new Activation(ElementType.FLOAT32, new long[] {1, 1, 4, 4}, bytes);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(1);
        Evaluation evaluation = evaluator.prepare(model.graph(folder, List.of(y)))) {
      FloatBuffer found =
          evaluation
              .run(Map.of(x, images))
              .values()
              .iterator()
              .next()
              .bytes()
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      float[] values = new float[found.remaining()];
      found.get(values);
      return values;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 17, 18, 19})
  void cellsBeyondTheImageDoNotCount(int opset) {
    assertThat(pooled(opset, 0)).containsExactly(6, 7.5f, 12, 13.5f);
  }

  @Test
  void paddingCountsFromOperatorSet19On() {
    assertThat(pooled(19, 1))
        .containsExactly(
            1.5555555820465088f, 3.3333332538604736f, 2, 6.333333492279053f, 11, 6, 4.5f, 7.5f, 4);
  }

  @Test
  void paddingThatTheEngineWouldCountWronglyIsRefused() {
    assertThatThrownBy(() -> pooled(18, 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("AveragePool")
        .hasMessageContaining("export the network again with opset 19 or later");
  }
}
