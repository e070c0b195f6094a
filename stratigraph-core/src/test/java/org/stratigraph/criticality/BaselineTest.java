package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;

/** Ten classes, of which guessing hits one in ten. */
class BaselineTest {
  @Test
  void objectsAsSoonAsTheChunksTogetherAreEnough() {
    Log log = new Log();
    log.record(chunk(0, 12, 1));
    Baseline.require(chunk(0, 12, 1), log);

    // 3 of 24 are within 2.4 + 3 * sqrt(24 * 0.1 * 0.9) = 6.8.
    assertThatThrownBy(() -> Baseline.require(chunk(1, 12, 2), log))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("right for 3 of 24 images, which is near chance for 10 classes");
  }

  @Test
  void looksAtNothingBehindTheVerdict() {
    Log log = new Log();
    for (int chunk = 0; chunk < 5; chunk++) {
      log.record(chunk(chunk, 12, 12));
    }

    Baseline.require(chunk(5, 12, 0), log);

    assertThat(log.read).containsExactly(0, 1);
  }

  @Test
  void looksAtNothingWithoutLabels() {
    Log log = new Log();
    log.record(chunk(0, 0, 0));

    Baseline.require(chunk(1, 0, 0), log);

    assertThat(log.read).isEmpty();
  }

  /** Predictions of all classes alike, some of them right. */
  private static Untouched chunk(int number, int labelled, int right) {
    long[] predictions = {2, 2, 1, 1, 1, 1, 1, 1, 1, 1};
    return new Untouched(
        number,
        new Agreement(new float[12], 0, 0, 12, labelled, right, right, 0),
        new double[10],
        new double[10],
        predictions,
        0,
        List.of());
  }

  /** Remembers which chunks were read. */
  private static final class Log implements MeasurementLog {
    private final MemoryLog kept = new MemoryLog();
    private final List<Integer> read = new ArrayList<>();

    @Override
    public Optional<Untouched> untouched(int chunk) {
      read.add(chunk);
      return kept.untouched(chunk);
    }

    @Override
    public Optional<Measurement> measurement(String layer, int trial, int chunk) {
      return kept.measurement(layer, trial, chunk);
    }

    @Override
    public List<Measurement> measurements(String layer) {
      return kept.measurements(layer);
    }

    @Override
    public void record(Untouched untouched) {
      kept.record(untouched);
    }

    @Override
    public void record(Measurement measurement) {
      kept.record(measurement);
    }
  }
}
