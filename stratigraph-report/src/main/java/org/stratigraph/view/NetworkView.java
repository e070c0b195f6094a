package org.stratigraph.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;
import org.stratigraph.scene.Markup;

/**
 * A network drawn, with what was measured of its layers: as a page, as a section of another page,
 * as a picture, for Graphviz and for Model Explorer. Immutable. The same network and measures give
 * the same characters.
 */
public final class NetworkView {
  /** More boxes at once are no overview; then the next coarser level is shown first. */
  private static final int MOST_AT_FIRST = 90;

  private final String name;
  private final CondensedGraph graph;
  private final Grouping grouping;
  private final List<Measure> measures;
  private final Map<Detail, Level> levels = new LinkedHashMap<>();
  private final List<String> layers;
  private final List<String> notes;

  private NetworkView(String name, Graph network, List<Measure> measures, List<String> notes) {
    this.name = name;
    this.graph = CondensedGraph.of(network);
    this.grouping = Grouping.of(graph);
    this.measures = List.copyOf(measures);
    this.notes = List.copyOf(notes);
    this.layers = Layers.of(network).layers().stream().map(layer -> layer.name()).toList();
    List<Detail> details = List.of(Detail.values());
    int depth = Math.min(grouping.depth(), details.size() - 1);
    for (int closed = 1; closed <= depth; closed++) {
      addLevel(details.get(depth - closed + 1), closed);
    }
    addLevel(Detail.LAYERS, Integer.MAX_VALUE);
  }

  /** A level that closes no group more than the one before says nothing new. */
  private void addLevel(Detail detail, int depth) {
    Level level = Level.of(graph, grouping, depth);
    if (detail == Detail.LAYERS
        || level.items().stream().anyMatch(item -> item.group().isPresent())) {
      levels.put(detail, level);
    }
  }

  /**
   * A view.
   *
   * @param name what the reader should call the network
   * @param measures what its layers are coloured by, the first one at first; never empty, never two
   *     of one id
   * @param notes what the reader must know; whole sentences
   * @throws IllegalArgumentException if there is no measure, or two have one id
   */
  public static NetworkView of(
      String name, Graph network, List<Measure> measures, List<String> notes) {
    Set<String> ids = new HashSet<>();
    for (Measure measure : measures) {
      if (!ids.add(measure.id())) {
        throw new IllegalArgumentException("two measures named " + measure.id());
      }
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("nothing to colour the layers by");
    }
    return new NetworkView(name, network, measures, notes);
  }

  /** The levels of detail that the network has, coarsest first; the last is always there. */
  public List<Detail> details() {
    return List.copyOf(levels.keySet());
  }

  /** The finest level that is still an overview. */
  public Detail overview() {
    List<Detail> details = details();
    for (int i = details.size() - 1; i > 0; i--) {
      if (level(details.get(i)).items().size() <= MOST_AT_FIRST) {
        return details.get(i);
      }
    }
    return details.get(0);
  }

  /** The layers that a measure speaks of and that the network does not have. */
  public List<String> strangers(Measure measure) {
    Set<String> known = new HashSet<>(layers);
    return measure.readings().keySet().stream().filter(layer -> !known.contains(layer)).toList();
  }

  /**
   * Layers that measures speak of and that the network does not have, by the label of the first
   * measure that names them; only measures of which there are any.
   */
  public Map<String, List<String>> strangers() {
    Map<String, List<String>> strangers = new LinkedHashMap<>();
    for (Measure measure : measures) {
      List<String> unknown = strangers(measure);
      if (!unknown.isEmpty() && !strangers.containsValue(unknown)) {
        strangers.put(measure.label(), unknown);
      }
    }
    return strangers;
  }

  /** The layers of the network of which a measure says nothing, in network order. */
  public List<String> without(Measure measure) {
    return layers.stream().filter(layer -> measure.value(layer).isEmpty()).toList();
  }

  /** A self-contained page that needs no network. */
  public String page() {
    return NetworkPage.of(name, this);
  }

  /**
   * The part of a page that shows the network; it needs {@link #style} in its head and {@link
   * #script} at its end, each once for all such sections. Readable without script.
   *
   * @param id begins all ids of the section; letters, digits and hyphens
   */
  public Markup section(String id) {
    return new NetworkSection(this, id).markup();
  }

  /** The style sheet of {@link #section}. */
  public static String style() {
    return Resources.text("view.css");
  }

  /** The script of {@link #section}. */
  public static String script() {
    return Resources.text("view.js");
  }

  /**
   * The network at one level as an SVG file.
   *
   * @param detail one of {@link #details}
   * @param measure what colours it, by its place
   */
  public String svg(Detail detail, int measure) {
    return NetworkPicture.of(this, detail, measure);
  }

  /**
   * The network for Graphviz, its stages and blocks as clusters.
   *
   * @param measure what colours it, by its place
   */
  public String dot(int measure) {
    return GraphvizDot.of(this, measure);
  }

  /** The network as a graph of Model Explorer. */
  public String modelExplorer() {
    return ModelExplorerJson.graph(this);
  }

  /**
   * What was measured as node data of Model Explorer, for the graph of {@link #modelExplorer}.
   *
   * @param measure which, by its place: Model Explorer shows one a file
   */
  public String modelExplorerData(int measure) {
    return ModelExplorerJson.data(this, measure);
  }

  /** What a measure says of all layers together; empty if nothing. */
  OptionalDouble total(Measure measure) {
    return measure.value(layers);
  }

  String name() {
    return name;
  }

  CondensedGraph graph() {
    return graph;
  }

  Grouping grouping() {
    return grouping;
  }

  /** What the layers are coloured by. */
  public List<Measure> measures() {
    return measures;
  }

  List<String> notes() {
    return notes;
  }

  Level level(Detail detail) {
    Level level = levels.get(detail);
    if (level == null) {
      throw new IllegalArgumentException("the network has no level " + detail.label());
    }
    return level;
  }

  /** All layers in the order in which they are drawn. */
  List<Box> layerBoxes() {
    List<Box> boxes = new ArrayList<>();
    graph.boxes().stream().filter(box -> !box.layers().isEmpty()).forEach(boxes::add);
    return boxes;
  }
}
