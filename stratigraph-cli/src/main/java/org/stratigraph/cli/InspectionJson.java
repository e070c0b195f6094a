package org.stratigraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Value;

/** An inspection as {@code stratigraph.inspect/1}; what is unknown is null. */
final class InspectionJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private InspectionJson() {}

  /** The document, with a line end. */
  static String of(Inspection inspection) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "stratigraph.inspect/1");
    root.set("inputs", values(inspection.inputs()));
    root.set("outputs", values(inspection.outputs()));
    root.put("parameters", inspection.parameters());
    root.put("multiply_adds", inspection.multiplyAdds());
    ArrayNode layers = root.putArray("layers");
    for (Inspection.Row row : inspection.layers()) {
      ObjectNode layer = layers.addObject();
      layer.put("layer", row.layer().name());
      layer.put("kind", row.layer().kind().label());
      layer.put("parameters", row.layer().parameterCount());
      putOrNull(layer, "multiply_adds", row.multiplyAdds());
      row.outputShape()
          .ifPresentOrElse(
              shape -> layer.set("output_shape", extents(shape)),
              () -> layer.putNull("output_shape"));
      ArrayNode notes = layer.putArray("notes");
      row.layer().notes().forEach(notes::add);
    }
    ArrayNode skipped = root.putArray("skipped");
    for (Layers.Unassigned one : inspection.skipped()) {
      skipped.addObject().put("node", one.node()).put("reason", one.reason());
    }
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  private static ArrayNode values(List<Value> values) {
    ArrayNode array = JSON.createArrayNode();
    for (Value value : values) {
      ObjectNode object = array.addObject();
      object.put("name", value.name());
      object.put("type", value.type().toString().toLowerCase(Locale.ROOT));
      object.set("shape", extents(value.shape()));
    }
    return array;
  }

  private static ArrayNode extents(List<OptionalLong> extents) {
    ArrayNode array = JSON.createArrayNode();
    for (OptionalLong extent : extents) {
      if (extent.isPresent()) {
        array.add(extent.getAsLong());
      } else {
        array.addNull();
      }
    }
    return array;
  }

  private static void putOrNull(ObjectNode object, String name, OptionalLong value) {
    if (value.isPresent()) {
      object.put(name, value.getAsLong());
    } else {
      object.putNull(name);
    }
  }
}
