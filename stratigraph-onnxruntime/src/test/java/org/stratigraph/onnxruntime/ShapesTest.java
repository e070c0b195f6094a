package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.Shapes;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/** Inferred shapes against those that ONNX Runtime computes. */
class ShapesTest {
  private static final int CASES = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "squeezenet1_1",
        "resnet18",
        "densenet121",
        "mobilenet_v2",
        "mobilenet_v1",
        "resnet20_cifar"
      })
  void everyValueOfAnArchitecture(String name) {
    Graph graph = Architectures.named(name).build(10);
    long[] image = Architectures.named(name).input().extents();
    checkAll(graph, new long[] {1, image[0], image[1], image[2]});
  }

  @ParameterizedTest
  @Tag("shared")
  @ValueSource(strings = {"imagenet-mobilenet_v1_075.onnx", "imagenet-squeezenet1_1.onnx"})
  void everyValueOfAnExportedNetwork(String name) {
    Path file =
        Path.of(System.getProperty("stratigraph.shared", "../shared"), "data", "models", name);
    assumeTrue(Files.exists(file), "skipped: the development data is not beside the checkout");
    checkAll(OnnxFile.read(file), new long[] {1, 3, 224, 224});
  }

  @Test
  void everyValueOfRandomNetworks() {
    for (long seed = 0; seed < 20; seed++) {
      checkAll(RandomNetwork.of(seed), new long[] {3, 3, 8, 8});
    }
  }

  private static void checkAll(Graph graph, long[] images) {
    String input = graph.inputs().get(0).name();
    List<String> values =
        graph.nodes().stream()
            .flatMap(node -> node.outputs().stream())
            .filter(output -> !output.isEmpty())
            .toList();
    Graph probe =
        graph.part(graph.nodes(), graph.inputs(), values.stream().map(v -> Value.of(v)).toList());
    Shapes shapes = Shapes.infer(graph, Map.of(input, images));
    Map<String, Shape> measured = measure(probe, Map.of(input, images)).orElseThrow();
    assertThat(measured).hasSameSizeAs(values);
    measured.forEach((value, shape) -> assertThat(shapes.of(value)).as(value).contains(shape));
  }

  private static Stream<RandomOperator> operators() {
    return Stream.concat(
        Stream.of(ComputingOperators.values()), Stream.of(MovingOperators.values()));
  }

  /** Where the engine accepts a node, inference has to agree, and may only seldom not know. */
  @ParameterizedTest
  @MethodSource("operators")
  void operatorsWithRandomAttributes(RandomOperator operator, @TempDir Path folder) {
    Random random = new Random(operator.name().hashCode());
    int accepted = 0;
    int inferred = 0;
    for (int i = 0; i < CASES; i++) {
      OperatorCase model = new OperatorCase(operator.opset(random));
      List<String> outputs = operator.build(model, random);
      Graph graph = model.graph(folder, outputs);
      Shapes shapes = Shapes.infer(graph, model.inputs());
      Optional<Map<String, Shape>> measured = measure(graph, model.inputs());
      if (measured.isEmpty()) {
        continue;
      }
      accepted++;
      boolean known = true;
      for (String output : outputs) {
        Optional<Shape> shape = shapes.of(output);
        known &= shape.isPresent();
        Shape truth = measured.get().get(output);
        assertThat(shape.orElse(truth)).as("%s of %s", output, model).isEqualTo(truth);
      }
      inferred += known ? 1 : 0;
      assertThat(known || operator.mayBeUnknown()).as("known: %s", model).isTrue();
    }
    assertThat(accepted).as("accepted by the engine").isGreaterThan(CASES * 3 / 4);
    assertThat(inferred).as("known").isGreaterThan(accepted / 2);
  }

  /** The shapes of all outputs; empty if the engine refuses the model. */
  private static Optional<Map<String, Shape>> measure(Graph graph, Map<String, long[]> inputs) {
    Map<String, Activation> fed = new HashMap<>();
    inputs.forEach(
        (name, shape) -> {
          int bytes = (int) Shape.of(shape).elementCount() * Float.BYTES;
          ByteBuffer zeros = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
          fed.put(name, new Activation(ElementType.FLOAT32, shape, zeros));
        });
    Map<String, Shape> shapes = new HashMap<>();
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2);
        Evaluation evaluation = evaluator.prepare(graph)) {
      evaluation.run(fed).forEach((name, value) -> shapes.put(name, Shape.of(value.shape())));
      return Optional.of(shapes);
    } catch (UnusableInputException | EvaluationException e) {
      return Optional.empty();
    }
  }
}
