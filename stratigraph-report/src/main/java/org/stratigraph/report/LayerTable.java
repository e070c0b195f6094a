package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;

/** Every measured layer with every figure: also what screen readers have instead of the figures. */
final class LayerTable {
  private record Heading(String text, String title, boolean number) {}

  private static final List<Heading> HEADINGS =
      List.of(
          new Heading("#", "Place in the network", true),
          new Heading("Layer", "Name of the layer", false),
          new Heading("Kind", "What the layer computes", false),
          new Heading("Depth", "Number of layers on the longest path from the input", true),
          new Heading("Parameters", "Number of trained values", true),
          new Heading("Criticality", "1 - mean cosine similarity of the predictions, in %", true),
          new Heading("95 % interval", "Covers the draw of trials and images, in %", true),
          new Heading("sd", "Sample standard deviation over trials, in percentage points", true),
          new Heading("/ uniform", "Criticality relative to the uniform ceiling, in %", true),
          new Heading("/ constant", "Criticality relative to the constant ceiling, in %", true),
          new Heading("Same class", "Predictions that did not change, in %", true),
          new Heading("Top-1", "Accuracy after the reset, in %", true),
          new Heading("Loss of top-1", "Relative to the untouched network, in %", true),
          new Heading("Trials", "Number of random draws", true),
          new Heading("Images", "Number of images", true));

  private final CriticalityResult result;
  private final List<String> notes = new ArrayList<>();

  LayerTable(CriticalityResult result) {
    this.result = result;
  }

  void addTo(Markup page) {
    if (result.layers().isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "table").element("h2", "Table of layers");
    page.verbatim("\n").open("div", "class", "scroll", "tabindex", "0");
    page.open("table", "class", "layers", "data-sortable", "layers");
    page.open("caption")
        .element("b", "Table 1.")
        .text(" All figures but depth, parameters, trials");
    page.text(" and images in percent; a dash where a figure is not known.").close();
    page.verbatim("\n").open("thead").open("tr");
    for (Heading heading : HEADINGS) {
      page.element(
          "th",
          heading.text(),
          "scope",
          "col",
          "title",
          heading.title(),
          "class",
          heading.number() ? "n" : "t");
    }
    page.close().close().verbatim("\n").open("tbody");
    for (int i = 0; i < result.layers().size(); i++) {
      row(page, i + 1, result.layers().get(i));
    }
    page.close().close().close();
    footnotes(page);
    page.close();
  }

  private void row(Markup page, int place, LayerResult layer) {
    page.verbatim("\n").open("tr", "id", "layer-" + place);
    number(page, place, Integer.toString(place));
    page.open("th", "scope", "row").element("bdi", Label.full(layer.layer()));
    for (String note : layer.notes()) {
      page.open("sup").element("a", Integer.toString(mark(note)), "href", "#note-" + mark(note));
      page.close();
    }
    page.close();
    page.open("td").element("bdi", Label.of(layer.kind(), 40)).close();
    number(page, layer.depth(), Figures.count(layer.depth()));
    number(page, layer.parameters(), Figures.count(layer.parameters()));
    criticality(page, layer.criticality());
    number(
        page,
        layer.intervalHigh() - layer.intervalLow(),
        LayerChart.interval(layer.intervalLow(), layer.intervalHigh()));
    percent(page, layer.trialSd());
    percent(page, layer.ofUniformCeiling());
    percent(page, layer.ofMeanCeiling());
    percent(page, layer.argmaxAgreement());
    percent(page, layer.top1());
    percent(page, layer.accuracyLoss());
    number(page, layer.trials(), Figures.count(layer.trials()));
    number(page, layer.images(), Figures.count(layer.images()));
    page.close();
  }

  private static void criticality(Markup page, double value) {
    page.open("td", "class", "n c", "data-v", sortKey(value));
    if (Double.isFinite(value)) {
      page.open("svg", "class", "swatch", "width", "9", "height", "9", "aria-hidden", "true");
      page.empty("rect", "width", "9", "height", "9", "fill", ColourScale.of(value)).close();
    }
    page.text(Figures.percent(value)).close();
  }

  private static void percent(Markup page, double fraction) {
    number(page, fraction, Figures.percent(fraction));
  }

  private static void number(Markup page, double value, String text) {
    page.element("td", text, "class", "n", "data-v", sortKey(value));
  }

  /** What the script sorts by; empty sorts last. */
  private static String sortKey(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  /** Layers often share a note, so a note has one number wherever it appears. */
  private int mark(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return notes.indexOf(note) + 1;
  }

  private void footnotes(Markup page) {
    if (notes.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("ol", "class", "footnotes");
    for (int i = 0; i < notes.size(); i++) {
      page.element("li", Label.prose(notes.get(i)), "id", "note-" + (i + 1));
    }
    page.close();
  }
}
