package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
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
    List<DataTable.Column> headings = new ArrayList<>();
    headings.add(DataTable.Column.number("#", "Place in the network"));
    headings.add(DataTable.Column.text("Layer", "Name of the layer"));
    headings.add(DataTable.Column.text("Kind", "What the layer computes"));
    columns.forEach(c -> headings.add(DataTable.Column.number(c.heading(), c.meaning())));
    DataTable table =
        new DataTable(
            page,
            1,
            "In percent, but for counts; a dash where a figure is not known."
                + (columns.size() < COLUMNS.size()
                    ? " Columns without any figure are left out."
                    : ""),
            "layers",
            headings);
    for (int i = 0; i < layers.size(); i++) {
      row(page, table, i + 1, layers.get(i));
    }
    table.end();
    footnotes(page);
    page.close();
  }

  private void row(Markup page, DataTable table, int place, LayerResult layer) {
    table.row("id", "layer-" + place).count(place);
    page.open("th", "scope", "row").element("bdi", Label.of(layer.layer(), 120));
    for (String note : layer.notes()) {
      int number = notes.computeIfAbsent(note, n -> notes.size() + 1);
      page.open("sup").element("a", Integer.toString(number), "href", "#note-" + number).close();
    }
    page.close();
    table.text(Label.of(layer.kind(), 24));
    for (Column column : columns) {
      double value = column.value().applyAsDouble(layer);
      if (column.heading().equals("Criticality")) {
        table.coloured(value, column.text().apply(layer));
      } else {
        table.number(value, column.text().apply(layer));
      }
    }
    table.endRow();
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
