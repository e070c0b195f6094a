package org.stratigraph.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;

/**
 * The networks of a comparison as a LaTeX table for a paper, in percent with two decimals. It needs
 * the package booktabs. Names are escaped, so that none of them can be a command.
 */
public final class SummaryLatex {
  private static final int LONGEST = 200;

  /** What stands for a character that means something to LaTeX or that its fonts lack. */
  private static final Map<Integer, String> ESCAPES =
      Map.ofEntries(
          entry('\\', "\\textbackslash{}"),
          entry('&', "\\&"),
          entry('%', "\\%"),
          entry('$', "\\$"),
          entry('#', "\\#"),
          entry('_', "\\_"),
          entry('{', "\\{"),
          entry('}', "\\}"),
          entry('~', "\\textasciitilde{}"),
          entry('^', "\\textasciicircum{}"),
          entry('<', "\\textless{}"),
          entry('>', "\\textgreater{}"),
          entry('|', "\\textbar{}"),
          entry('"', "\\symbol{34}"),
          // Behind a line break these two would belong to it.
          entry('[', "{[}"),
          entry('*', "{*}"),
          entry('\u03b5', "$\\epsilon$"),
          entry('\u221e', "$\\infty$"),
          entry('\u2192', "$\\rightarrow$"));

  private SummaryLatex() {}

  private static Map.Entry<Integer, String> entry(char character, String latex) {
    return Map.entry((int) character, latex);
  }

  /**
   * Writes a {@code tabular}, one line a network, below a line for its category where that is
   * another one than before. In footnotesize, the 50 networks of the paper fit a page of the class
   * {@code article}.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(ComparisonSummary summary, Path path) {
    TextFile.write(path, out -> out.write(text(summary)));
  }

  static String text(ComparisonSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append("% Made by Stratigraph. Needs \\usepackage{booktabs}.\n");
    text.append("% In \\footnotesize, 50 networks fit a page of the class article.\n");
    text.append("% Criticality: mean over layers; then its standard deviation over layers\n");
    text.append("% (population), and the mean of those over trials (sample).\n");
    text.append("\\begin{tabular}{lrrrr}\n\\toprule\n");
    text.append(" & Top-1 & Criticality & \\multicolumn{2}{c}{SD (points) over} \\\\\n");
    text.append("Network & (\\%) & (\\%) & layers & trials \\\\\n\\midrule\n");
    String category = "";
    for (NetworkRow row : summary.networks()) {
      String own = row.network().category().orElse("");
      if (!own.equals(category)) {
        category = own;
        text.append("\\multicolumn{5}{l}{\\emph{").append(heading(own)).append("}} \\\\\n");
      }
      text.append(escaped(row.network().name()));
      cell(text, row.network().accuracy().orElse(Double.NaN));
      cell(text, row.criticality());
      cell(text, row.sdOverLayers());
      cell(text, row.trialSd());
      text.append(" \\\\\n");
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String heading(String category) {
    return category.isEmpty() ? "no category" : escaped(category);
  }

  private static void cell(StringBuilder text, double share) {
    text.append(" & ")
        .append(Double.isNaN(share) ? "--" : String.format(Locale.ROOT, "%.2f", 100 * share));
  }

  /** A name as text; control characters become spaces, those without a glyph vanish. */
  static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    String start = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    for (int c : start.codePoints().toArray()) {
      int type = Character.getType(c);
      if (Character.isISOControl(c) || Character.isSpaceChar(c)) {
        text.append(' ');
      } else if (type != Character.FORMAT && type != Character.SURROGATE) {
        text.append(ESCAPES.getOrDefault(c, Character.toString(c)));
      }
    }
    return text.toString().strip();
  }
}
