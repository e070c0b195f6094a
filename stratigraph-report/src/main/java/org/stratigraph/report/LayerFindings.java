package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.percentSign;

import java.util.Comparator;
import java.util.List;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.scene.NumberText;

/** Which layers are critical or auxiliary everywhere, and where networks differ most. */
final class LayerFindings {
  /**
   * From here on a layer is called critical, and below the other line auxiliary, if it is so in
   * every network. The paper has no lines; they are said wherever they are used.
   */
  private static final double CRITICAL = 0.8;

  private static final double AUXILIARY = 0.2;

  private static final int MOST_NAMED = 8;

  private LayerFindings() {}

  static Statement of(ComparisonSummary summary) {
    Statement words = new Statement();
    int networks = Findings.known(summary).size();
    // A layer of one network is not "always" anything.
    List<LayerRow> rows =
        Findings.knownLayers(summary).stream()
            .filter(row -> networks > 1 && row.networks() > 1)
            .toList();
    if (rows.isEmpty()) {
      return words;
    }
    String line = percentSign(CRITICAL);
    List<LayerRow> critical = rows.stream().filter(row -> row.min() >= CRITICAL).toList();
    if (critical.isEmpty()) {
      LayerRow nearest = rows.stream().max(Comparator.comparingDouble(LayerRow::min)).orElseThrow();
      words.say(
          "No layer is at " + line + " or above in every network that has it; nearest comes ");
      range(words, nearest).say(". ");
    } else {
      words.say(NumberText.count(critical.size(), "layer"));
      words.say(critical.size() == 1 ? " is" : " are");
      words.say(" critical everywhere, at " + line + " or above in every network: ");
      list(words, critical).say(". ");
    }
    List<LayerRow> auxiliary = rows.stream().filter(row -> row.max() <= AUXILIARY).toList();
    line = percentSign(AUXILIARY);
    if (auxiliary.isEmpty()) {
      LayerRow nearest = rows.stream().min(Comparator.comparingDouble(LayerRow::max)).orElseThrow();
      words.say("None is auxiliary everywhere, at " + line + " or below; nearest comes ");
      range(words, nearest).say(". ");
    } else {
      words.say(NumberText.count(auxiliary.size(), "layer"));
      words.say(auxiliary.size() == 1 ? " is" : " are");
      words.say(" auxiliary everywhere, at " + line + " or below in every network: ");
      list(words, auxiliary).say(". ");
    }
    LayerRow widest =
        rows.stream().max(Comparator.comparingDouble(row -> row.max() - row.min())).orElseThrow();
    words.say("Networks differ most in ");
    range(words, widest).say(". ");
    return words.say(
        "The two lines are this report\u2019s; the measure itself has no threshold. Layers were"
            + " reset one at a time: two auxiliary layers may still be critical together.");
  }

  private static Statement list(Statement words, List<LayerRow> rows) {
    for (int i = 0; i < Math.min(rows.size(), MOST_NAMED); i++) {
      words.say(i == 0 ? "" : ", ");
      range(words, rows.get(i));
    }
    return rows.size() > MOST_NAMED
        ? words.say(" and " + NumberText.count(rows.size() - MOST_NAMED) + " more")
        : words;
  }

  private static Statement range(Statement words, LayerRow row) {
    words.layer(row.role().layer());
    return words.say(" (" + Findings.between(row.min(), row.max()) + ")");
  }
}
