package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stratigraph.weightchange.CurveClusters;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * Weight changes as JSON, format {@code stratigraph.weight-change/1}: an object with {@code
 * format}, {@code checkpoints} (their names in order), {@code changes} (an object a step and layer,
 * its keys the components of {@link org.stratigraph.weightchange.LayerChange} in snake case) and,
 * if asked for, {@code clusters} ({@link CurveClusters}, likewise). What has no meaning is {@code
 * null}.
 */
public final class WeightChangeJson {
  private static final String FORMAT = "stratigraph.weight-change/1";

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private WeightChangeJson() {}

  /**
   * Writes a result.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(WeightChangeResult result, Optional<CurveClusters> clusters, Path path) {
    TextFile.write(path, out -> write(result, clusters, out));
  }

  /**
   * Reads what was written, without the groups.
   *
   * @throws org.stratigraph.UnusableInputException if the file cannot be read, or is damaged
   */
  public static WeightChangeResult read(Path path) {
    JsonRow root = JsonRow.read(path, FORMAT);
    List<String> checkpoints = root.texts("checkpoints");
    List<LayerChange> changes = new ArrayList<>();
    for (JsonRow row : root.rows("changes")) {
      LayerChange change = change(row);
      int step = change.step();
      if (step < 1
          || step >= checkpoints.size()
          || !change.from().equals(checkpoints.get(step - 1))
          || !change.to().equals(checkpoints.get(step))) {
        throw row.wrong("step", "that from one of its checkpoints to the next");
      }
      changes.add(change);
    }
    return new WeightChangeResult(checkpoints, changes);
  }

  private static LayerChange change(JsonRow row) {
    return new LayerChange(
        row.text("layer"),
        row.integer("step"),
        row.text("from"),
        row.text("to"),
        row.longInteger("weights"),
        row.number("l1_ratio"),
        row.number("elementwise_mean"),
        row.longInteger("zero_weights"),
        row.number("rotation"),
        row.number("l2_change"),
        row.number("l2_norm"),
        row.number("spectral_norm"));
  }

  private static void write(WeightChangeResult result, Optional<CurveClusters> clusters, Writer out)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      strings(json, "checkpoints", result.checkpoints());
      Table table = WeightChangeTable.of(result);
      json.writeArrayFieldStart("changes");
      for (List<@Nullable Object> row : table.rows()) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
          json.writeFieldName(table.columns().get(i).name());
          json.writePOJO(row.get(i));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      if (clusters.isPresent()) {
        write(json, clusters.get());
      }
      json.writeEndObject();
    }
    out.write("\n");
  }

  private static void write(JsonGenerator json, CurveClusters clusters) throws IOException {
    json.writeObjectFieldStart("clusters");
    json.writeStringField("form", clusters.form().label());
    json.writeNumberField("k", clusters.k());
    numbers(json, "sse", clusters.sse());
    numbers(json, "explained", clusters.explained());
    strings(json, "dropped", clusters.dropped());
    json.writeArrayFieldStart("members");
    for (CurveClusters.Member member : clusters.members()) {
      json.writeStartObject();
      json.writeStringField("layer", member.layer());
      json.writeNumberField("cluster", member.cluster());
      json.writeNumberField("x", member.x());
      json.writeNumberField("y", member.y());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void numbers(JsonGenerator json, String field, List<Double> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (double value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
