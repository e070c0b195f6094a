package org.stratigraph.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.stratigraph.benchmarks.ClusterModel.Troubles;
import org.stratigraph.benchmarks.ClusterSimulation.Outcome;

/** Against times worked out by hand. */
class ClusterSimulationTest {
  /** One network, two chunks of ten images, 80 evaluations of resets an image, one second each. */
  private static ClusterModel model(double planning, double storing, double networkBytes) {
    return new ClusterModel(1, 20, 10, 100, 80, 1, 0, 0, planning, storing, 0, networkBytes, 1e6);
  }

  @Test
  void portionsAreMeasuredOneAfterTheOther() {
    // A chunk takes 810 s, so it is cut; into 4, because a portion's resets cost at least 20
    // evaluations. 8 portions of 10 x (1 + 20) s on two executors.
    Outcome two = ClusterSimulation.of(model(0, 0, 0), Troubles.none(), 2);
    assertThat(two.seconds()).isCloseTo(4 * 210, within(1e-9));
    assertThat(two.efficiency()).isCloseTo(20 * 81.0 / (2 * 840), within(1e-12));
    assertThat(ClusterSimulation.of(model(0, 0, 0), Troubles.none(), 1).seconds())
        .isCloseTo(8 * 210, within(1e-9));
  }

  @Test
  void theDriverPlansBeforeAndStoresAfter() {
    Outcome outcome = ClusterSimulation.of(model(7, 0.1, 0), Troubles.none(), 2);
    // 200 results of 0.1 s, an eighth of them for each portion; the last two come together.
    assertThat(outcome.seconds()).isCloseTo(7 + 840 + 2 * 2.5, within(1e-9));
    assertThat(outcome.driver()).isCloseTo(20 / outcome.seconds(), within(1e-9));
  }

  @Test
  void allReadTheNetworkAtOnceFromOneStorage() {
    // Two executors and 3 MB at 1 MB a second.
    assertThat(ClusterSimulation.of(model(0, 0, 3e6), Troubles.none(), 2).seconds())
        .isCloseTo(6 + 840, within(1e-9));
  }

  @Test
  void whatIsLostWithAnExecutorIsMeasuredAgain() {
    Troubles failing = new Troubles(0, 0, 1, 1_000, 30);
    Outcome outcome = ClusterSimulation.of(model(0, 0, 0), failing, 2);
    assertThat(outcome.seconds()).isGreaterThan(840);
    assertThat(outcome.repeated()).isPositive();
    assertThat(ClusterSimulation.of(model(0, 0, 0), failing, 2)).isEqualTo(outcome);
  }

  @Test
  void whatLagsIsBegunASecondTime() {
    // Attempts are slowed by chance; with a hundred times, waiting for one would show.
    Troubles lagging = new Troubles(0, 0.01, 100, Double.POSITIVE_INFINITY, 0);
    ClusterModel many = new ClusterModel(1, 1_000, 10, 100, 80, 1, 0, 0, 0, 0, 0, 0, 1e6);
    Outcome outcome = ClusterSimulation.of(many, lagging, 50);
    assertThat(outcome.repeated()).isPositive();
    assertThat(outcome.seconds()).isLessThan(100 * 210);
  }
}
