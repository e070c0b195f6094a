package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/** Every measured layer with every figure: also what screen readers have instead of the figures. */
final class LayerTable {
  /**
   * A column of numbers.
   *
   * @param value what the column is sorted by; NaN where not known
   * @param text what is shown
   */
  private record Column(
      String heading,
      String meaning,
      ToDoubleFunction<LayerResult> value,
      Function<LayerResult, String> text) {

    static Column percent(String heading, String meaning, ToDoubleFunction<LayerResult> value) {
      return new Column(
          heading, meaning, value, layer -> NumberText.percent(value.applyAsDouble(layer)));
    }

    static Column count(String heading, String meaning, ToDoubleFunction<LayerResult> value) {
      return new Column(
          heading, meaning, value, layer -> NumberText.count((long) value.applyAsDouble(layer)));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          Column.count("Depth", "Layers on the longest path from the input", LayerResult::depth),
          Column.count("Parameters", "Number of trained values", LayerResult::parameters),
          Column.percent(
              "Criticality",
              "1 \u2212 mean cosine similarity of the predictions, in %",
              LayerResult::criticality),
          new Column(
              "95 % interval",
              "Covers the draw of trials and images, in %; sorted by its width",
              layer -> layer.intervalHigh() - layer.intervalLow(),
              layer -> LayerChart.interval(layer.intervalLow(), layer.intervalHigh())),
          Column.percent(
              "sd",
              "Sample standard deviation over trials, in percentage points",
              LayerResult::trialSd),
          Column.percent(
              "of uniform ceiling",
              "Criticality relative to the uniform ceiling, in %",
              LayerResult::ofUniformCeiling),
          Column.percent(
              "of constant ceiling",
              "Criticality relative to the constant ceiling, in %",
              LayerResult::ofMeanCeiling),
          Column.percent(
              "Same class", "Predictions that did not change, in %", LayerResult::argmaxAgreement),
          Column.percent("Top-1", "Accuracy after the reset, in %", LayerResult::top1),
          Column.percent(
              "Loss of top-1",
              "Relative to the untouched network, in %",
              LayerResult::accuracyLoss),
          Column.count("Trials", "Number of draws", LayerResult::trials),
          Column.count("Images", "Number of images", LayerResult::images));

  private final List<LayerResult> layers;
  private final List<Column> columns;

  /** Layers often share a note, so a note has one number wherever it appears. */
  private final Map<String, Integer> notes = new LinkedHashMap<>();

  LayerTable(CriticalityResult result) {
    this.layers = result.layers();
    this.columns = new ArrayList<>(COLUMNS);
    columns.removeIf(
        column ->
            !column.heading().equals("Criticality")
                && layers.stream()
                    .noneMatch(l -> Double.isFinite(column.value().applyAsDouble(l))));
  }

  void addTo(Markup page) {
    if (layers.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "table").element("h2", "Table of layers");
    page.verbatim("\n").open("div", "class", "scroll", "tabindex", "0");
    page.open("table", "class", "layers", "data-sortable", "layers");
    page.open("caption").element("b", "Table 1.");
    page.text(" In percent, but for counts; a dash where a figure is not known.");
    page.text(columns.size() < COLUMNS.size() ? " Columns without any figure are left out." : "");
    page.close().verbatim("\n").open("thead").open("tr");
    heading(page, "#", "Place in the network", "n");
    heading(page, "Layer", "Name of the layer", "t");
    heading(page, "Kind", "What the layer computes", "t");
    columns.forEach(column -> heading(page, column.heading(), column.meaning(), "n"));
    page.close().close().verbatim("\n").open("tbody");
    for (int i = 0; i < layers.size(); i++) {
      row(page, i + 1, layers.get(i));
    }
    page.close().close().close();
    footnotes(page);
    page.close();
  }

  private static void heading(Markup page, String text, String meaning, String kind) {
    page.element("th", text, "scope", "col", "title", meaning, "class", kind);
  }

  private void row(Markup page, int place, LayerResult layer) {
    page.verbatim("\n").open("tr", "id", "layer-" + place);
    page.element("td", Integer.toString(place), "class", "n", "data-v", Integer.toString(place));
    page.open("th", "scope", "row").element("bdi", Label.of(layer.layer(), 120));
    for (String note : layer.notes()) {
      int number = notes.computeIfAbsent(note, n -> notes.size() + 1);
      page.open("sup").element("a", Integer.toString(number), "href", "#note-" + number).close();
    }
    page.close();
    page.open("td").element("bdi", Label.of(layer.kind(), 24)).close();
    for (Column column : columns) {
      double value = column.value().applyAsDouble(layer);
      boolean criticality = column.heading().equals("Criticality");
      page.open("td", "class", criticality ? "n c" : "n", "data-v", sortKey(value));
      if (criticality && Double.isFinite(value)) {
        swatch(page, value);
      }
      page.text(column.text().apply(layer)).close();
    }
    page.close();
  }

  private static void swatch(Markup page, double value) {
    page.open("svg", "class", "swatch", "width", "9", "height", "9", "aria-hidden", "true");
    page.empty("rect", "width", "9", "height", "9", "fill", ColourScale.SEQUENTIAL.at(value).hex())
        .close();
  }

  /** What the script sorts by; empty sorts last. */
  private static String sortKey(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private void footnotes(Markup page) {
    if (notes.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("ol", "class", "footnotes");
    notes.forEach((note, number) -> page.element("li", Label.prose(note), "id", "note-" + number));
    page.close();
  }
}
