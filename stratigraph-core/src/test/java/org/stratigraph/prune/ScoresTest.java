package org.stratigraph.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoresTest {
  /** By hand: verification 90 to 88 of 100 (2 points), all 180 to 177 of 200 (1.5 points). */
  @Test
  void theLargerDropCounts() {
    Scores before = new Scores(new Score(90, 100), new Score(90, 100));
    Scores after = new Scores(new Score(89, 100), new Score(88, 100));
    assertThat(after.dropFrom(before)).isCloseTo(0.02, within(1e-12));
    Scores worseOnSelection = new Scores(new Score(80, 100), new Score(90, 100));
    assertThat(worseOnSelection.dropFrom(before)).isCloseTo(0.05, within(1e-12));
    assertThat(new Scores(new Score(95, 100), new Score(93, 100)).dropFrom(before)).isNegative();
  }
}
