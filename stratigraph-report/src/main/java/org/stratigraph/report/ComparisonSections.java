package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.figure.AccuracyFigure;
import org.stratigraph.figure.GroupFigure;
import org.stratigraph.figure.Matrix;
import org.stratigraph.figure.NetworkMap;
import org.stratigraph.figure.PairedFigure;
import org.stratigraph.figure.ParameterFigure;
import org.stratigraph.figure.RowOrder;
import org.stratigraph.figure.Size;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/** The sections of a report that are about measured networks, of which there is at least one. */
final class ComparisonSections {
  /** Tags that are numbers get a figure each; more figures than this nobody asked for. */
  private static final int MOST_PARAMETERS = 3;

  private static final int FEWEST_VALUES = 3;
  private static final String SERIES = "norm";

  private final Comparison comparison;
  private final ComparisonSummary summary;
  private final Optional<String> baseline;
  private final Numbering numbering;
  private final ComparisonTables tables;

  ComparisonSections(ReportContent content, ComparisonSummary summary, Numbering numbering) {
    this.comparison = content.selection().comparison();
    this.summary = summary;
    this.baseline = content.baseline();
    this.numbering = numbering;
    this.tables = new ComparisonTables(summary, numbering);
  }

  /** Whether there are networks with an accuracy to draw. */
  static boolean hasAccuracies(ComparisonSummary summary) {
    return summary.networks().size() > 1
        && summary.networks().stream().anyMatch(row -> row.network().accuracy().isPresent());
  }

  void addTo(Markup page) {
    findings(page);
    heatMap(page);
    layer(page);
    section(page, "networks", "The networks");
    tables.networks(page);
    tables.categories(page);
    page.close();
    section(page, "layers", "The layers");
    tables.layers(page);
    page.close();
    paired(page);
    accuracy(page);
    parts(page);
  }

  private static void section(Markup page, String id, String heading) {
    page.verbatim("\n").open("section", "id", id).element("h2", heading);
  }

  private void findings(Markup page) {
    List<Findings.Finding> findings = Findings.of(summary, baseline);
    section(page, "findings", "What the numbers say");
    page.open("dl", "class", "findings");
    for (Findings.Finding finding : findings) {
      page.verbatim("\n").element("dt", finding.topic()).open("dd");
      finding.statement().addTo(page);
      page.close();
    }
    page.verbatim("\n").element("dt", "How to read it").open("dd");
    page.text(
        "Each layer in turn lost what it had learned while all others stayed, and the network saw"
            + " the same images again. Criticality is one minus the mean cosine similarity of the"
            + " class probabilities before and after: 0 % where predictions did not move, at most"
            + " 100 %. It needs no labels. How far it can rise depends on how confident a network"
            + " is and on its number of classes; a certain prediction that becomes uniform gives"
            + " 1 \u2212 1/\u221aK: 68 % with 10 classes, 97 % with 1,000. So networks for different"
            + " numbers of classes do not compare.");
    page.close().close().close();
  }

  private void heatMap(Markup page) {
    NetworkMap map = NetworkMap.of(comparison, baseline, RowOrder.GIVEN);
    Matrix criticality = map.criticality();
    String number = Integer.toString(numbering.figure());
    String caption =
        "Criticality of each layer (columns, from the input) of each network (rows), in percent."
            + " Right: mean \u00b1 standard deviation over layers.";
    section(page, "heat-map", "Where the networks are critical");
    // Filled by the script.
    page.open("div", "id", "map", "data-number", number).close();
    SceneFigure.addStatic(page, number, criticality.scene(Size.TWO_COLUMN), caption);
    if (summary.trialSd().count() > 0) {
      SceneFigure.addStatic(
          page,
          number + "b",
          map.trialSd().scene(Size.TWO_COLUMN),
          "Standard deviation over trials, in points. Right: mean over layers.");
    }
    if (baseline.isPresent() && comparison.networks().size() > 1) {
      SceneFigure.addStatic(
          page,
          number + "c",
          map.delta().scene(Size.TWO_COLUMN),
          "Criticality less that of the baseline, in points.");
    }
    page.verbatim("\n");
    page.open("script", "type", "application/json", "id", "data");
    page.verbatim(ReportData.json(comparison, summary, criticality, baseline)).close();
    page.close();
  }

