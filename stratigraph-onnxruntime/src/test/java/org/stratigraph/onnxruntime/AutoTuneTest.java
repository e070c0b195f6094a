package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.autotune.AutoTune;
import org.stratigraph.autotune.AutoTuneOptions;
import org.stratigraph.autotune.BatchImages;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.NothingLeftException;
import org.stratigraph.autotune.RemovalRule;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.autotune.TuningListener;
import org.stratigraph.autotune.TuningLog;
import org.stratigraph.autotune.TuningNetworks;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.MeasuredValues;
import org.stratigraph.conflict.WeightAmplitude;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

/**
 * Tuning with an engine that does not train: it forgets, in the second epoch, all weights of the
 * layers from the fourth on, which are then in conflict.
 */
class AutoTuneTest {
  private static final int EPOCHS = 4;
  private static final Shape IMAGE = Shape.of(1, 2, 2);

  /** A fully connected network: fc0, fc1, ... of four units with ReLU, then out. */
  private static final TuningNetworks NETWORKS =
      new TuningNetworks() {
        @Override
        public Graph initial(List<Integer> blocks) {
          GraphBuilder builder = GraphBuilder.named("fnn");
          builder.input(Value.of("images", -1, 1, 2, 2));
          String x = builder.node("Flatten", "flatten", List.of("images"), Map.of());
          int depth = blocks.stream().mapToInt(n -> n).sum();
          for (int i = 0; i < depth; i++) {
            x = builder.node("Relu", "relu" + i, List.of(linear(builder, "fc" + i, x)), Map.of());
          }
          builder.output(Value.of(linear(builder, "out", x), -1, 4));
          return builder.build();
        }

        private String linear(GraphBuilder builder, String name, String from) {
          float[] unit = new float[16];
          for (int i = 0; i < 4; i++) {
            unit[5 * i] = 1;
          }
          String weight = builder.initialiser(name + ".weight", Tensor.of(Shape.of(4, 4), unit));
          return builder.node("Gemm", name, List.of(from, weight), Map.of());
        }

        @Override
        public List<MeasuredValue> blocks(Graph network) {
          return MeasuredValues.ofLayers(network);
        }
      };

  /** Two batches of four images; the first pixels of an image tell its class. */
  private record Batches() implements TrainingBatches {
    @Override
    public Shape image() {
      return IMAGE;
    }

