package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.TrainingPlan;

/** What is trained here is what ONNX Runtime evaluates, before and after a step. */
class EvaluationTest {
  private static final TrainingPlan PLAN =
      TrainingPlan.of(
          new Objective.CrossEntropy(0),
          new Optimiser.Sgd(0, false, 0),
          new LearningRate.Constant(1e-3),
          1,
          0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet20-cifar",
        "resnet18",
        "vgg11_bn-cifar",
        "alexnet",
        "squeezenet1_1",
        "mobilenet_v1_075",
        "mobilenet_v2",
        "densenet121",
        "alexnet-cifar",
        "fnn:width=10,depth=5",
        "conflict-vgg:1,1,1,1",
        "conflict-resnet:1,1,0,1"
      })
  void logitsAreThoseOfOnnxRuntime(String architecture) {
    Graph graph = Networks.drawn(architecture, 10, 1);
    Shape image =
        Shape.of(
            graph.inputs().get(0).shape().stream()
                .skip(1)
                .mapToLong(e -> e.orElseThrow())
                .toArray());
    FixedBatches data = FixedBatches.noise(image, 10, 1, 3, 2);
    FloatBuffer images = data.batch(1, 0).images();
    PytorchTrainer.create(1);
    try (PytorchTraining training = PytorchTraining.start(graph, PLAN)) {
      check(training.evaluate(images, 3), onnxRuntime(graph, images, image));
      training.epoch(1, data, StepListener.none());
      check(training.evaluate(images, 3), onnxRuntime(training.network(), images, image));
    }
  }

  private static void check(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("logit %d", i).isCloseTo(expected[i], within(1e-4f * largest));
    }
  }

  private static float[] onnxRuntime(Graph graph, FloatBuffer images, Shape image) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(4 * images.remaining()).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(images.duplicate());
    long[] shape = {3, image.extent(0), image.extent(1), image.extent(2)};
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(1);
        Evaluation evaluation = evaluator.prepare(graph)) {
      Activation result =
          evaluation
              .run(
                  Map.of(
                      graph.inputs().get(0).name(),
                      new Activation(ElementType.FLOAT32, shape, bytes)))
              .values()
              .iterator()
              .next();
      float[] values = new float[(int) result.size() / 4];
      result.bytes().asFloatBuffer().get(values);
      return values;
    }
  }
}
