package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/** A run's identity as a JSON file: what fixes its numbers, and what is only told. */
final class IdentityFile {
  private static final long MOST_BYTES = 16L << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private IdentityFile() {}

  /** Writes it; the file appears whole or not at all. */
  static void write(Path file, String format, RunIdentity identity) {
    ObjectNode json = MAPPER.createObjectNode().put("format", format);
    identity.fixed().forEach(json.putObject("fixed")::put);
    identity.information().forEach(json.putObject("information")::put);
    JsonDocument.write(json, file);
  }

  /**
   * Reads it.
   *
   * @throws UnusableInputException if the file is damaged or of another format
   */
  static RunIdentity read(Path file, String format) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UnusableInputException(
            "%s: has %d bytes; an identity has at most %d."
                .formatted(file, Files.size(file), MOST_BYTES));
      }
      JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
      if (!json.path("format").asText().equals(format)) {
        throw new UnusableInputException(
            "%s: has the format \"%s\", and this version of Stratigraph works with \"%s\". Use the version that made it or choose another --run."
                .formatted(file, json.path("format").asText(), format));
      }
      return new RunIdentity(texts(file, json, "fixed"), texts(file, json, "information"));
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "%s: is not valid JSON (%s). Choose another --run, or move the directory away."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(file, IoReason.of(e)), e);
    }
  }

  private static Map<String, String> texts(Path file, JsonNode json, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!json.path(key).isObject()) {
      throw new UnusableInputException("%s: \"%s\" is not an object.".formatted(file, key));
    }
    json.path(key).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }
}
