package org.stratigraph.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The two formats that Model Explorer (github.com/google-ai-edge/model-explorer) reads.
 *
 * <p>A graph, as {@code input_graph.ts} in {@code src/ui/src/components/visualizer/common}
 * describes it: {@code {"label", "graphs": [{"id", "nodes": [{"id", "label", "namespace", "attrs":
 * [{"key", "value"}], "incomingEdges": [{"sourceNodeId", "sourceNodeOutputId",
 * "targetNodeInputId"}]}]}]}}; a namespace is a path of groups. Node data, as {@code
 * NodeDataProviderData} in {@code types.ts} beside it: {@code {graph id: {"name", "results": {node
 * id: {"value", "bgColor", "textColor"}}, "gradient": [{"stop", "bgColor"}]}}}.
 */
final class ModelExplorerJson {
  /** What graph and node data agree on. */
  private static final String GRAPH = "network";

  private static final int STOPS = 8;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelExplorerJson() {}

  static String graph(NetworkView view) {
    Level level = view.level(Detail.LAYERS);
    List<String> ids = ids(level);
    ObjectNode root = JSON.createObjectNode();
    root.put("label", Names.shown(view.name()));
    ObjectNode graph = root.putArray("graphs").addObject();
    graph.put("id", GRAPH);
    ArrayNode nodes = graph.putArray("nodes");
    List<ArrayNode> edges = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Level.Item item = level.items().get(i);
      ObjectNode node = nodes.addObject();
      node.put("id", ids.get(i));
      node.put("label", label(item.box()));
      node.put(
          "namespace",
          item.path().stream()
              .map(group -> Names.shown(group).replace('/', '.'))
              .collect(Collectors.joining("/")));
      attributes(node.putArray("attrs"), item, view.measures());
      edges.add(node.putArray("incomingEdges"));
    }
    for (CondensedGraph.Wire wire : level.wires()) {
      ArrayNode incoming = edges.get(wire.to());
      ObjectNode edge = incoming.addObject();
      edge.put("sourceNodeId", ids.get(wire.from()));
      edge.put("sourceNodeOutputId", "0");
      edge.put("targetNodeInputId", Integer.toString(incoming.size() - 1));
    }
    return text(root);
  }

  static String data(NetworkView view, int index) {
    Level level = view.level(Detail.LAYERS);
    Measure measure = view.measures().get(index);
    double top = LevelScale.of(measure, level).top();
    List<String> ids = ids(level);
    ObjectNode root = JSON.createObjectNode();
    ObjectNode graph = root.putObject(GRAPH);
    graph.put("name", Names.shown(measure.label()));
    ObjectNode results = graph.putObject("results");
    for (int i = 0; i < ids.size(); i++) {
      OptionalDouble value = LevelScale.value(measure, level.items().get(i));
      if (value.isPresent()) {
        ObjectNode result = results.putObject(ids.get(i));
        put(result, measure, value.getAsDouble());
        result.put("bgColor", Colours.of(value, top));
        result.put("textColor", Colours.isDark(value, top) ? "#ffffff" : "#000000");
      }
    }
    ArrayNode gradient = graph.putArray("gradient");
    for (int i = 0; i < STOPS; i++) {
      double stop = i / (STOPS - 1.0);
      gradient.addObject().put("stop", stop).put("bgColor", Colours.sample(stop));
    }
    return text(root);
  }

  private static void put(ObjectNode result, Measure measure, double value) {
    if (measure.unit() == Measure.Unit.COUNT) {
      result.put("value", Math.round(value));
    } else {
      result.put("value", value);
    }
  }

  /** The layer's name where it is short enough to be shown as it is; unique. */
  private static List<String> ids(Level level) {
    Set<String> taken = new HashSet<>();
    List<String> ids = new ArrayList<>();
    for (Level.Item item : level.items()) {
      Box box = item.box();
      String name = Names.shown(box.name());
      String id = name;
      for (int i = 2; !taken.add(id); i++) {
        id = name + "#" + i;
      }
      ids.add(id);
    }
    return ids;
  }

  private static String label(Box box) {
    return box.kind() == Box.Kind.OPERATION
        ? Caption.operators(box)
        : (box.kind() == Box.Kind.REUSE ? "again: " : "") + Names.shown(box.name());
  }

  private static void attributes(ArrayNode attributes, Level.Item item, List<Measure> measures) {
    Box box = item.box();
    if (!box.layers().isEmpty()) {
      attribute(attributes, "kind", Caption.kind(box.layers().get(0)));
    }
    if (!box.nodes().isEmpty()) {
      attribute(attributes, "operators", Names.shown(String.join(", ", box.operators())));
    }
    Caption.output(box).ifPresent(shape -> attribute(attributes, "output", shape));
    if (box.layers().size() > 1) {
      attribute(
          attributes,
          "layers",
          box.layers().stream()
              .map(layer -> Names.shown(layer.name()))
              .collect(Collectors.joining(", ")));
    }
    for (Measure measure : measures) {
      OptionalDouble value = LevelScale.value(measure, item);
      if (value.isPresent()) {
        attribute(attributes, Names.shown(measure.label()), Numbers.full(measure.unit(), value));
      }
    }
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).put("value", value);
  }

  private static String text(ObjectNode root) {
    try {
      return JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
