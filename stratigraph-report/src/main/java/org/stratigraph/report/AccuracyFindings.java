package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.Correlation;
import org.stratigraph.figure.CategoryColours;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.RankCorrelation;

/** Whether more accurate networks are more or less critical, and what that does not show. */
final class AccuracyFindings {
  /** A correlation with a larger p-value is one that chance alone would often give. */
  static final double LEVEL = 0.05;

  private static final int MOST_NAMED = 4;

  private AccuracyFindings() {}

  static Statement of(ComparisonSummary summary) {
    Statement words = new Statement();
    if (Findings.known(summary).size() < 2) {
      return words;
    }
    Correlation all = summary.correlations().get(0);
    if (all.reason().isPresent()) {
      return words.say("Criticality is not correlated with accuracy: " + all.reason().get() + ".");
    }
    RankCorrelation found = all.correlation();
    words.say("Over " + NumberText.count(found.count(), "network") + " the rank correlation of");
    words.say(" mean criticality with accuracy is " + told(found) + ": ");
    words.say(
        !isTold(found)
            ? "chance alone would often give as much. "
            : found.spearman() < 0
                ? "more accurate networks tend to be less critical. "
                : "more accurate networks tend to be more critical. ");
    if (isTold(found) != found.kendallP() < LEVEL) {
      words.say("By Kendall\u2019s measure alone the verdict would be the other one. ");
    }
    without(words, summary, found);
    return words.say(
        "It does not show that the one makes the other: networks that were trained differently"
            + " differ in both. And p takes networks for independent draws, which variants of one"
            + " method are not.");
  }

  /** What leaving out each category changes. */
  private static void without(Statement words, ComparisonSummary summary, RankCorrelation all) {
    List<Correlation> others = new ArrayList<>();
    for (Correlation row : summary.correlations()) {
      if (row.excluding().isPresent()
          && row.reason().isEmpty()
          && row.correlation().count() < all.count()) {
        others.add(row);
      }
    }
    if (others.isEmpty()) {
      return;
    }
    List<Correlation> changed = others.stream().filter(r -> differs(r.correlation(), all)).toList();
    if (changed.isEmpty()) {
      double least = others.stream().mapToDouble(r -> r.correlation().spearman()).min().orElse(0);
      double most = others.stream().mapToDouble(r -> r.correlation().spearman()).max().orElse(0);
      words.say("That does not change if any one category is left out (Spearman from ");
      words.say(coefficient(least) + " to " + coefficient(most) + "). ");
      return;
    }
    for (int i = 0; i < Math.min(MOST_NAMED, changed.size()); i++) {
      RankCorrelation found = changed.get(i).correlation();
      words.say("Without ").name(CategoryColours.printed(changed.get(i).excluding().orElse("")));
      words.say(" (" + NumberText.count(found.count(), "network") + " left) it is " + told(found));
      words.say(
          !isTold(found)
              ? ", as chance alone would often give: it depends on that category. "
              : found.spearman() < 0
                  ? ": then more accurate networks tend to be less critical. "
                  : ": then more accurate networks tend to be more critical. ");
    }
    if (changed.size() > MOST_NAMED) {
      words.say("The verdict changes without other categories too; the table has them all. ");
    }
  }

  private static boolean differs(RankCorrelation one, RankCorrelation other) {
    return isTold(one) != isTold(other)
        || (isTold(one) && Math.signum(one.spearman()) != Math.signum(other.spearman()));
  }

  private static boolean isTold(RankCorrelation found) {
    return found.spearmanP() < LEVEL;
  }

  private static String told(RankCorrelation found) {
    return "Spearman %s (%s), Kendall %s (%s)"
        .formatted(
            coefficient(found.spearman()),
            p(found.spearmanP()),
            coefficient(found.kendall()),
            p(found.kendallP()));
  }

  /** A correlation as people write it. */
  static String coefficient(double value) {
    return NumberText.decimal(value, 4);
  }

  /** A p-value with two significant digits, as in {@code p = 8.0e-4}. */
  static String p(double value) {
    if (!Double.isFinite(value)) {
      return "p not known";
    }
    if (value >= 0.01) {
      return "p = " + NumberText.decimal(value, value < 0.1 ? 3 : 2);
    }
    if (value < 1e-12) {
      return "p < 1e-12";
    }
    int exponent = (int) Math.floor(Math.log10(value));
    double mantissa = value / Math.pow(10, exponent);
    // 9.96 is written with one decimal as 10.0.
    boolean carries = mantissa >= 9.95;
    String digits = NumberText.decimal(carries ? mantissa / 10 : mantissa, 1);
    return "p = " + digits + "e" + (carries ? exponent + 1 : exponent);
  }
}
