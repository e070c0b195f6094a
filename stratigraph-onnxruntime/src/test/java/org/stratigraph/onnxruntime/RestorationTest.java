package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stratigraph.data.ImageRange;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.sweep.Sweep;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;
import org.stratigraph.sweep.WeightsChangedException;
import org.stratigraph.tensor.Tensor;

/** A network that is not what it was before a reset stops the sweep, wherever it was changed. */
class RestorationTest {
  private static final int IMAGES = 8;

  private final OnnxRuntimeEvaluator engine = OnnxRuntimeEvaluator.create(2);
  private final List<String> measured = new ArrayList<>();

  /** The tensors' memory, which a sweep only sees read-only. */
  private final Map<String, ByteBuffer> memory = new HashMap<>();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aSweepThatRestoresEverythingIsNotStopped() {
    Graph graph = network();
    List<String> targets = sweep(engine, graph, target -> {});
    assertThat(measured).isEqualTo(targets).hasSizeGreaterThan(2);
  }

  @Test
  void everyTensorAndEveryBitOfItIsWatched() {
    Graph graph = network();
    List<String> names = List.copyOf(memory.keySet());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      ByteBuffer bytes = memory.get(name);
      int position = i % 2 == 0 ? 0 : bytes.capacity() - 1;
      byte old = bytes.get(position);
      measured.clear();
      assertThatThrownBy(
              () ->
                  sweep(
                      engine,
                      graph,
                      target -> bytes.put(position, (byte) (old ^ (1 << name.length() % 8)))))
          .isInstanceOf(WeightsChangedException.class)
          .hasMessageContaining("The tensor '" + name + "' is not what it was before")
          .hasMessageContaining("not restored");
      bytes.put(position, old);
      assertThat(measured).isEmpty();
    }
  }

  @Test
  void whatWasMeasuredBeforeTheFaultIsHandedOnAndNothingAfterIt() {
    Graph graph = network();
    List<String> targets = sweep(engine, graph, target -> {});
    String third = targets.get(2);
    measured.clear();
    assertThatThrownBy(
            () ->
                sweep(
                    engine,
                    graph,
                    target -> {
                      if (target.equals(third)) {
                        memory.get("fc.weight").put(5, (byte) 77);
                      }
                    }))
        .isInstanceOf(WeightsChangedException.class)
        .hasMessageContaining("The tensor 'fc.weight'");
    // A reset is made one ahead, so its fault may be met one early, never late.
    assertThat(measured).isSubsetOf(targets.subList(0, 2));
  }

  @Test
  void theCopiesInTheEnginesMemoryAreWatchedToo() {
    Graph graph = network();
    List<ByteBuffer> copies = new ArrayList<>();
    Evaluator copying =
        new Passing() {
          @Override
          public Optional<ByteBuffer> held(Tensor tensor) {
            ByteBuffer copy = ByteBuffer.allocateDirect(tensor.bytes().remaining());
            copies.add(copy.put(tensor.bytes()).flip());
            return Optional.of(copy.asReadOnlyBuffer());
          }
        };
    byte old = graph.initialisers().values().iterator().next().bytes().get(0);
    assertThatThrownBy(
            () -> sweep(copying, graph, target -> copies.get(0).put(0, (byte) (old ^ 1))))
        .isInstanceOf(WeightsChangedException.class);
    assertThat(measured).isEmpty();
  }

  @Test
  void theEngineShowsTheCopiesThatItReads() {
    Graph graph = network();
    engine.share(graph);
    int shown = 0;
    for (Tensor tensor : graph.initialisers().values()) {
      Optional<ByteBuffer> held = engine.held(tensor);
      held.ifPresent(bytes -> assertThat(bytes).isEqualTo(tensor.bytes()));
      shown += held.isPresent() ? 1 : 0;
    }
    assertThat(shown).isPositive();
  }

  @Test
  void whatTheEngineKeepsForItselfIsWatchedByTheNetworksOutputs() {
    Graph graph = network();
    int[] evaluations = {0};
    Evaluator forgetting =
        new Passing() {
          @Override
          public Evaluation prepare(Graph part) {
            Evaluation evaluation = engine.prepare(part);
            boolean giving = part.outputs().get(0).name().equals("fc");
            return new Evaluation() {
              @Override
              public Map<String, Activation> run(Map<String, Activation> inputs) {
                return evaluation.run(inputs);
              }

              @Override
              public void run(Map<String, Activation> inputs, Map<String, Activation> outputs) {
                evaluation.run(inputs, outputs);
                if (giving && ++evaluations[0] > 4) {
                  ByteBuffer result = outputs.get("fc").bytes();
                  result.put(0, (byte) (result.get(0) ^ 1));
                }
              }

              @Override
              public void close() {
                evaluation.close();
              }
            };
          }
        };
    assertThatThrownBy(() -> sweep(forgetting, graph, target -> {}))
        .isInstanceOf(WeightsChangedException.class)
        .hasMessageContaining("The untouched network gives other outputs after");
  }

  /** A random network whose tensors lie in memory that this test can reach. */
  private Graph network() {
    Graph graph = RandomNetwork.of(5);
    Map<String, Tensor> reachable = new LinkedHashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              ByteBuffer bytes = ByteBuffer.allocate(tensor.bytes().remaining());
              bytes.put(tensor.bytes()).flip();
              memory.put(name, bytes);
              reachable.put(name, Tensor.wrap(tensor.type(), tensor.shape(), bytes));
            });
    return graph.withInitialisers(reachable);
  }

  /**
   * Resets each target once.
   *
   * @param hook is called with the target when its reset is made
   * @return the targets in order
   */
  private List<String> sweep(Evaluator evaluator, Graph graph, Consumer<String> hook) {
    SweepPlan plan =
        RandomNetwork.plan(
            evaluator,
            graph,
            new SweepOptions(IMAGES, 4L << 30, false, OptionalInt.of(4), 4, OptionalInt.empty()));
    ByteBuffer pixels = ByteBuffer.allocateDirect(plan.chunkBytes()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < pixels.capacity() / 4; i++) {
      pixels.asFloatBuffer().put(i, i % 17 / 17f);
    }
    try (Sweep sweep = Sweep.of(evaluator, plan)) {
      sweep.untouched(pixels, IMAGES);
      List<Sweep.Change> changes = new ArrayList<>();
      for (String target : plan.targets()) {
        changes.add(
            Sweep.Change.ofTensors(
                target,
                new ImageRange(0, IMAGES),
                () -> {
                  hook.accept(target);
                  return RandomNetwork.reset(graph, target, 99);
                },
                outputs -> measured.add(target)));
      }
      sweep.run(changes);
    }
    return plan.targets();
  }

  /** The engine, to be altered. */
  private class Passing implements Evaluator {
    @Override
    public Evaluation prepare(Graph graph) {
      return engine.prepare(graph);
    }

    @Override
    public void share(Graph graph) {
      engine.share(graph);
    }

    @Override
    public String description() {
      return engine.description();
    }

    @Override
    public void close() {}
  }
}
