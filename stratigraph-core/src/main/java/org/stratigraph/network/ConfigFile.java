package org.stratigraph.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/** A JSON object read from a file, with checked access. A null counts as absent. */
record ConfigFile(Path path, JsonNode root) {
  private static final long MOST_BYTES = 16L << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a file.
   *
   * @throws UnusableInputException if it cannot be read, has more than 16 MiB, or is not one JSON
   *     object without duplicate keys
   */
  static ConfigFile read(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new UnusableInputException(
            "%s: has %d bytes; a configuration has at most %d."
                .formatted(path, Files.size(path), MOST_BYTES));
      }
      JsonNode root = MAPPER.readTree(Files.readAllBytes(path));
      if (root == null || !root.isObject()) {
        throw new UnusableInputException(path + ": is not a JSON object.");
      }
      return new ConfigFile(path, root);
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "%s: is not valid JSON (%s).".formatted(path, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(path, e.getMessage()), e);
    }
  }

  /** The object below a key, or this one where there is none. */
  ConfigFile within(String key) {
    JsonNode child = root.path(key);
    return child.isObject() ? new ConfigFile(path, child) : this;
  }

  boolean has(String key) {
    return root.hasNonNull(key);
  }

  /** The keys of the object below a key; none where there is no such object. */
  List<String> keysOf(String key) {
    List<String> keys = new ArrayList<>();
    root.path(key).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  Optional<String> text(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode value = root.path(key);
    if (!value.isTextual()) {
      throw wrong(key, "a text");
    }
    return Optional.of(value.asText());
  }

  boolean flag(String key) {
    return root.path(key).asBoolean(false);
  }

  OptionalInt integer(String key) {
    if (!has(key)) {
      return OptionalInt.empty();
    }
    JsonNode value = root.path(key);
    if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
      throw wrong(key, "a whole number");
    }
    return OptionalInt.of(value.asInt());
  }

  OptionalDouble number(String key) {
    if (!has(key)) {
      return OptionalDouble.empty();
    }
    JsonNode value = root.path(key);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(key, "a number");
    }
    return OptionalDouble.of(value.asDouble());
  }

  /** A list of numbers; empty where the key is absent. */
  List<Double> numbers(String key) {
    if (!has(key)) {
      return List.of();
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : root.path(key)) {
      if (!value.isNumber()) {
        throw wrong(key, "a list of numbers");
      }
      numbers.add(value.asDouble());
    }
    if (!root.path(key).isArray() || numbers.isEmpty()) {
      throw wrong(key, "a list of numbers");
    }
    return numbers;
  }

  List<Float> floats(String key) {
    return numbers(key).stream().map(Double::floatValue).toList();
  }

  UnusableInputException wrong(String key, String expected) {
    String met = root.path(key).toString();
    return new UnusableInputException(
        "%s: \"%s\" is %s; %s was expected."
            .formatted(
                path, key, met.length() > 80 ? met.substring(0, 80) + "..." : met, expected));
  }
}
