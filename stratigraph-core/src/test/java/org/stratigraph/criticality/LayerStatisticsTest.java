package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.statistics.Strata;

class LayerStatisticsTest {
  private static Agreement part(float... cosines) {
    int n = cosines.length;
    return new Agreement(cosines, 0.1 * n, 0.3 * n, n, n, n - 1, n, 0.7 * n);
  }

  /** Merged part by part, which is the plain way. */
  @Test
  void manyChunksAreTheSumOfTheirParts() {
    List<Measurement> measurements = new ArrayList<>();
    Agreement first = Agreement.none();
    Agreement second = Agreement.none();
    for (int chunk = 0; chunk < 9; chunk++) {
      Agreement one = part(.1f * chunk, .5f);
      measurements.add(new Measurement("a", 0, chunk, one));
      first = first.merge(one);
    }
    for (int chunk = 0; chunk < 9; chunk++) {
      Agreement two = part(.05f * chunk, .25f, 1);
      measurements.add(new Measurement("a", 1, chunk, two));
      second = second.merge(two);
    }
    assertThat(LayerStatistics.trials(measurements)).containsExactly(first, second);
    assertThat(LayerStatistics.trials(List.of())).isEmpty();
    assertThat(Agreement.of(List.of())).isEqualTo(Agreement.none());
  }

  /** By hand: distances .5, .25 and 0, .25; their mean. */
  @Test
  void theMeanDistance() {
    List<Agreement> trials = List.of(part(.5f, .75f), part(1, .75f));
    assertThat(LayerStatistics.squares(trials, Strata.none()).mean()).isCloseTo(.25, within(1e-12));
    assertThat(LayerStatistics.squares(trials.subList(0, 1), Strata.none()).mean())
        .isCloseTo(.375, within(1e-12));
  }

  /** A copy of all that came before for each chunk would be 8 * 10^10 values here. */
  @Test
  void manyChunksTakeLinearTime() {
    List<Measurement> measurements = new ArrayList<>();
    for (int chunk = 0; chunk < 400_000; chunk++) {
      measurements.add(new Measurement("a", 0, chunk, part(.5f)));
    }
    assertThat(LayerStatistics.trials(measurements))
        .singleElement()
        .satisfies(trial -> assertThat(trial.images()).isEqualTo(400_000));
  }
}
