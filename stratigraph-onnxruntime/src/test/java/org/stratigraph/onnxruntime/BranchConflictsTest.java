package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.graph.Value;
import org.stratigraph.lesion.BranchConflicts;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** The definition of conflicting blocks, written out here, on random residual networks. */
class BranchConflictsTest {
  private static final int IMAGES = 12;
  private static final int BATCH = 64;

  private static final List<Integer> LABELS =
      IntStream.range(0, IMAGES).map(i -> i % 3).boxed().toList();

  @Test
  void asThePublishedCodeDefinesThem() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int conflicting = 0;
      int others = 0;
      for (long seed = 0; seed < 10; seed++) {
        Graph graph = RandomResidualNetwork.of(seed).graph();
        List<ResidualBlock> blocks =
            ResidualBlocks.of(graph).stream().filter(block -> !hasGate(block)).toList();
        for (double rate : new double[] {1e-9, 3e-6, 1e-5, 1e-3}) {
          Map<String, Double> entropies =
              BranchConflicts.entropies(
                  evaluator,
                  graph,
                  blocks,
                  NoiseImages.of(LABELS),
                  ConflictOptions.of(rate, BATCH),
                  1 << 20);
          assertThat(entropies).hasSize(blocks.size());
          for (ResidualBlock block : blocks) {
            double expected = plain(evaluator, graph, block, rate);
            assertThat(entropies.get(block.name()))
                .as("seed %d, block %s, rate %s", seed, block.name(), rate)
                .isCloseTo(expected, within(1e-9));
            conflicting += expected > 0 ? 1 : 0;
            others += expected > 0 ? 0 : 1;
          }
        }
      }
      assertThat(conflicting).isGreaterThan(10);
      assertThat(others).isGreaterThan(10);
    }
  }

  /** Convolutions of pooled values do not count; the formula here knows no such. */
  private static boolean hasGate(ResidualBlock block) {
    return block.branchNodes().stream().anyMatch(n -> n.operator().equals("GlobalAveragePool"));
  }

  private static double plain(
      OnnxRuntimeEvaluator evaluator, Graph graph, ResidualBlock block, double rate) {
    double scale = 1;
    for (Layer layer : block.layers()) {
      if (layer.kind() == LayerKind.CONV) {
        float[] y = values(evaluator, graph, layer.nodes().get(0).outputs().get(0));
        double mean = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
        double variance =
            IntStream.range(0, y.length)
                .mapToDouble(i -> (y[i] - mean) * (y[i] - mean))
                .average()
                .orElseThrow();
        scale /= Math.sqrt(variance + 1e-6);
      }
    }
    float[] branch = values(evaluator, graph, block.branch());
    int units = branch.length / IMAGES;
    float[] codes = new float[branch.length];
    for (int i = 0; i < codes.length; i++) {
      float a = branch[i] * (float) scale;
      codes[i] = amplitude(graph) - a * (float) rate * (1f / BATCH);
    }
    List<List<Integer>> bundles = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      int sample = i;
      bundles.stream()
          .filter(
              bundle ->
                  IntStream.range(0, units)
                      .allMatch(u -> codes[bundle.get(0) * units + u] == codes[sample * units + u]))
          .findFirst()
          .orElseGet(
              () -> {
                List<Integer> begun = new ArrayList<>();
                bundles.add(begun);
                return begun;
              })
          .add(sample);
    }
    double sum = 0;
    for (List<Integer> bundle : bundles) {
      double entropy = 0;
      for (int label = 0; label < 3; label++) {
        int own = label;
        double p =
            (double) bundle.stream().filter(i -> LABELS.get(i) == own).count() / bundle.size();
        entropy -= p * Math.log(p + 1e-5);
      }
      sum += bundle.size() * Math.max(0, entropy);
    }
    return sum / IMAGES;
  }

  private static float amplitude(Graph graph) {
    float largest = 0;
    for (Map.Entry<String, Tensor> entry : graph.initialisers().entrySet()) {
      if (!entry.getKey().contains("running_")) {
        for (float value : entry.getValue().toFloats()) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest;
  }

  private static float[] values(OnnxRuntimeEvaluator evaluator, Graph graph, String value) {
    int width = (int) RandomNetwork.IMAGE.elementCount();
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * IMAGES * width).order(ByteOrder.nativeOrder());
    NoiseImages.of(Collections.nCopies(IMAGES, 0)).load(0, IMAGES, bytes.asFloatBuffer());
    List<Value> asked = List.of(new Value(value, ElementType.FLOAT32, List.of()));
    try (Evaluation evaluation =
        evaluator.prepare(graph.part(graph.nodes(), graph.inputs(), asked))) {
      Activation images = new Activation(ElementType.FLOAT32, new long[] {IMAGES, 3, 8, 8}, bytes);
      ByteBuffer result = evaluation.run(Map.of("images", images)).get(value).bytes();
      float[] values = new float[result.remaining() / Float.BYTES];
      result.order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
      return values;
    }
  }
}
