package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;

/**
 * Conflicting layers as JSON, format {@code stratigraph.conflicts/1}: {@code layers} are those of
 * the last checkpoint, {@code checkpoints} has those of every one, {@code integral} the entropy of
 * each layer over training, {@code settings} what the figures rest on.
 */
public final class ConflictsJson {
  private static final String FORMAT = "stratigraph.conflicts/1";

  private ConflictsJson() {}

  /**
   * Writes a result.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(ConflictResult result, Path path) {
    JsonDocument.write(tree(result), path);
  }

  /**
   * Reads the checkpoints of a result.
   *
   * @throws org.stratigraph.UnusableInputException if the file cannot be read, or is damaged
   */
  public static List<ConflictResult.Checkpoint> checkpoints(Path path) {
    List<ConflictResult.Checkpoint> checkpoints = new ArrayList<>();
    for (JsonRow row : JsonRow.read(path, FORMAT).rows("checkpoints")) {
      List<JsonRow> layers = row.rows("layers");
      checkpoints.add(
          new ConflictResult.Checkpoint(
              row.text("checkpoint"),
              layers.stream().map(layer -> layer.number("weight_amplitude")).toList(),
              layers.stream().map(ConflictsJson::layer).toList()));
    }
    return checkpoints;
  }

  private static LayerConflicts layer(JsonRow row) {
    return new LayerConflicts(
        row.text("layer"),
        row.integer("samples"),
        row.integer("bundles"),
        row.integer("largest"),
        row.integer("mixed"),
        row.integer("undefined"),
        row.number("entropy"));
  }

  private static ObjectNode tree(ConflictResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.set("layers", layers(result.last()));
    ArrayNode integral = root.putArray("integral");
    for (int i = 0; i < result.integral().size(); i++) {
      ObjectNode layer = integral.addObject();
      layer.put("layer", result.last().layers().get(i).layer());
      JsonDocument.put(layer, "entropy", result.integral().get(i));
    }
    ArrayNode checkpoints = root.putArray("checkpoints");
    for (ConflictResult.Checkpoint checkpoint : result.checkpoints()) {
      ObjectNode one = checkpoints.addObject();
      one.put("checkpoint", checkpoint.name());
      one.set("layers", layers(checkpoint));
    }
    ObjectNode settings = root.putObject("settings");
    result.settings().forEach(settings::putPOJO);
    ArrayNode notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    ObjectNode provenance = root.putObject("provenance");
    result.provenance().forEach(provenance::put);
    return root;
  }

  private static ArrayNode layers(ConflictResult.Checkpoint checkpoint) {
    ArrayNode layers = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < checkpoint.layers().size(); i++) {
      LayerConflicts found = checkpoint.layers().get(i);
      ObjectNode layer = layers.addObject();
      layer.put("layer", found.layer());
      layer.put("bundles", found.bundles());
      JsonDocument.put(layer, "entropy", found.entropy());
      layer.put("conflicting", found.conflicting());
      layer.put("samples", found.samples());
      layer.put("largest", found.largest());
      layer.put("mixed", found.mixed());
      layer.put("undefined", found.undefined());
      JsonDocument.put(layer, "weight_amplitude", checkpoint.amplitudes().get(i));
    }
    return layers;
  }
}
