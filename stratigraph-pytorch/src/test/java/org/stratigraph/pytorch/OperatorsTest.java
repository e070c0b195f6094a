package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** Values against ONNX Runtime, gradients against central differences in double precision. */
class OperatorsTest {
  private static final double STEP = 1e-5;

  @BeforeAll
  static void load() {
    Libtorch.load(1);
  }

  static List<OperatorCase> cases() {
    return OperatorCases.all();
  }

  @Test
  void everyOperatorHasACase() {
    Set<String> shown = new TreeSet<>();
    cases().forEach(operator -> shown.addAll(operator.operators()));
    assertThat(shown).containsExactlyElementsOf(Operators.names());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAreThoseOfOnnxRuntime(OperatorCase operator) {
    float[] expected = onnxRuntime(operator);
    try (PtNDManager manager = Libtorch.newManager()) {
      PtNDArray images = Values.of(manager, FloatBuffer.wrap(operator.images()), operator.shape());
      Map<String, PtNDArray> stored = new LinkedHashMap<>();
      operator
          .graph()
          .initialisers()
          .forEach((name, tensor) -> stored.put(name, Values.of(manager, tensor)));
      PtNDArray result =
          program(operator).run(manager, images, stored::get, Operation.Mode.EVALUATION);
      float[] found = Values.toFloats(result);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f * (1 + Math.abs(expected[i]))));
      }
    }
  }

  private static Program program(OperatorCase operator) {
    return Program.of(
        operator.graph(), "y", operator.shape(), TensorRoles.of(operator.graph()), Set.of());
  }

  private static float[] onnxRuntime(OperatorCase operator) {
    float[] images = operator.images();
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * images.length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(images);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(1);
        Evaluation evaluation = evaluator.prepare(operator.graph())) {
      Activation result =
          evaluation
              .run(Map.of("x", new Activation(ElementType.FLOAT32, operator.shape(), bytes)))
              .get("y");
      float[] values = new float[(int) result.size() / 4];
      result.bytes().asFloatBuffer().get(values);
      return values;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreCentralDifferences(OperatorCase operator) {
    try (Weighted weighted = new Weighted(operator)) {
      Map<String, double[]> gradients = weighted.gradients();
      gradients.forEach(
          (name, gradient) -> {
            for (int i = 0; i < gradient.length; i++) {
              double expected = weighted.centralDifference(name, i);
              // The error of a difference is about 1e-10; float32 would be off by 1e-3.
              assertThat(gradient[i])
                  .as("%s[%d]", name, i)
                  .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
          });
    }
  }

  /**
   * A weighted sum of an operator's outputs, in double precision and training mode, as a function
   * of the images and the trained tensors.
   */
  private static final class Weighted implements AutoCloseable {
    private final PtNDManager manager = Libtorch.newManager();
    private final Program program;
    private final Map<String, double[]> variables = new LinkedHashMap<>();
    private final Map<String, double[]> others = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    Weighted(OperatorCase operator) {
      this.program = program(operator);
      variables.put("x", doubles(operator.images()));
      shapes.put("x", operator.shape());
      Set<String> trained = TensorRoles.of(operator.graph()).trained();
      for (String name : program.tensors()) {
        Tensor tensor = operator.graph().initialisers().get(name);
        (trained.contains(name) ? variables : others).put(name, doubles(tensor.toFloats()));
        shapes.put(name, tensor.shape().extents());
      }
    }

    private static double[] doubles(float[] values) {
      double[] doubles = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }

    Map<String, double[]> gradients() {
      Map<String, double[]> gradients = new LinkedHashMap<>();
      try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
        Map<String, PtNDArray> arrays = arrays(step);
        variables.keySet().forEach(name -> arrays.get(name).setRequiresGradient(true));
        JniUtils.setGradMode(true);
        PtNDArray value = value(step, arrays);
        // What an operator keeps for its gradient must outlive whatever Java forgets.
        Garbage.collect();
        JniUtils.backward(value, (PtNDArray) step.create(1.0), false, false);
        JniUtils.setGradMode(false);
        variables
            .keySet()
            .forEach(name -> gradients.put(name, arrays.get(name).getGradient().toDoubleArray()));
      }
      return gradients;
    }

    double centralDifference(String name, int index) {
      double[] values = variables.get(name);
      double before = values[index];
      values[index] = before + STEP;
      double above = value();
      values[index] = before - STEP;
      double below = value();
      values[index] = before;
      return (above - below) / (2 * STEP);
    }

    private double value() {
      try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
        return value(step, arrays(step)).getDouble();
      }
    }

    private Map<String, PtNDArray> arrays(PtNDManager step) {
      Map<String, PtNDArray> arrays = new LinkedHashMap<>();
      variables.forEach((name, values) -> arrays.put(name, array(step, name, values)));
      others.forEach((name, values) -> arrays.put(name, array(step, name, values)));
      return arrays;
    }

    private PtNDArray array(PtNDManager step, String name, double[] values) {
      return (PtNDArray)
          step.create(DoubleBuffer.wrap(values), new ai.djl.ndarray.types.Shape(shapes.get(name)));
    }

    /** Dropout drops the same elements each time. */
    private PtNDArray value(PtNDManager step, Map<String, PtNDArray> arrays) {
      JniUtils.setSeed(3);
      PtNDArray output = program.run(step, arrays.get("x"), arrays::get, Operation.Mode.TRAINING);
      assertThat(output.getDataType()).isEqualTo(DataType.FLOAT64);
      double[] weights = doubles(OperatorCase.values((int) output.getShape().size(), 17));
      PtNDArray factors = (PtNDArray) step.create(DoubleBuffer.wrap(weights), output.getShape());
      return JniUtils.sum(JniUtils.mul(output, factors));
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
