package org.stratigraph.weightchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;

class CurveClustersTest {
  /** One row a layer: its changes by step. */
  private static WeightChangeResult result(double[][] curves) {
    List<LayerChange> changes = new ArrayList<>();
    List<String> checkpoints = new ArrayList<>(List.of("0"));
    for (int step = 1; step <= curves[0].length; step++) {
      checkpoints.add(Integer.toString(step));
      for (int layer = 0; layer < curves.length; layer++) {
        double value = curves[layer][step - 1];
        changes.add(
            new LayerChange(
                "layer" + layer, step, "a", "b", 1, 10 * value, value, 0, 0, 0, 0, Double.NaN));
      }
    }
    return new WeightChangeResult(checkpoints, changes);
  }

  /** Three groups of curves with a noise far below their distance; layer i is in group i mod 3. */
  private static double[][] planted() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] curves = new double[23][12];
    for (int layer = 0; layer < curves.length; layer++) {
      for (int step = 0; step < 12; step++) {
        double level =
            switch (layer % 3) {
              case 0 -> 2.0;
              case 1 -> 0.5;
              default -> 3.0 - 0.2 * step;
            };
        curves[layer][step] = level + random.nextDouble(-.05, .05);
      }
    }
    return curves;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42069})
  void findsPlantedGroups(long seed) {
    CurveClusters found = CurveClusters.of(result(planted()), CurveForm.ELEMENTWISE_MEAN, seed);
    assertThat(found.k()).isEqualTo(3);
    assertThat(found.dropped()).containsExactly("layer0", "layer22");
    assertThat(found.members()).hasSize(21);
    for (int i = 0; i < 21; i++) {
      CurveClusters.Member member = found.members().get(i);
      assertThat(member.layer()).isEqualTo("layer" + (i + 1));
      // By the mean change: group 1 has 0.5, group 2 has 1.9, group 0 has 2.
      assertThat(member.cluster()).isEqualTo(List.of(3, 1, 2).get((i + 1) % 3));
    }
    assertThat(found.sse()).hasSize(17);
    assertThat(found.explained().get(0)).isGreaterThan(found.explained().get(1));
  }

  @Test
  void theSeedFixesEverything() {
    WeightChangeResult result = result(planted());
    assertThat(CurveClusters.of(result, CurveForm.L1_RATIO, 7))
        .isEqualTo(CurveClusters.of(result, CurveForm.L1_RATIO, 7));
  }

  /** Each partition of six points on a line is tried by hand: {1, 2, 3} and {10, 11, 14}. */
  @Test
  void theBestOfTwoGroups() {
    double[][] points = {{10}, {1}, {3}, {14}, {2}, {11}};
    KMeans groups = KMeans.of(points, 2, 3);
    // About 2: 1 + 0 + 1; about 35/3: (25 + 4 + 49) / 9.
    assertThat(groups.sse()).isCloseTo(2 + 78.0 / 9, within(1e-12));
    assertThat(groups.assignment()[0]).isEqualTo(groups.assignment()[3]);
    assertThat(groups.assignment()[0]).isNotEqualTo(groups.assignment()[1]);
    assertThat(KMeans.of(points, 6, 3).sse()).isZero();
    assertThat(KMeans.of(new double[][] {{1}, {1}, {1}}, 3, 3).sse())
        .as("fewer places than groups")
        .isZero();
  }

  /** NumPy 1.24: {@code numpy.linalg.svd} of the centred points; signs by our rule. */
  @Test
  void principalComponents() {
    double[][] points = {
      {1, 2, 4, 3}, {2, 1, 0, 5}, {7, 3, 1, 1}, {4, 4, 2, 8}, {0, 1, 6, 2}, {3, 9, 5, 4}
    };
    PrincipalPlane plane = PrincipalPlane.of(points);
    double[][] expected = {
      {-2.261812066510453, 1.2979770066512104},
      {-1.8301242370285624, -2.9141529558419603},
      {0.993861671989427, -3.3102135996575726},
      {2.310666186991671, -1.7478778932869485},
      {-3.969680543745605, 3.0731772146466727},
      {4.757088988303524, 3.6010902274885996}
    };
    for (int i = 0; i < points.length; i++) {
      assertThat(plane.points()[i][0]).isCloseTo(expected[i][0], within(1e-9));
      assertThat(plane.points()[i][1]).isCloseTo(expected[i][1], within(1e-9));
    }
    assertThat(plane.explained()[0]).isCloseTo(0.3939285, within(1e-7));
    assertThat(plane.explained()[1]).isCloseTo(0.3451992, within(1e-7));
  }

  /** By hand: ten values with mean 2 and, for the outlier 20, a deviation of 18 against sd 6. */
  @Test
  void cleaning() {
    double[] curve = {0, 0, 0, 0, 0, 0, 0, 0, 0, 20};
    assertThat(CurveClusters.cleaned(curve)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
    assertThat(CurveClusters.cleaned(new double[] {1, Double.NaN, 2}))
        .as("(1 + 2) / 3 as the notebooks divide")
        .containsExactly(1, 1, 2);
  }

  /** The line from (0, 10) to (4, 0) is at 7.5, 5 and 2.5 in between. */
  @Test
  void theElbow() {
    assertThat(CurveClusters.elbow(new double[] {10, 2, 1, .5, 0})).isEqualTo(1);
    assertThat(CurveClusters.elbow(new double[] {10, 8, 1, .5, 0})).isEqualTo(2);
    assertThat(CurveClusters.elbow(new double[] {0, 0, 0})).as("all points equal").isZero();
    assertThat(CurveClusters.elbow(new double[] {3})).isZero();
  }

  @Test
  void tooLittleToGroup() {
    assertThatThrownBy(
            () -> CurveClusters.of(result(new double[4][3]), CurveForm.ELEMENTWISE_MEAN, 0))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("4 checkpoints and 4 layers");
    assertThatThrownBy(
            () -> CurveClusters.of(result(new double[9][1]), CurveForm.ELEMENTWISE_MEAN, 0))
        .isExactlyInstanceOf(UnusableInputException.class);
  }
}
