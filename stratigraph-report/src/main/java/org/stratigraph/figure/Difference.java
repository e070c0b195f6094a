package org.stratigraph.figure;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.scene.NumberText;

/**
 * How much more critical a layer is in one network than in another. The trials of the two are taken
 * as independent: Welch's interval, with the degrees of freedom of Welch 1947 and Satterthwaite
 * 1946.
 *
 * @param value in [-1, 1]; NaN where one of the two is not known
 * @param low lower end of the 95 % interval; NaN where it is not known, as for single trials
 * @param high upper end
 */
record Difference(double value, double low, double high) {
  private static final double UPPER = 0.975;

  /** Of the second less the first. */
  static Difference of(Optional<MeasuredLayer> first, Optional<MeasuredLayer> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return new Difference(Double.NaN, Double.NaN, Double.NaN);
    }
    double value = second.get().criticality() - first.get().criticality();
    double a = squaredError(first.get());
    double b = squaredError(second.get());
    double sum = a + b;
    if (!Double.isFinite(value) || !Double.isFinite(sum)) {
      return new Difference(value, Double.NaN, Double.NaN);
    }
    if (sum == 0) {
      return new Difference(value, value, value);
    }
    double freedomA = first.get().trials().size() - 1.0;
    double freedomB = second.get().trials().size() - 1.0;
    // A part without error says nothing of its spread.
    double spread =
        (a == 0 ? 0 : a * a / Math.max(1, freedomA)) + (b == 0 ? 0 : b * b / Math.max(1, freedomB));
    double freedom = sum * sum / spread;
    double half = Math.sqrt(sum) * new TDistribution(freedom).inverseCumulativeProbability(UPPER);
    return new Difference(value, value - half, value + half);
  }

  /** The standard error as the measurement has it, of trials and images; else that of trials. */
  private static double squaredError(MeasuredLayer layer) {
    double error = layer.standardError();
    if (Double.isFinite(error)) {
      return error * error;
    }
    return layer.trialSd() * layer.trialSd() / layer.trials().size();
  }

  /** Whether the interval leaves zero out. */
  boolean isApart() {
    return low > 0 || high < 0;
  }

  /** In points, for people. */
  String told() {
    String interval =
        Double.isFinite(low)
            ? ", 95 % interval " + NumberText.percent(low) + " \u2026 " + NumberText.percent(high)
            : "";
    return NumberText.percent(value) + " points" + interval;
  }
}