    @Override
    public int classes() {
      return 4;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public TrainingBatch batch(int epoch, int index) {
      FloatBuffer images = floats(16);
      FloatBuffer targets = floats(16);
      Random random = new Random(31L * epoch + index);
      for (int i = 0; i < 4; i++) {
        for (int c = 0; c < 4; c++) {
          images.put(4 * i + c, (c == i ? 5 : 0) + random.nextFloat());
          targets.put(4 * i + c, c == i ? 1 : 0);
        }
      }
      return new TrainingBatch(4, images, targets);
    }

    private static FloatBuffer floats(int count) {
      return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public List<Float> mean() {
      return List.of(0f);
    }

    @Override
    public List<Float> std() {
      return List.of(1f);
    }

    @Override
    public void close() {}
  }

  /** The engine: layers from {@code forgets} on have no weights after the second epoch. */
  private static final class Forgetful implements Trainer {
    private final int forgets;
    private int epochs;

    Forgetful(int forgets) {
      this.forgets = forgets;
    }

    @Override
    public Training start(Graph graph, TrainingPlan plan) {
      return training(graph, 0);
    }

    @Override
    public Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
      return training(graph, (int) state.getOrDefault("epoch", Tensor.of(Shape.of(1), 0)).get(0));
    }

    private Training training(Graph graph, int from) {
      return new Training() {
        private int done = from;

        @Override
        public EpochMetrics epoch(int epoch, TrainingBatches batches, StepListener progress) {
          assertThat(epoch).isEqualTo(done + 1);
          done = epoch;
          epochs++;
          progress.step(1, 1, 0.5);
          return new EpochMetrics(epoch, 0.5, 0.25, 1e-3, 8, 1);
        }

        @Override
        public Graph network() {
          Map<String, Tensor> zeros = new HashMap<>();
          for (int i = forgets; done >= 2; i++) {
            String name = "fc" + i + ".weight";
            if (!graph.initialisers().containsKey(name)) {
              break;
            }
            zeros.put(name, Tensor.of(Shape.of(4, 4), new float[16]));
          }
          return graph.withInitialisers(zeros);
        }

        @Override
        public Map<String, Tensor> state() {
          return Map.of("epoch", Tensor.of(Shape.of(1), done));
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public String description() {
      return "forgetful";
    }

    @Override
    public void close() {}
  }

  /** Lets a number of events pass and then dies, as a killed process does. */
  private static final class MortalLog implements TuningLog {
    private final List<TuningEvent> events = new ArrayList<>();
    private final Map<String, Map<String, Tensor>> states = new LinkedHashMap<>();
    private int lives = Integer.MAX_VALUE;

    @Override
    public List<TuningEvent> events() {
      return List.copyOf(events);
    }

    @Override
    public void record(TuningEvent event) {
      live();
      events.add(event);
    }

    @Override
    public void keep(int attempt, int epoch, Map<String, Tensor> state) {
      live();
      states.put(attempt + " " + epoch, state);
      while (states.size() > 2) {
        states.remove(states.keySet().iterator().next());
      }
    }

    private void live() {
      if (lives-- <= 0) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public Map<String, Tensor> state(int attempt, int epoch) {
      assertThat(states).containsKey(attempt + " " + epoch);
      return states.getOrDefault(attempt + " " + epoch, Map.of());
    }
  }

  private static AutoTuneOptions options(List<Integer> blocks, RemovalRule rule, int checks) {
    return new AutoTuneOptions(
        blocks,
        rule,
        TrainingPlan.of(
            new Objective.CrossEntropy(0),
            new Optimiser.Sgd(0, false, 0),
            new LearningRate.Constant(1e-3),
            EPOCHS,
            0),
        checks,
        ConflictOptions.of(1e-3, 4),
        WeightAmplitude.MODEL);
  }

  private static AutoTune.Tuned run(AutoTuneOptions options, Trainer trainer, TuningLog log) {
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(1)) {
      TrainingBatches batches = new Batches();
      return new AutoTune(
              options,
              NETWORKS,
              trainer,
              evaluator,
              batches,
              epoch -> BatchImages.of(batches, epoch, 6),
              graph -> NetworkFigures.of(evaluator, graph, BatchImages.of(batches, 1, 8)),
              log,
              TuningListener.none())
          .run();
    }
  }

  /** The events as text, without what a clock decides. */
  private static List<String> history(MortalLog log) {
    return log.events.stream()
        .map(
            event ->
                event instanceof TuningEvent.Tested tested
                    ? tested.attempt()
                        + " tested "
                        + tested.figures().accuracy()
                        + " "
                        + tested.figures().parameters()
                        + " "
                        + tested.figures().multiplyAdds()
                    : event.toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-and-rest", "conflicting-only", "all-types"})
  void goesOnWithoutTheConflictingBlocks(String rule) {
    MortalLog log = new MortalLog();
    Forgetful trainer = new Forgetful(3);
    AutoTune.Tuned tuned = run(options(List.of(8), RemovalRule.named(rule), 10), trainer, log);
    assertThat(tuned.blocks()).containsExactly(3);
    assertThat(tuned.attempts()).isEqualTo(2);
    assertThat(MeasuredValues.ofLayers(tuned.network())).hasSize(3);
    // Given up after two epochs, then four.
    assertThat(trainer.epochs).isEqualTo(6);
    TuningEvent.Pruned pruned =
        log.events.stream()
            .filter(TuningEvent.Pruned.class::isInstance)
            .map(TuningEvent.Pruned.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(pruned.epoch()).isEqualTo(2);
    assertThat(pruned.before()).containsExactly(8);
    assertThat(pruned.layers().stream().map(l -> l.conflicting()))
        .containsExactly(false, false, false, true, true, true, true, true);
    // By hand: (layers + out) of 4 x 4 weights. Without weights, all logits are equal, and the
    // first class is right once in four; with unit matrices every image is recognised.
    List<String> tested = history(log).stream().filter(e -> e.contains("tested")).toList();
    assertThat(tested).containsExactly("1 tested 0.25 144 144", "2 tested 1.0 64 64");
    assertThat(log.events.get(log.events.size() - 1)).isInstanceOf(TuningEvent.Finished.class);
  }

  @Test
  void typesAreCutOneAfterTheOther() {
    MortalLog log = new MortalLog();
    AutoTuneOptions options = options(List.of(2, 3, 2), RemovalRule.FIRST_AND_REST, 10);
    AutoTune.Tuned tuned = run(options, new Forgetful(3), log);
    // Of 7 layers the last 4 are in conflict: two of the second type go, then, of the 5 that are
    // left, the two of the third type.
    assertThat(tuned.blocks()).containsExactly(2, 1, 0);
    assertThat(tuned.attempts()).isEqualTo(3);
  }

  @Test
  void looksNoFurtherThanTheFirstEpochs() {
    MortalLog log = new MortalLog();
    AutoTuneOptions options = options(List.of(8), RemovalRule.FIRST_AND_REST, 1);
    AutoTune.Tuned tuned = run(options, new Forgetful(3), log);
    assertThat(tuned.blocks()).containsExactly(8);
    assertThat(tuned.attempts()).isEqualTo(1);
  }

  @Test
  void nothingIsLeftWhenTheFirstBlockIsInConflict() {
    AutoTuneOptions options = options(List.of(3), RemovalRule.FIRST_AND_REST, 10);
    assertThatThrownBy(() -> run(options, new Forgetful(0), new MortalLog()))
        .isInstanceOf(NothingLeftException.class)
        .hasMessageContaining("Every block of network 1 is in conflict");
  }

  /** Killed before every single thing that it writes, the tuning comes to the same history. */
  @Test
  void goesOnAfterAKillAnywhere() {
    AutoTuneOptions options = options(List.of(8), RemovalRule.FIRST_AND_REST, 10);
    MortalLog whole = new MortalLog();
    run(options, new Forgetful(3), whole);
    MortalLog log = new MortalLog();
    log.lives = 0;
    int kills = 0;
    Forgetful trainer = new Forgetful(3);
    while (true) {
      try {
        run(options, trainer, log);
        break;
      } catch (IllegalStateException killed) {
        kills++;
        // Enough for the one that was lost, and no more; what is kept with an epoch is two things.
        log.lives = 1 + kills % 2;
      }
      assertThat(kills).isLessThan(100);
    }
    assertThat(kills).isGreaterThan(5);
    assertThat(history(log)).isEqualTo(history(whole));
    int before = log.events.size();
    AutoTune.Tuned again = run(options, trainer, log);
    assertThat(again.blocks()).containsExactly(3);
    assertThat(log.events).hasSize(before);
  }
}