  private static void layer(Markup page) {
    section(page, "layer", "One layer");
    page.open("div", "id", "one-layer").open("p", "class", "hint");
    page.text(
        "The trials of single layers need script. Without it, 'stratigraph summary RUN --trials"
            + " FILE.csv' writes them all.");
    page.close().close().close();
  }

  private void paired(Markup page) {
    if (comparison.networks().size() != 2) {
      return;
    }
    MeasuredNetwork first = comparison.networks().get(0);
    MeasuredNetwork second = comparison.networks().get(1);
    if (baseline.isPresent() && baseline.get().equals(second.id())) {
      MeasuredNetwork swapped = first;
      first = second;
      second = swapped;
    }
    section(page, "paired", "The two networks, layer by layer");
    SceneFigure.add(
        page,
        numbering,
        PairedFigure.of(first, second, Size.TWO_COLUMN),
        "Difference of criticality in points, with the 95 % interval of independent trials, each"
            + " for itself: of many layers without any difference some will seem to differ.");
    page.close();
  }

  private void accuracy(Markup page) {
    if (!hasAccuracies(summary)) {
      return;
    }
    section(page, "accuracy", "Criticality and accuracy");
    SceneFigure.add(
        page,
        numbering,
        AccuracyFigure.of(comparison, Set.of(), Size.TWO_COLUMN),
        "Mean criticality over layers against accuracy, one mark a network.");
    tables.correlations(page);
    for (String tag : parameters()) {
      SceneFigure.add(
          page,
          numbering,
          ParameterFigure.of(comparison, tag, SERIES, Size.TWO_COLUMN),
          "Mean criticality against "
              + Label.of(tag, 60)
              + " of those networks that have it; a mark\u2019s area grows with accuracy.");
    }
    page.close();
  }

  /** Tags that are different numbers in several networks. */
  private List<String> parameters() {
    Set<String> tags = new LinkedHashSet<>();
    comparison.networks().forEach(network -> tags.addAll(network.tags().keySet()));
    // How a network was measured is no parameter of its training.
    tags.removeIf(tag -> tag.equals("images") || tag.endsWith("sha256"));
    List<String> parameters = new ArrayList<>();
    for (String tag : tags) {
      long values =
          comparison.networks().stream()
              .filter(network -> Double.isFinite(mean(network)))
              .map(network -> network.number(tag))
              .filter(OptionalDouble::isPresent)
              .distinct()
              .count();
      if (values >= FEWEST_VALUES && parameters.size() < MOST_PARAMETERS) {
        parameters.add(tag);
      }
    }
    return parameters;
  }

  private double mean(MeasuredNetwork network) {
    return summary.networks().get(comparison.networks().indexOf(network)).criticality();
  }

  private void parts(Markup page) {
    boolean stages = ComparisonTables.isShown(summary.stages());
    boolean operators = ComparisonTables.isShown(summary.operators());
    if (!stages && !operators) {
      return;
    }
    section(page, "parts", "Parts of the network");
    String of = NumberText.count(summary.networks().size(), "network");
    if (stages) {
      SceneFigure.add(
          page,
          numbering,
          GroupFigure.stages(comparison, Size.TWO_COLUMN),
          "Mean criticality by stage, over " + of + ", each of which counts alike.");
      tables.groups(
          page, summary.stages(), "Mean criticality by stage and category, in percent.", "stages");
    }
    if (operators) {
      SceneFigure.add(
          page,
          numbering,
          GroupFigure.operators(comparison, Size.TWO_COLUMN),
          "Mean criticality by place in a block, over " + of + ".");
      tables.groups(
          page,
          summary.operators(),
          "Mean criticality by place in a block and category, in percent.",
          "operators");
    }
    page.close();
  }
}
