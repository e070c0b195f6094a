package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Stop;

/** One object of a result's JSON, with where it stands, for messages. */
final class CriticalityJsonReader {
  static final String FORMAT = "stratigraph.criticality/1";

  private static final Pattern ANY_FORMAT = Pattern.compile("stratigraph\\.criticality/(\\d{1,9})");

  private final JsonNode node;
  private final String file;
  private final String place;

  private CriticalityJsonReader(JsonNode node, String file, String place) {
    this.node = node;
    this.file = file;
    this.place = place;
    if (!node.isObject()) {
      throw wrong(place.isEmpty() ? "the whole" : place, "an object");
    }
  }

  static CriticalityResult result(JsonNode root, String file) {
    CriticalityJsonReader in = new CriticalityJsonReader(root, file, "");
    in.checkFormat();
    CriticalityJsonReader model = in.object("model");
    CriticalityJsonReader data = in.object("data");
    CriticalityJsonReader protocol = in.object("protocol");
    CriticalityJsonReader original = in.object("original");
    return new CriticalityResult(
        new CriticalityResult.Model(
            model.text("name"),
            model.text("source"),
            model.text("sha256"),
            model.longInteger("parameters"),
            model.integer("classes")),
        new CriticalityResult.Data(
            data.text("source"),
            data.integer("images"),
            data.text("sha256"),
            data.truth("labelled"),
            data.text("preprocessing")),
        new CriticalityResult.Protocol(
            protocol.text("name"),
            protocol.text("reset"),
            protocol.integer("trials"),
            protocol.integer("images"),
            protocol.texts("kinds"),
            protocol.longInteger("seed"),
            protocol.number("target_error")),
        new CriticalityResult.Original(
            original.number("top1"),
            original.number("top5"),
            original.number("loss"),
            original.number("uniform_ceiling"),
            original.number("mean_ceiling")),
        in.objects("layers", CriticalityJsonReader::layer),
        in.objects("measurements", CriticalityJsonReader::trial),
        in.objects(
            "skipped",
            row -> new CriticalityResult.SkippedLayer(row.text("layer"), row.text("reason"))),
        in.texts("skipped_images"),
        in.texts("notes"),
        in.object("provenance").allTexts());
  }

  private static CriticalityResult.LayerResult layer(CriticalityJsonReader row) {
    double[] interval = row.interval();
    return new CriticalityResult.LayerResult(
        row.text("layer"),
        row.text("kind"),
        row.integer("depth"),
        row.longInteger("parameters"),
        row.number("criticality"),
        row.number("trial_sd"),
        row.number("standard_error"),
        interval[0],
        interval[1],
        row.integer("trials"),
        row.integer("images"),
        row.textOr("stopped", Stop.PROTOCOL.label()),
        row.number("of_uniform_ceiling"),
        row.number("of_mean_ceiling"),
        row.number("argmax_agreement"),
        row.number("top1"),
        row.number("accuracy_loss"),
        row.texts("notes"));
  }

  private static CriticalityResult.TrialResult trial(CriticalityJsonReader row) {
    return new CriticalityResult.TrialResult(
        row.text("layer"),
        row.integer("trial"),
        row.integer("images"),
        row.number("cosine"),
        row.number("l1"),
        row.number("l2"),
        row.number("argmax_agreement"),
        row.number("top1"),
        row.number("top5"),
        row.number("loss"));
  }

  private void checkFormat() {
    String format = node.path("format").asText("");
    if (format.equals(FORMAT)) {
      return;
    }
    Matcher matcher = ANY_FORMAT.matcher(format);
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 1) {
      throw new UnusableInputException(
          ("%s was written by a newer version of Stratigraph: its format is %s, and this "
                  + "version reads %s. Update Stratigraph.")
              .formatted(file, format, FORMAT));
    }
    throw new UnusableInputException(
        "%s is not a criticality result: its format is %s, not %s."
            .formatted(file, format.isEmpty() ? "not given" : shortened(format), FORMAT));
  }

  private CriticalityJsonReader object(String key) {
    return new CriticalityJsonReader(node.path(key), file, at(key));
  }

  private <T> List<T> objects(String key, Function<CriticalityJsonReader, T> row) {
    List<T> rows = new ArrayList<>();
    for (JsonNode element : array(key)) {
      rows.add(
          row.apply(new CriticalityJsonReader(element, file, at(key) + "[" + rows.size() + "]")));
    }
    return rows;
  }

  private String text(String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw wrong(at(key), "text");
    }
    return value.textValue();
  }

  /** A text that older files do not have. */
  private String textOr(String key, String otherwise) {
    return node.path(key).isMissingNode() ? otherwise : text(key);
  }

  private List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key)) {
      if (!element.isTextual()) {
        throw wrong(at(key) + "[" + texts.size() + "]", "text");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private Map<String, String> allTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(key -> texts.put(key, text(key)));
    return Collections.unmodifiableMap(texts);
  }

  private int integer(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(at(key), "an integer");
    }
    return value.intValue();
  }

  private long longInteger(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(at(key), "an integer");
    }
    return value.longValue();
  }

  private boolean truth(String key) {
    JsonNode value = node.path(key);
    if (!value.isBoolean()) {
      throw wrong(at(key), "true or false");
    }
    return value.booleanValue();
  }

  /** NaN for null and for a figure that the file does not have. */
  private double number(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      throw wrong(at(key), "a number or null");
    }
    return value.doubleValue();
  }

  private double[] interval() {
    JsonNode value = node.path("interval");
    if (value.isMissingNode() || value.isNull()) {
      return new double[] {Double.NaN, Double.NaN};
    }
    if (!value.isArray()
        || value.size() != 2
        || !value.get(0).isNumber()
        || !value.get(1).isNumber()) {
      throw wrong(at("interval"), "two numbers or null");
    }
    return new double[] {value.get(0).doubleValue(), value.get(1).doubleValue()};
  }

  private JsonNode array(String key) {
    JsonNode value = node.path(key);
    if (!value.isArray()) {
      throw wrong(at(key), "a list");
    }
    return value;
  }

  private String at(String key) {
    return place.isEmpty() ? key : place + "." + shortened(key);
  }

  private UnusableInputException wrong(String where, String expected) {
    return new UnusableInputException(
        "%s is not a criticality result of format %s: %s should be %s."
            .formatted(file, FORMAT, where, expected));
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
