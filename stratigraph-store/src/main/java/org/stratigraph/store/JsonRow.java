package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/**
 * One object of a JSON file that this program wrote, with the file for messages.
 *
 * @param node the object
 * @param file that it is in
 */
record JsonRow(JsonNode node, Path file) {
  /** More was never written by a training. */
  private static final long MOST_BYTES = 1L << 30;

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * The whole of a file.
   *
   * @throws UnusableInputException if it cannot be read, is too large, or of another format
   */
  static JsonRow read(Path file, String format) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UnusableInputException(
            "%s: has %d bytes; at most %d are read.".formatted(file, Files.size(file), MOST_BYTES));
      }
      return parse(Files.readString(file), file, format);
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(file, IoReason.of(e)), e);
    }
  }

  /**
   * The whole of a text.
   *
   * @param file that it is from, for messages
   * @throws UnusableInputException if it is no JSON, or of another format
   */
  static JsonRow parse(String text, Path file, String format) {
    try {
      JsonRow root = new JsonRow(MAPPER.readTree(text), file);
      if (!root.text("format").equals(format)) {
        throw root.wrong("format", "\"" + format + "\"");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "%s: is not valid JSON (%s).".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** What a text says its format is; empty if it does not. */
  static String format(String text, Path file) {
    try {
      return MAPPER.readTree(text).path("format").asText("");
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "%s: is not valid JSON (%s).".formatted(file, e.getOriginalMessage()), e);
    }
  }

  List<JsonRow> rows(String key) {
    List<JsonRow> rows = new ArrayList<>();
    array(key).forEach(element -> rows.add(new JsonRow(element, file)));
    return rows;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key)) {
      if (!element.isTextual()) {
        throw wrong(key, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private JsonNode array(String key) {
    JsonNode value = node.path(key);
    if (!value.isArray()) {
      throw wrong(key, "a list");
    }
    return value;
  }

  String text(String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw wrong(key, "text");
    }
    return value.textValue();
  }

  int integer(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, "an integer");
    }
    return value.intValue();
  }

  long longInteger(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "an integer");
    }
    return value.longValue();
  }

  /** NaN for null. */
  double number(String key) {
    JsonNode value = node.path(key);
    if (value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      throw wrong(key, "a number or null");
    }
    return value.doubleValue();
  }

  UnusableInputException wrong(String key, String expected) {
    return new UnusableInputException("%s: \"%s\" should be %s.".formatted(file, key, expected));
  }
}
