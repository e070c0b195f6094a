package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Optimiser;

/**
 * Twelve steps of each optimiser against those that {@code tools/training-reference/optimisers.py}
 * wrote, in double precision, with Python's PyTorch 1.13 and, for RAdam with decay and Lookahead,
 * with the formulas of their sources.
 */
class UpdateRulesTest {
  private static final float[] START = {1, -2, 0.5f, 3, -0.25f};

  @BeforeAll
  static void load() {
    Libtorch.load(1);
  }

  static Stream<Arguments> optimisers() {
    return Stream.of(
        Arguments.of("sgd", 0.05, new Optimiser.Sgd(0, false, 0)),
        Arguments.of("momentum", 0.05, new Optimiser.Sgd(0.9, false, 0.01)),
        Arguments.of("nesterov", 0.05, new Optimiser.Sgd(0.8, true, 0.01)),
        Arguments.of("adam", 0.1, new Optimiser.Adam(0.9, 0.99, 1e-3, 0.1)),
        Arguments.of("adamw", 0.1, new Optimiser.AdamW(0.8, 0.95, 1e-6, 0.1)),
        Arguments.of("radam without decay", 0.1, new Optimiser.RAdam(0.9, 0.9, 1e-12, 0)),
        Arguments.of("radam", 0.1, new Optimiser.RAdam(0.9, 0.99, 1e-3, 0.1)),
        Arguments.of(
            "lookahead",
            0.05,
            new Optimiser.Lookahead(new Optimiser.Sgd(0.9, false, 0.01), 3, 0.4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimisers")
  void stepsAreThoseOfTheReference(String name, double rate, Optimiser optimiser)
      throws IOException {
    try (PtNDManager manager = Libtorch.newManager()) {
      FlatTensors weights = new FlatTensors(manager, Map.of("w", Tensor.of(Shape.of(5), START)));
      UpdateRule rule = UpdateRules.of(optimiser, weights);
      int held = manager.getManagedArrays().size();
      int step = 0;
      for (String line : reference(name)) {
        step++;
        try (PtNDManager inner = manager.newSubManager(manager.getDevice())) {
          rule.step(step, gradient(inner, weights, step), rate);
        }
        String[] fields = line.split(",", -1);
        assertThat(fields[1]).isEqualTo(String.valueOf(step));
        float[] found = weights.tensors().get("w").toFloats();
        for (int i = 0; i < found.length; i++) {
          float expected = Float.parseFloat(fields[2 + i]);
          assertThat(found[i]).as("step %d, weight %d", step, i).isCloseTo(expected, within(3e-6f));
        }
      }
      assertThat(step).isEqualTo(12);
      assertThat(manager.getManagedArrays()).as("nothing is left behind").hasSize(held);
    }
  }

  /** Of weight i: {@code (i + 1) * w - cos(step)}; the vector is padded with zeros. */
  private static PtNDArray gradient(PtNDManager manager, FlatTensors weights, int step) {
    float[] values = weights.tensors().get("w").toFloats();
    FloatBuffer gradient = FloatBuffer.allocate((int) weights.vector().getShape().size());
    for (int i = 0; i < values.length; i++) {
      gradient.put(i, (float) ((i + 1) * values[i] - Math.cos(step)));
    }
    return Values.of(manager, gradient, gradient.capacity());
  }

  private static List<String> reference(String name) throws IOException {
    try (InputStream resource = UpdateRulesTest.class.getResourceAsStream("optimisers.csv")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + ","))
          .toList();
    }
  }
}
