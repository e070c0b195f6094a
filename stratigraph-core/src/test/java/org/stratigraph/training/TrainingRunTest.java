package org.stratigraph.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class TrainingRunTest {
  private static final Graph INITIAL = Subjects.untrained(1);
  private static final BatchSource BATCHES = FakeBatches.source(Shape.of(3, 2, 2), 10, 3);

  private static TrainingRun run(List<Phase> phases) {
    return new TrainingRun(
        new FakeTrainer(), new FakeEvaluator(10), INITIAL, phases, BATCHES, Optional.empty());
  }

  private static MemoryTrainingLog whole() {
    MemoryTrainingLog log = new MemoryTrainingLog();
    Subjects.twoParts().run(log, TrainingListener.none(), List.of());
    return log;
  }

  @Test
  void keepsTheInitialWeightsAndEveryEpoch() {
    MemoryTrainingLog log = whole();
    assertThat(log.records).extracting(EpochRecord::epoch).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(log.records)
        .extracting(EpochRecord::phase)
        .containsExactly("initial", "first", "first", "first", "second", "second");
    assertThat(log.weights.get(0)).isEqualTo(Weights.of(INITIAL));
    for (int epoch = 1; epoch <= 5; epoch++) {
      assertThat(log.weights.get(epoch)).isNotEqualTo(log.weights.get(epoch - 1));
    }
    assertThat(Weights.of(log.finished.orElseThrow())).isEqualTo(log.weights.get(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void goesOnWithTheSameBitsFromEveryEpoch(int killedAfter) {
    MemoryTrainingLog whole = whole();
    MemoryTrainingLog log = whole.upTo(killedAfter);
    Subjects.twoParts().run(log, TrainingListener.none(), List.of());
    assertThat(log.records).isEqualTo(whole.records);
    assertThat(log.weights).isEqualTo(whole.weights);
    assertThat(log.states).isEqualTo(whole.states);
    assertThat(Weights.of(log.finished.orElseThrow())).isEqualTo(whole.weights.get(5));
  }

  /** The fake would not notice a state that is left out; this shows that it does. */
  @Test
  void theStateIsNeeded() {
    MemoryTrainingLog whole = whole();
    MemoryTrainingLog log = whole.upTo(1);
    log.states.set(
        1, new FakeTrainer().start(INITIAL, Subjects.twoParts().phases().get(0).plan()).state());
    Subjects.twoParts().run(log, TrainingListener.none(), List.of());
    assertThat(log.weights.get(2)).isNotEqualTo(whole.weights.get(2));
  }

  @Test
  void anEpochThatIsInterruptedCountsAsNeverBegun() {
    MemoryTrainingLog log = new MemoryTrainingLog();
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void step(int epoch, int step, int steps, double loss) {
            assertThat(steps).isEqualTo(3);
            if (epoch == 4 && step == 2) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void epoch(EpochRecord record) {}
        };
    assertThatThrownBy(() -> Subjects.twoParts().run(log, stop, List.of()))
        .isInstanceOf(CancellationException.class);
    assertThat(log.lastEpoch()).hasValue(3);
    assertThat(log.finished).isEmpty();
    Subjects.twoParts().run(log, TrainingListener.none(), List.of());
    assertThat(log.weights).isEqualTo(whole().weights);
  }

  @Test
  void watchersSeeEveryEpochAndOnResumingTheOneItGoesOnFrom() {
    MemoryTrainingLog whole = whole();
    List<Integer> epochs = new ArrayList<>();
    EpochListener watcher =
        (epoch, network) -> {
          epochs.add(epoch);
          assertThat(Weights.of(network)).isEqualTo(whole.weights.get(epoch));
        };
    Subjects.twoParts().run(new MemoryTrainingLog(), TrainingListener.none(), List.of(watcher));
    Subjects.twoParts().run(whole.upTo(3), TrainingListener.none(), List.of(watcher));
    assertThat(epochs).containsExactly(0, 1, 2, 3, 4, 5, 3, 4, 5);
  }

  @Test
  void divergenceLeavesTheLastGoodEpoch() {
    MemoryTrainingLog log = new MemoryTrainingLog();
    TrainingRun run =
        run(
            List.of(
                Subjects.phase("good", 2, 0.01, OptionalDouble.empty()),
                Subjects.phase("bad", 2, 1e6, OptionalDouble.empty())));
    assertThatThrownBy(() -> run.run(log, TrainingListener.none(), List.of()))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("loss became");
    assertThat(log.lastEpoch()).hasValue(2);
    assertThat(log.finished).isEmpty();
  }

  @Test
  void weightsThatAreNotNumbersAreNeverKept() {
    Tensor first = Weights.of(INITIAL).values().iterator().next();
    float[] values = first.toFloats();
    values[3] = Float.NaN;
    String name = Weights.of(INITIAL).keySet().iterator().next();
    Graph broken = INITIAL.withInitialisers(Map.of(name, Tensor.of(first.shape(), values)));
    MemoryTrainingLog log = new MemoryTrainingLog();
    TrainingRun run =
        new TrainingRun(
            new FakeTrainer(),
            new FakeEvaluator(10),
            broken,
            Subjects.twoParts().phases(),
            BATCHES,
            Optional.empty());
    assertThatThrownBy(() -> run.run(log, TrainingListener.none(), List.of()))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining(name);
    assertThat(log.records).isEmpty();
  }
}
