package org.stratigraph.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A network in the language of Graphviz (https://graphviz.org/doc/info/lang.html): boxes with their
 * colours, groups as clusters. Every id and every text is quoted.
 */
final class GraphvizDot {
  private final NetworkView view;
  private final Measure measure;
  private final Level level;
  private final StringBuilder out = new StringBuilder();
  private int clusters;

  /** A group with what is in it, in order: item indices and groups. */
  private static final class Cluster {
    private final String name;
    private final List<Integer> items = new ArrayList<>();
    private final Map<String, Cluster> inner = new LinkedHashMap<>();

    Cluster(String name) {
      this.name = name;
    }
  }

  private GraphvizDot(NetworkView view, int measure) {
    this.view = view;
    this.measure = view.measures().get(measure);
    this.level = view.level(Detail.LAYERS);
  }

  static String of(NetworkView view, int measure) {
    return new GraphvizDot(view, measure).text();
  }

  private String text() {
    double top = LevelScale.of(measure, level).top();
    String title = Names.shown(view.name()) + ": " + Names.shown(measure.label());
    out.append("digraph ").append(quoted(Names.shown(view.name()))).append(" {\n");
    out.append("  graph [label=").append(quoted(title));
    out.append(", labelloc=\"t\", rankdir=\"TB\", fontname=\"Helvetica\", fontsize=\"14\"];\n");
    out.append("  node [shape=\"box\", style=\"filled,rounded\", fontname=\"Helvetica\"");
    out.append(", fontsize=\"10\", color=\"#5f6368\"];\n");
    out.append("  edge [color=\"#9aa0a6\", arrowsize=\"0.6\"];\n");
    Cluster root = new Cluster("");
    for (int i = 0; i < level.items().size(); i++) {
      Cluster at = root;
      for (String group : level.items().get(i).path()) {
        at = at.inner.computeIfAbsent(group, Cluster::new);
      }
      at.items.add(i);
    }
    add(root, top, "  ");
    for (CondensedGraph.Wire wire : level.wires()) {
      out.append("  ").append(id(wire.from())).append(" -> ").append(id(wire.to())).append(";\n");
    }
    return out.append("}\n").toString();
  }

  private void add(Cluster cluster, double top, String indent) {
    for (int item : cluster.items) {
      out.append(indent).append(id(item)).append(" [");
      attributes(level.items().get(item), top);
      out.append("];\n");
    }
    for (Cluster inner : cluster.inner.values()) {
      out.append(indent).append("subgraph ").append(quoted("cluster_" + clusters++));
      out.append(" {\n").append(indent).append("  label=");
      out.append(quoted(Names.shown(inner.name))).append(";\n");
      out.append(indent).append("  color=\"#d5d7da\"; fontcolor=\"#5f6368\"; fontsize=\"10\";\n");
      add(inner, top, indent + "  ");
      out.append(indent).append("}\n");
    }
  }

  private void attributes(Level.Item item, double top) {
    Box box = item.box();
    if (box.kind() != Box.Kind.LAYER) {
      String label =
          box.kind() == Box.Kind.OPERATION
              ? Caption.operators(box)
              : (box.kind() == Box.Kind.REUSE ? "again: " : "") + Names.shown(box.name());
      out.append("label=").append(quoted(label)).append(", fillcolor=\"#f1f3f4\"");
      return;
    }
    OptionalDouble value = LevelScale.value(measure, item);
    List<String> lines = new ArrayList<>();
    lines.add(Names.shown(box.name()));
    lines.add(
        Caption.kind(box.layers().get(0))
            + Caption.output(box).map(shape -> " \u00b7 " + shape).orElse(""));
    lines.add(value.isEmpty() ? "not measured" : Numbers.brief(measure.unit(), value));
    out.append("label=").append(quoted(String.join("\n", lines)));
    out.append(", fillcolor=").append(quoted(Colours.of(value, top)));
    out.append(", fontcolor=").append(Colours.isDark(value, top) ? "\"#ffffff\"" : "\"#1a1a1a\"");
    out.append(", tooltip=").append(quoted(Names.shown(String.join(", ", box.operators()))));
  }

  private static String id(int item) {
    return quoted("n" + item);
  }

  /** A quoted string; Graphviz reads escapes and HTML's character references in it. */
  private static String quoted(String text) {
    return '"'
        + text.replace("&", "&amp;")
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
        + '"';
  }
}
