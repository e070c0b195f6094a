package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.training.EpochMetrics;

/** The events of a tuning as JSON, a line each. Numbers that are not finite are null. */
final class TuningLines {
  static final String FORMAT = "stratigraph.autotune-history/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private TuningLines() {}

  /** A line is not what it should be. */
  static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
      super(message);
    }
  }

  /** The first line: what the tuning is. Without a line end. */
  static String head(RunIdentity identity) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", "tuning");
    line.put("format", FORMAT);
    ObjectNode fixed = line.putObject("fixed");
    identity.fixed().forEach(fixed::put);
    ObjectNode information = line.putObject("information");
    identity.information().forEach(information::put);
    return line.toString();
  }

  /** What {@link #head} wrote. */
  static RunIdentity head(String line) throws BadLineException {
    JsonNode node = parse(line);
    if (!node.path("format").asText().equals(FORMAT)) {
      throw new BadLineException("is not of the format " + FORMAT);
    }
    return new RunIdentity(texts(node.path("fixed")), texts(node.path("information")));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** An event, without a line end. */
  static String of(TuningEvent event) {
    return tree(event).toString();
  }

  /** An event as a tree. */
  static ObjectNode tree(TuningEvent event) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", name(event));
    line.put("attempt", event.attempt());
    if (event instanceof TuningEvent.Started started) {
      line.set("blocks", numbers(started.blocks()));
    } else if (event instanceof TuningEvent.Trained trained) {
      put(line, trained.metrics());
    } else if (event instanceof TuningEvent.Checked checked) {
      line.put("epoch", checked.epoch());
      line.set("last", conflicts(checked.last()));
    } else if (event instanceof TuningEvent.Tested tested) {
      line.put("epoch", tested.epoch());
      put(line, tested.figures());
    } else if (event instanceof TuningEvent.Pruned pruned) {
      line.put("epoch", pruned.epoch());
      line.set("before", numbers(pruned.before()));
      line.set("after", numbers(pruned.after()));
      ArrayNode layers = line.putArray("layers");
      pruned.layers().forEach(layer -> layers.add(conflicts(layer)));
    } else if (event instanceof TuningEvent.Finished finished) {
      line.set("blocks", numbers(finished.blocks()));
    }
    return line;
  }

  private static String name(TuningEvent event) {
    return event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void put(ObjectNode line, EpochMetrics metrics) {
    line.put("epoch", metrics.epoch());
    JsonDocument.put(line, "loss", metrics.loss());
    JsonDocument.put(line, "accuracy", metrics.accuracy());
    JsonDocument.put(line, "learning_rate", metrics.learningRate());
    line.put("images", metrics.images());
    JsonDocument.put(line, "seconds", metrics.seconds());
  }

  private static void put(ObjectNode line, NetworkFigures figures) {
    JsonDocument.put(line, "accuracy", figures.accuracy());
    line.put("parameters", figures.parameters());
    line.put("multiply_adds", figures.multiplyAdds());
    JsonDocument.put(line, "seconds_per_image", figures.secondsPerImage());
  }

  private static ObjectNode conflicts(LayerConflicts layer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("layer", layer.layer());
    node.put("samples", layer.samples());
    node.put("bundles", layer.bundles());
    node.put("largest", layer.largest());
    node.put("mixed", layer.mixed());
    node.put("undefined", layer.undefined());
    node.put("entropy", layer.entropy());
    return node;
  }

  private static ArrayNode numbers(List<Integer> numbers) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    numbers.forEach(array::add);
    return array;
  }

  /**
   * What {@link #of} wrote.
   *
   * @throws BadLineException if the line is something else; the message is a clause
   */
  static TuningEvent event(String line) throws BadLineException {
    JsonNode node = parse(line);
    int attempt = integer(node, "attempt");
    String event = node.path("event").asText();
    return switch (event) {
      case "started" -> new TuningEvent.Started(attempt, numbers(node, "blocks"));
      case "trained" -> new TuningEvent.Trained(attempt, metrics(node));
      case "checked" ->
          new TuningEvent.Checked(attempt, integer(node, "epoch"), conflicts(node.path("last")));
      case "tested" ->
          new TuningEvent.Tested(
              attempt,
              integer(node, "epoch"),
              new NetworkFigures(
                  real(node, "accuracy"),
                  node.path("parameters").asLong(),
                  node.path("multiply_adds").asLong(),
                  real(node, "seconds_per_image")));
      case "pruned" -> {
        List<LayerConflicts> layers = new ArrayList<>();
        for (JsonNode layer : node.path("layers")) {
          layers.add(conflicts(layer));
        }
        yield new TuningEvent.Pruned(
            attempt,
            integer(node, "epoch"),
            layers,
            numbers(node, "before"),
            numbers(node, "after"));
      }
      case "finished" -> new TuningEvent.Finished(attempt, numbers(node, "blocks"));
      default -> throw new BadLineException("tells of the unknown event '" + event + "'");
    };
  }

  private static JsonNode parse(String line) throws BadLineException {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadLineException("is not JSON");
    }
  }

  private static EpochMetrics metrics(JsonNode node) throws BadLineException {
    return new EpochMetrics(
        integer(node, "epoch"),
        real(node, "loss"),
        real(node, "accuracy"),
        real(node, "learning_rate"),
        integer(node, "images"),
        real(node, "seconds"));
  }

  private static LayerConflicts conflicts(JsonNode node) throws BadLineException {
    return new LayerConflicts(
        node.path("layer").asText(),
        integer(node, "samples"),
        integer(node, "bundles"),
        integer(node, "largest"),
        integer(node, "mixed"),
        integer(node, "undefined"),
        real(node, "entropy"));
  }

  private static List<Integer> numbers(JsonNode node, String key) throws BadLineException {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode number : node.path(key)) {
      if (!number.isInt() || number.asInt() < 0) {
        throw new BadLineException("has no numbers of blocks in '" + key + "'");
      }
      numbers.add(number.asInt());
    }
    return numbers;
  }

  private static int integer(JsonNode node, String key) throws BadLineException {
    if (!node.path(key).isInt()) {
      throw new BadLineException("has no whole number '" + key + "'");
    }
    return node.path(key).asInt();
  }

  private static double real(JsonNode node, String key) throws BadLineException {
    if (node.path(key).isNull()) {
      return Double.NaN;
    }
    if (!node.path(key).isNumber()) {
      throw new BadLineException("has no number '" + key + "'");
    }
    return node.path(key).asDouble();
  }
}
