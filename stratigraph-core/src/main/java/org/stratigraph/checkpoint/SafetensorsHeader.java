package org.stratigraph.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.Printable;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/** The JSON header of a safetensors file: names, types, shapes and byte ranges. */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";

  private final SourceFile file;
  private final JsonParser json;

  /**
   * One tensor.
   *
   * @param type its elements
   * @param shape its extents
   * @param begin first byte, counted from the end of the header
   * @param end one past its last byte
   */
  record Entry(ElementType type, Shape shape, long begin, long end) {}

  private SafetensorsHeader(SourceFile file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /** The tensors in the order of the header; ranges are not compared with one another here. */
  static Map<String, Entry> parse(SourceFile file, String text) {
    if (!text.startsWith("{")) {
      throw file.unusable("has a safetensors header that does not begin with \"{\".");
    }
    try (JsonParser json = StrictJson.parser(text)) {
      return new SafetensorsHeader(file, json).tensors();
    } catch (IOException e) {
      throw file.unusable(e, "has a damaged safetensors header (%s).", StrictJson.reason(e));
    }
  }

  private Map<String, Entry> tensors() throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      expect(json.nextToken(), JsonToken.START_OBJECT);
      if (name.equals(METADATA)) {
        metadata();
      } else {
        entries.put(name, entry(name));
      }
      if (entries.size() > Limits.TENSORS) {
        throw file.unusable("declares more than %d tensors.", Limits.TENSORS);
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    if (json.nextToken() != null) {
      throw file.unusable("has a safetensors header with something behind its JSON object.");
    }
    if (entries.isEmpty()) {
      throw file.unusable("holds no tensors.");
    }
    return entries;
  }

  private void metadata() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw file.unusable(
            "has metadata %s that is not text.",
            Printable.quoted(String.valueOf(json.currentName())));
      }
    }
  }

  private Entry entry(String name) throws IOException {
    Optional<String> type = Optional.empty();
    Optional<List<Long>> shape = Optional.empty();
    Optional<List<Long>> range = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          expect(json.currentToken(), JsonToken.VALUE_STRING);
          type = Optional.of(json.getText());
        }
        case "shape" -> shape = Optional.of(integers(name, Limits.RANK));
        case "data_offsets" -> range = Optional.of(integers(name, 2));
        default ->
            throw file.unusable(
                "the tensor %s has the unknown field %s.",
                Printable.quoted(name), Printable.quoted(field));
      }
    }
    if (type.isEmpty() || shape.isEmpty() || range.isEmpty() || range.get().size() != 2) {
      throw file.unusable(
          "the tensor %s lacks its dtype, its shape or its two data_offsets.",
          Printable.quoted(name));
    }
    return new Entry(
        elementType(name, type.get()),
        shape(name, shape.get()),
        range.get().get(0),
        range.get().get(1));
  }

  private ElementType elementType(String name, String type) {
    return TypeNames.safetensors(type)
        .orElseThrow(
            () ->
                file.unusable(
                    "the tensor %s has elements of type %s; plain real numbers, integers and truth"
                        + " values can be used. Convert it before saving.",
                    Printable.quoted(name), Printable.quoted(type)));
  }

  private Shape shape(String name, List<Long> extents) {
    try {
      return Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
    } catch (IllegalArgumentException e) {
      throw file.unusable(
          e, "the tensor %s has the impossible shape %s.", Printable.quoted(name), extents);
    }
  }

  private List<Long> integers(String name, int most) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY);
    List<Long> values = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 0
          || values.size() == most) {
        throw file.unusable(
            "the tensor %s has the extent or offset %s in a list of at most %d.",
            Printable.quoted(name), Printable.quoted(json.getText()), most);
      }
      values.add(json.getLongValue());
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
    return values;
  }

  private void expect(JsonToken met, JsonToken expected) {
    if (met != expected) {
      throw file.unusable(
          "has a damaged safetensors header (%s where %s was expected).", met, expected);
    }
  }
}
