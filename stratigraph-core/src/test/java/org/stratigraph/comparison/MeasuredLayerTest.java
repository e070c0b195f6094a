package org.stratigraph.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

class MeasuredLayerTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  /** Expected values: NumPy's std(ddof=1) and SciPy's t.ppf(0.975, 3). */
  @Test
  void fourTrials() {
    MeasuredLayer layer = layer(0.52, 0.5, 0.51, 0.49);
    assertThat(layer.criticality()).isCloseTo(0.495, CLOSE);
    assertThat(layer.trialSd()).isCloseTo(0.012909944487358068, CLOSE);
    assertThat(layer.standardError()).isCloseTo(0.006454972243679034, CLOSE);
    assertThat(layer.intervalLow()).isCloseTo(0.4744573974323948, CLOSE);
    assertThat(layer.intervalHigh()).isCloseTo(0.5155426025676052, CLOSE);
    assertThat(layer.trials()).hasSize(4);
  }

  /** With two trials Student's interval is far wider than what is possible. */
  @Test
  void theIntervalEndsWhereCriticalityDoes() {
    MeasuredLayer layer = layer(0.9, 0.2);
    assertThat(layer.intervalLow()).isZero();
    assertThat(layer.intervalHigh()).isEqualTo(1);
  }

  @Test
  void oneTrialHasNoSpread() {
    MeasuredLayer layer = layer(0.25);
    assertThat(layer.criticality()).isEqualTo(0.75);
    assertThat(layer.trialSd()).isNaN();
    assertThat(layer.standardError()).isNaN();
    assertThat(layer.intervalLow()).isNaN();
    assertThat(layer.intervalHigh()).isNaN();
  }

  @Test
  void equalTrialsHaveNoError() {
    MeasuredLayer layer = layer(0.25, 0.25);
    assertThat(layer.trialSd()).isZero();
    assertThat(layer.intervalLow()).isEqualTo(0.75);
    assertThat(layer.intervalHigh()).isEqualTo(0.75);
  }

  @Test
  void whatIsNotKnownIsNaN() {
    for (MeasuredLayer layer : List.of(layer(), layer(0.5, Double.NaN))) {
      assertThat(layer.criticality()).isNaN();
      assertThat(layer.trialSd()).isNaN();
      assertThat(layer.intervalLow()).isNaN();
      assertThat(layer.intervalHigh()).isNaN();
    }
  }

  /** Single-precision arithmetic gives cosines a little above 1. */
  @Test
  void criticalityIsNeverNegative() {
    assertThat(layer(1.0000002, 1.0000001).criticality()).isZero();
  }

  private static MeasuredLayer layer(double... cosines) {
    List<TrialResult> trials = new ArrayList<>();
    for (double cosine : cosines) {
      trials.add(new TrialResult("fc", trials.size(), 10, cosine, 0, 0, 1, 1, 1, 0));
    }
    return MeasuredLayer.ofTrials("fc", "linear", trials);
  }
}
