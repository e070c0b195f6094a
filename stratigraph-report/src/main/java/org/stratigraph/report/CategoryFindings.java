package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.percentSign;

import java.util.Comparator;
import java.util.List;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.figure.CategoryColours;
import org.stratigraph.scene.NumberText;

/** In which category of networks layers are most critical, and how far that can be told. */
final class CategoryFindings {
  private static final int MOST_NAMED = 8;

  private CategoryFindings() {}

  static Statement of(ComparisonSummary summary) {
    Statement words = new Statement();
    List<CategoryRow> rows = summary.categories().stream().filter(r -> r.networks() > 0).toList();
    if (rows.size() < 2) {
      return words;
    }
    Comparator<CategoryRow> byMean = Comparator.comparingDouble(CategoryRow::mean);
    CategoryRow low = rows.stream().min(byMean).orElseThrow();
    CategoryRow high = rows.stream().max(byMean).orElseThrow();
    if (low.mean() == high.mean()) {
      return words.say("All categories have the same mean.");
    }
    words.say("By category the mean over networks is highest for ");
    category(words, high).say(" and lowest for ");
    category(words, low).say(". ");
    boolean several = high.networks() > 1 && low.networks() > 1;
    if (several) {
      boolean apart = least(high) > most(low);
      words.say(
          apart
              ? "The networks of the two do not overlap. "
              : "The networks of the two overlap, so that the category alone does not tell a"
                  + " network\u2019s mean. ");
    }
    List<CategoryRow> single = rows.stream().filter(row -> row.networks() == 1).toList();
    if (!single.isEmpty()) {
      for (int i = 0; i < Math.min(MOST_NAMED, single.size()); i++) {
        words.say(i == 0 ? "" : ", ").name(CategoryColours.printed(single.get(i).category()));
      }
      words.say(
          single.size() > MOST_NAMED
              ? " and " + NumberText.count(single.size() - MOST_NAMED) + " more"
              : "");
      words.say(
          single.size() == 1
              ? " is a single network: what it shows need not hold for its category."
              : " are single networks: what they show need not hold for their categories.");
    }
    return words;
  }

  private static Statement category(Statement words, CategoryRow row) {
    words.name(CategoryColours.printed(row.category())).say(" (" + percentSign(row.mean()) + ", ");
    words.say(NumberText.count(row.networks(), "network"));
    if (row.networks() > 1) {
      words.say(" from " + Findings.between(least(row), most(row)));
    }
    return words.say(")");
  }

  private static double least(CategoryRow row) {
    return row.lowest().map(NetworkRow::criticality).orElse(Double.NaN);
  }

  private static double most(CategoryRow row) {
    return row.highest().map(NetworkRow::criticality).orElse(Double.NaN);
  }
}
