package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.Predictions;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.LayerBypasses;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.Removals;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.graph.Value;
import org.stratigraph.lesion.RemovalSweep;
import org.stratigraph.lesion.Variant;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.tensor.ElementType;

/** Parts taken out of random networks, against what the parts' definitions say. */
class RemovalTest {
  private static final int NETWORKS = 60;
  private static final int IMAGES = 9;

  @Test
  void withoutAPartTheRestReadsTheReplacement() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int blocks = 0;
      int bypasses = 0;
      for (long seed = 0; seed < NETWORKS; seed++) {
        Graph graph = network(seed);
        for (Removable part : parts(graph)) {
          blocks += part instanceof ResidualBlock ? 1 : 0;
          bypasses += part instanceof ResidualBlock ? 0 : 1;
          float[] expected = tailFedBy(evaluator, graph, part.value(), part.replacement());
          float[] actual = logits(evaluator, Removals.without(graph, List.of(part)));
          assertThat(actual)
              .as("seed %d without %s", seed, part.label())
              .containsExactly(expected, within(1e-4f));
        }
      }
      assertThat(blocks).isGreaterThan(30);
      assertThat(bypasses).isGreaterThan(30);
    }
  }

  /** What is written can be read by ONNX Runtime itself, and is the same network. */
  @Test
  void everySubsetMakesAFileThatOnnxRuntimeLoads() throws OrtException {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      for (long seed = 0; seed < NETWORKS; seed++) {
        Graph graph = network(seed);
        Random random = new Random(seed);
        for (int subset = 0; subset < 4; subset++) {
          Graph rest = Removals.without(graph, someOf(parts(graph), random));
          assertThat(loaded(OnnxFile.toBytes(rest)))
              .as("seed %d", seed)
              .containsExactly(logits(evaluator, rest), within(1e-5f));
          assertThat(rest.outputs()).isEqualTo(graph.outputs());
        }
      }
    }
  }

  @Test
  void theSweepEqualsThePlainEvaluationOfEachVariant() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int measured = 0;
      for (long seed = 0; seed < NETWORKS; seed++) {
        Graph graph = network(seed);
        Random random = new Random(seed);
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < 6 && !parts(graph).isEmpty(); i++) {
          variants.add(new Variant("variant " + i, someOf(parts(graph), random)));
        }
        if (variants.isEmpty()) {
          continue;
        }
        NoiseImages images = NoiseImages.of(Collections.nCopies(IMAGES, 0));
        RemovalSweep sweep =
            RemovalSweep.plan(
                evaluator, graph, variants, images, node -> 1, SweepOptions.of(IMAGES, 4L << 30));
        MemoryLog log = new MemoryLog();
        assertThat(sweep.run(log, true, ProgressListener.none())).isEmpty();
        Predictions untouched =
            new Predictions(logits(evaluator, graph), RandomNetwork.CLASSES, images.samples());
        for (Variant variant : sweep.variants()) {
          Agreement expected =
              untouched.agreement(logits(evaluator, Removals.without(graph, variant.removed())));
          Agreement actual = log.measurements(variant.name()).get(0).agreement();
          assertThat(actual.cosines()).containsExactly(expected.cosines(), within(1e-4f));
          assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-3));
          measured++;
        }
      }
      assertThat(measured).isGreaterThan(100);
    }
  }

  @Test
  void everyBlockThatWasDrawnIsFound() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomResidualNetwork network = RandomResidualNetwork.of(seed);
      assertThat(ResidualBlocks.of(network.graph())).as("seed %d", seed).hasSize(network.blocks());
    }
  }

  /** Residual networks, and now and then one where anything may be added to anything. */
  private static Graph network(long seed) {
    return seed % 3 == 0 ? RandomNetwork.of(seed) : RandomResidualNetwork.of(seed).graph();
  }

  private static List<Removable> parts(Graph graph) {
    List<Removable> parts = new ArrayList<>(ResidualBlocks.of(graph));
    parts.addAll(LayerBypasses.of(graph));
    // A random network may compute things that nothing reads.
    return parts.stream().filter(part -> reaches(graph, part)).toList();
  }

  private static boolean reaches(Graph graph, Removable part) {
    return graph.descendants(graph.producer(part.value()).stream().toList()).stream()
        .anyMatch(node -> node.outputs().contains("fc"));
  }

  private static List<Removable> someOf(List<Removable> parts, Random random) {
    if (parts.isEmpty()) {
      return parts;
    }
    List<Removable> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
  }

  /** The nodes behind a value, evaluated with another one in its place. */
  private static float[] tailFedBy(
      OnnxRuntimeEvaluator evaluator, Graph graph, String value, String replacement) {
    List<Node> tail = List.copyOf(graph.descendants(graph.consumers(value)));
    List<Value> entering = new ArrayList<>();
    for (String name : graph.boundary(tail)) {
      entering.add(new Value(name, ElementType.FLOAT32, List.of()));
    }
    List<Value> asked = new ArrayList<>(entering);
    asked.removeIf(v -> v.name().equals("images"));
    asked.removeIf(v -> v.name().equals(replacement));
    if (!replacement.equals("images")) {
      asked.add(new Value(replacement, ElementType.FLOAT32, List.of()));
    }
    Map<String, Activation> all = new HashMap<>(Map.of("images", images()));
    try (Evaluation head = evaluator.prepare(graph.part(graph.nodes(), graph.inputs(), asked))) {
      all.putAll(head.run(Map.of("images", images())));
    }
    Map<String, Activation> fed = new LinkedHashMap<>();
    entering.forEach(
        v -> fed.put(v.name(), all.get(v.name().equals(value) ? replacement : v.name())));
    List<Value> shaped = new ArrayList<>();
    fed.forEach((name, v) -> shaped.add(Value.of(name, v.shape())));
    try (Evaluation evaluation = evaluator.prepare(graph.part(tail, shaped, graph.outputs()))) {
      return floats(evaluation.run(fed).get("fc").bytes());
    }
  }

  private static float[] logits(OnnxRuntimeEvaluator evaluator, Graph graph) {
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      return floats(evaluation.run(Map.of("images", images())).get("fc").bytes());
    }
  }

  private static float[] loaded(byte[] model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, images().bytes().asFloatBuffer(), images().shape());
        OrtSession.Result result = session.run(Map.of("images", tensor))) {
      float[][] rows = (float[][]) result.get(0).getValue();
      float[] values = new float[IMAGES * RandomNetwork.CLASSES];
      IntStream.range(0, values.length)
          .forEach(i -> values[i] = rows[i / RandomNetwork.CLASSES][i % RandomNetwork.CLASSES]);
      return values;
    }
  }

  private static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
    return values;
  }

  private static Activation images() {
    int width = (int) RandomNetwork.IMAGE.elementCount();
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * IMAGES * width).order(ByteOrder.nativeOrder());
    NoiseImages.of(Collections.nCopies(IMAGES, 0)).load(0, IMAGES, bytes.asFloatBuffer());
    return new Activation(ElementType.FLOAT32, new long[] {IMAGES, 3, 8, 8}, bytes);
  }
}
