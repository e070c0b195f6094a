package org.stratigraph.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.figure.CategoryColours;
import org.stratigraph.figure.Matrix;
import org.stratigraph.figure.Names;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/**
 * The numbers of a comparison as JSON for the page's script: fractions with six decimals, null
 * where a number is not known. Names come as the page shows them.
 *
 * <p>Of a network {@code c}, {@code s}, {@code l}, {@code h} and {@code t} are criticality,
 * standard deviation over trials, ends of the interval and the criticality of each trial, by layer;
 * {@code a} is the accuracy after each trial's reset. {@code columns} are those of the heat map;
 * where layers of different architectures stand side by side, a network's {@code at} says which of
 * them is in each column, -1 for none.
 */
final class ReportData {
  private static final int COLOURS = 33;

  private final Comparison comparison;
  private final ComparisonSummary summary;
  private final Matrix matrix;
  private final Optional<String> baseline;
  private final Map<String, Integer> layers = new HashMap<>();

  private ReportData(
      Comparison comparison, ComparisonSummary summary, Matrix matrix, Optional<String> baseline) {
    this.comparison = comparison;
    this.summary = summary;
    this.matrix = matrix;
    this.baseline = baseline;
    summary.layers().forEach(row -> layers.put(row.role().layer(), layers.size()));
  }

  /**
   * The text of a data block: it holds no {@code <}, {@code >} and {@code &}.
   *
   * @param matrix the heat map of criticality
   */
  static String json(
      Comparison comparison, ComparisonSummary summary, Matrix matrix, Optional<String> baseline) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new ReportData(comparison, summary, matrix, baseline).write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    // These only occur in strings.
    return text.toString().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    categories(json);
    json.writeArrayFieldStart("layers");
    for (ComparisonSummary.LayerRow row : summary.layers()) {
      json.writeStartObject();
      json.writeStringField("name", shown(row.role().layer()));
      json.writeStringField("label", shown(row.role().label()));
      json.writeStringField(
          "stage", Markup.legible(Label.of(row.role().stage() + " ", 40).strip()));
      json.writeStringField(
          "role", Markup.legible(Label.of(row.role().operator() + " ", 40).strip()));
      json.writeEndObject();
    }
    json.writeEndArray();
    columns(json);
    json.writeArrayFieldStart("networks");
    for (ComparisonSummary.NetworkRow row : summary.networks()) {
      network(json, row);
    }
    json.writeEndArray();
    json.writeNumberField(
        "baseline",
        baseline.flatMap(comparison::network).map(comparison.networks()::indexOf).orElse(-1));
    scale(json, "sequential", ColourScale.SEQUENTIAL);
    scale(json, "diverging", ColourScale.DIVERGING);
    json.writeEndObject();
  }

  private void categories(JsonGenerator json) throws IOException {
    List<String> names = new ArrayList<>(comparison.categories());
    names.add("");
    CategoryColours colours = new CategoryColours(names);
    json.writeArrayFieldStart("categories");
    for (String name : names) {
      json.writeStartObject();
      json.writeStringField(
          "name", Markup.legible(Label.of(CategoryColours.printed(name), Label.FULL)));
      json.writeStringField("colour", colours.colour(name).hex());
      json.writeBooleanField("dark", colours.colour(name).isDark());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void columns(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Matrix.Column column : matrix.columns()) {
      json.writeNumber(layers.getOrDefault(column.name(), -1));
    }
    json.writeEndArray();
  }

  private void network(JsonGenerator json, ComparisonSummary.NetworkRow row) throws IOException {
    MeasuredNetwork network = row.network();
    json.writeStartObject();
    json.writeStringField("id", shown(network.id()));
    json.writeStringField("name", Markup.legible(Names.plain(network.name())));
    int categories = comparison.categories().size();
    json.writeNumberField(
        "category", network.category().map(comparison.categories()::indexOf).orElse(categories));
    number(json, "accuracy", network.accuracy().orElse(Double.NaN));
    number(json, "mean", row.criticality());
    number(json, "sd", row.sdOverLayers());
    number(json, "trialSd", row.trialSd());
    List<Optional<MeasuredLayer>> own = own(network);
    numbers(json, "c", own.stream().map(l -> l.map(MeasuredLayer::criticality)).toList());
    numbers(json, "s", own.stream().map(l -> l.map(MeasuredLayer::trialSd)).toList());
    numbers(json, "l", own.stream().map(l -> l.map(MeasuredLayer::intervalLow)).toList());
    numbers(json, "h", own.stream().map(l -> l.map(MeasuredLayer::intervalHigh)).toList());
    trials(json, own);
    places(json, network);
    json.writeEndObject();
  }

  private List<Optional<MeasuredLayer>> own(MeasuredNetwork network) {
    Map<String, MeasuredLayer> byName = new HashMap<>();
    network.layers().forEach(layer -> byName.put(layer.layer(), layer));
    List<Optional<MeasuredLayer>> own = new ArrayList<>();
    summary.layers().forEach(row -> own.add(Optional.ofNullable(byName.get(row.role().layer()))));
    return own;
  }

  private static void trials(JsonGenerator json, List<Optional<MeasuredLayer>> own)
      throws IOException {
    boolean accuracies =
        own.stream()
            .flatMap(Optional::stream)
            .flatMap(layer -> layer.trials().stream())
            .anyMatch(trial -> Double.isFinite(trial.top1()));
    for (boolean accuracy : new boolean[] {false, true}) {
      if (accuracy && !accuracies) {
        return;
      }
      json.writeArrayFieldStart(accuracy ? "a" : "t");
      for (Optional<MeasuredLayer> layer : own) {
        json.writeStartArray();
        for (TrialResult trial : layer.map(MeasuredLayer::trials).orElse(List.of())) {
          number(json, accuracy ? trial.top1() : 1 - trial.cosine());
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  /** Which layer is in each column, where that is not the column's own. */
  private void places(JsonGenerator json, MeasuredNetwork network) throws IOException {
    Optional<Matrix.Row> row =
        matrix.rows().stream().filter(r -> r.name().equals(network.id())).findFirst();
    if (row.isEmpty()) {
      return;
    }
    boolean own = true;
    for (int i = 0; i < matrix.columns().size(); i++) {
      own &= row.get().cells().get(i).layer().equals(matrix.columns().get(i).name());
    }
    if (own) {
      return;
    }
    json.writeArrayFieldStart("at");
    for (Matrix.Cell cell : row.get().cells()) {
      boolean has = network.layers().stream().anyMatch(l -> l.layer().equals(cell.layer()));
      json.writeNumber(has ? layers.getOrDefault(cell.layer(), -1) : -1);
    }
    json.writeEndArray();
  }

  private static void scale(JsonGenerator json, String name, ColourScale scale) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < COLOURS; i++) {
      json.writeString(scale.at((double) i / (COLOURS - 1)).hex());
    }
    json.writeEndArray();
  }

  private static String shown(String name) {
    return Markup.legible(Label.full(name));
  }

  private static void numbers(JsonGenerator json, String name, List<Optional<Double>> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Optional<Double> value : values) {
      number(json, value.orElse(Double.NaN));
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** Six decimals, without zeros at the end. */
  private static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
      return;
    }
    long millionths = Math.round(value * 1e6);
    long rest = Math.abs(millionths) % 1_000_000;
    StringBuilder text = new StringBuilder(millionths < 0 ? "-" : "");
    text.append(Math.abs(millionths) / 1_000_000);
    if (rest != 0) {
      String digits = Long.toString(1_000_000 + rest).substring(1);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 0, end);
    }
    json.writeRawValue(text.toString());
  }
}
