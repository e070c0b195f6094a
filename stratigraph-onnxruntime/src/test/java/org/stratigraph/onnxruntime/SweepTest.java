package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.ImageRange;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.sweep.Sweep;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;
import org.stratigraph.tensor.ElementType;

/** The sweep against the plain evaluation of the whole network, on random networks. */
class SweepTest {
  private static final int IMAGES = 11;
  private static final long PLENTY = 4L << 30;
  private static final int NETWORKS = 40;

  @Test
  void everyWayEqualsThePlainEvaluationOfTheChangedNetwork() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int advancing = 0;
      int hybrid = 0;
      int segmented = 0;
      for (long seed = 0; seed < NETWORKS; seed++) {
        Graph graph = RandomNetwork.of(seed);
        List<SweepPlan> plans = everyMemory(evaluator, graph);
        List<String> targets = plans.get(0).targets();
        int recomputed = plans.get(plans.size() - 1).recomputed().size();
        advancing += recomputed > 0 ? 1 : 0;
        hybrid +=
            (int)
                plans.stream()
                    .filter(plan -> plan.advances() && plan.recomputed().size() < recomputed)
                    .count();
        segmented += plans.get(0).segmentCount() > 2 ? 1 : 0;
        plans.add(plan(evaluator, graph, PLENTY, true));
        Map<String, float[]> expected = direct(evaluator, graph, targets);
        for (SweepPlan plan : plans) {
          assertThat(plan.targets()).containsExactlyInAnyOrderElementsOf(targets);
          Map<String, float[]> actual = sweep(evaluator, graph, plan);
          for (String target : expected.keySet()) {
            assertThat(actual.get(target))
                .as("seed %d, target %s, %s", seed, target, plan.targets())
                .containsExactly(expected.get(target), within(1e-4f));
          }
        }
      }
      assertThat(advancing).as("networks swept in the least memory").isGreaterThan(15);
      assertThat(hybrid).as("plans that compute a part twice").isGreaterThan(5);
      assertThat(segmented).as("networks in several segments").isGreaterThan(15);
    }
  }

  /** The plan with plenty of memory, and every one that less and less memory leads to. */
  private static List<SweepPlan> everyMemory(OnnxRuntimeEvaluator evaluator, Graph graph) {
    List<SweepPlan> plans = new ArrayList<>(List.of(plan(evaluator, graph, PLENTY, false)));
    while (true) {
      SweepPlan last = plans.get(plans.size() - 1);
      try {
        SweepPlan next = plan(evaluator, graph, last.memory() - 1, false);
        assertThat(next.memory()).isLessThan(last.memory());
        plans.add(next);
      } catch (UnusableInputException e) {
        return plans;
      }
    }
  }

  @Test
  void targetsThatDoNotReachTheOutputAreNamed() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int unreached = 0;
      for (long seed = 0; seed < NETWORKS; seed++) {
        Graph graph = RandomNetwork.of(seed);
        SweepPlan plan = plan(evaluator, graph, PLENTY, false);
        List<String> all = new ArrayList<>(plan.targets());
        all.addAll(plan.unreached());
        assertThat(all)
            .containsExactlyInAnyOrderElementsOf(
                RandomNetwork.targets(graph).stream().map(t -> t.name()).toList());
        if (graph.producer("auxiliary").isPresent()) {
          assertThat(plan.unreached()).contains("auxiliary");
          unreached++;
        }
        assertThat(plan.targets()).contains("fc");
      }
      assertThat(unreached).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 11, 64})
  void theSizeOfBatchesDoesNotMatter(int batch) {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      Graph graph = RandomNetwork.of(5);
      SweepPlan plan =
          RandomNetwork.plan(
              evaluator,
              graph,
              new SweepOptions(
                  IMAGES, PLENTY, false, OptionalInt.of(batch), batch, OptionalInt.empty()));
      Map<String, float[]> expected = direct(evaluator, graph, plan.targets());
      sweep(evaluator, graph, plan)
          .forEach(
              (target, outputs) ->
                  assertThat(outputs).containsExactly(expected.get(target), within(1e-4f)));
    }
  }

  @Test
  void tooLittleMemoryIsRefusedWithTheAmountThatSuffices() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      Graph graph = RandomNetwork.of(1);
      assertThatThrownBy(() -> plan(evaluator, graph, 1 << 20, false))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("1 MiB")
          .hasMessageContaining("allow at least");
    }
  }

  private static SweepPlan plan(
      OnnxRuntimeEvaluator evaluator, Graph graph, long memory, boolean plain) {
    return RandomNetwork.plan(
        evaluator,
        graph,
        new SweepOptions(IMAGES, memory, plain, OptionalInt.of(4), 4, OptionalInt.empty()));
  }

  private static Map<String, float[]> sweep(
      OnnxRuntimeEvaluator evaluator, Graph graph, SweepPlan plan) {
    Map<String, List<float[]>> parts = new LinkedHashMap<>();
    int width = (int) RandomNetwork.IMAGE.elementCount();
    float[] pixels = pixels();
    try (Sweep sweep = Sweep.of(evaluator, plan)) {
      ByteBuffer buffer =
          ByteBuffer.allocateDirect(plan.chunkBytes()).order(ByteOrder.nativeOrder());
      for (int from = 0; from < IMAGES; from += plan.chunk()) {
        int images = Math.min(plan.chunk(), IMAGES - from);
        buffer.asFloatBuffer().put(pixels, from * width, images * width);
        sweep.untouched(buffer, images);
        List<Sweep.Change> changes = new ArrayList<>();
        for (String target : plan.targets()) {
          changes.add(
              Sweep.Change.ofTensors(
                  target,
                  new ImageRange(0, images),
                  () -> RandomNetwork.reset(graph, target, 99),
                  outputs -> parts.computeIfAbsent(target, t -> new ArrayList<>()).add(outputs)));
        }
        sweep.run(changes);
      }
    }
    Map<String, float[]> joined = new HashMap<>();
    parts.forEach(
        (target, chunks) -> {
          FloatBuffer all = FloatBuffer.allocate(IMAGES * RandomNetwork.CLASSES);
          chunks.forEach(all::put);
          joined.put(target, all.array());
        });
    return joined;
  }

  /** Each changed network evaluated whole, all images at once: what the sweep has to equal. */
  private static Map<String, float[]> direct(
      OnnxRuntimeEvaluator evaluator, Graph graph, List<String> targets) {
    Map<String, float[]> outputs = new HashMap<>();
    ByteBuffer images = ByteBuffer.allocateDirect(4 * pixels().length);
    images.order(ByteOrder.nativeOrder()).asFloatBuffer().put(pixels());
    for (String target : targets) {
      Graph changed = graph.withInitialisers(RandomNetwork.reset(graph, target, 99));
      try (Evaluation evaluation = evaluator.prepare(changed)) {
        Activation result =
            evaluation
                .run(
                    Map.of(
                        "images",
                        new Activation(ElementType.FLOAT32, new long[] {IMAGES, 3, 8, 8}, images)))
                .get("fc");
        float[] values = new float[IMAGES * RandomNetwork.CLASSES];
        result.bytes().asFloatBuffer().get(values);
        outputs.put(target, values);
      }
    }
    return outputs;
  }

  private static float[] pixels() {
    Random random = new Random(7);
    float[] pixels = new float[IMAGES * (int) RandomNetwork.IMAGE.elementCount()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
