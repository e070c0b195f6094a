package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/**
 * One level of a network as SVG. Colours are attributes, so that a file of its own needs no style
 * sheet; classes let a page restyle it. Each item says in {@code data-} attributes how it looks for
 * each measure, so that a page can switch without knowing any colour scale.
 */
final class LevelDrawing {
  private static final String INK = "#1a1a1a";
  static final String MUTED = "#5f6368";

  private final Level level;
  private final List<LevelScale> scales;
  private final List<Caption> captions = new ArrayList<>();
  private final Layout layout;
  private final List<Outlines.Outline> outlines;

  LevelDrawing(Level level, List<Measure> measures) {
    this.level = level;
    double[] headroom = Outlines.headroom(level);
    List<Layout.Size> sizes = new ArrayList<>();
    for (Level.Item item : level.items()) {
      Caption caption = Caption.of(item);
      sizes.add(new Layout.Size(caption.width(), caption.height(), headroom[captions.size()]));
      captions.add(caption);
    }
    this.layout = Layout.of(sizes, level.wires());
    this.outlines = Outlines.of(level, layout);
    this.scales = measures.stream().map(measure -> LevelScale.of(measure, level)).toList();
  }

  double width() {
    return layout.width();
  }

  double height() {
    return layout.height();
  }

  Layout layout() {
    return layout;
  }

  /** The top of a measure's scale. */
  double top(int measure) {
    return scales.get(measure).top();
  }

  /**
   * Draws the level.
   *
   * @param shown the measure that colours it, by its place
   * @param rows the row of each layer in the page's table; empty for a picture without a page
   */
  void addTo(Markup svg, int shown, Map<String, Integer> rows) {
    new LevelBackdrop(layout, outlines).addTo(svg);
    Set<String> drawn =
        outlines.stream()
            .map(Outlines.Outline::group)
            .collect(Collectors.toCollection(HashSet::new));
    for (int i = 0; i < level.items().size(); i++) {
      add(svg, i, scales.get(shown), rows, drawn);
    }
  }

  private void add(
      Markup svg, int index, LevelScale shown, Map<String, Integer> rows, Set<String> drawn) {
    Level.Item item = level.items().get(index);
    Caption caption = captions.get(index);
    boolean valued = Caption.hasValue(item);
    List<String> attributes = new ArrayList<>();
    attributes.addAll(List.of("class", classes(item, shown), "data-item", Integer.toString(index)));
    attributes.addAll(List.of("data-name", Label.full(caption.whole())));
    if (valued) {
      attributes.addAll(List.of("data-fill", each(" ", scale -> scale.colour(item))));
      attributes.addAll(List.of("data-dark", each(" ", scale -> scale.isDark(item) ? "1" : "0")));
      attributes.addAll(List.of("data-text", each("|", scale -> scale.text(item))));
      attributes.addAll(List.of("data-rows", rows(item, rows)));
    }
    svg.verbatim("\n").open("g", attributes.toArray(String[]::new));
    svg.element("title", tooltip(item, caption));
    Layout.Place place = layout.places().get(index);
    if (item.group().isPresent()) {
      box(svg, place, 4, "#ffffff", "nv-behind");
    }
    box(svg, place, 0, valued ? shown.colour(item) : "#f1f3f4", "nv-box");
    String ink = valued && shown.isDark(item) ? "#ffffff" : INK;
    if (!valued) {
      text(
          svg,
          place.centre(),
          place.y() + 15,
          Caption.BELOW_SIZE,
          "middle",
          "nv-small",
          MUTED,
          caption.title());
      svg.close();
      return;
    }
    boolean grouped =
        item.path().isEmpty() || drawn.contains(item.path().get(item.path().size() - 1));
    double left = place.x() + Caption.PADDING;
    double right = place.right() - Caption.PADDING;
    text(
        svg,
        left,
        place.y() + 16,
        Caption.TITLE_SIZE,
        "start",
        "nv-name",
        ink,
        grouped ? caption.title() : caption.wholeTitle());
    text(svg, right, place.y() + 16, Caption.TITLE_SIZE, "end", "nv-value", ink, shown.text(item));
    text(svg, left, place.y() + 30, Caption.BELOW_SIZE, "start", "nv-below", ink, caption.below());
    svg.close();
  }

  private static String classes(Level.Item item, LevelScale shown) {
    if (!Caption.hasValue(item)) {
      return "nv-node nv-" + (item.box().kind() == Box.Kind.OPERATION ? "operation" : "end");
    }
    String kind = item.group().isPresent() ? " nv-closed" : " nv-layer";
    return "nv-node"
        + kind
        + (shown.isDark(item) ? " nv-dark" : "")
        + (shown.value(item).isEmpty() ? " nv-none" : "");
  }

  private static void box(Markup svg, Layout.Place place, double aside, String fill, String kind) {
    svg.empty(
        "rect",
        "class",
        kind,
        "x",
        at(place.x() + aside),
        "y",
        at(place.y() + aside),
        "width",
        at(place.width()),
        "height",
        at(place.height()),
        "rx",
        place.height() > 30 ? "4" : "11",
        "fill",
        fill,
        "stroke",
        MUTED,
        "stroke-width",
        "0.8");
  }

  private static void text(
      Markup svg,
      double x,
      double y,
      double size,
      String anchor,
      String kind,
      String ink,
      String text) {
    svg.element(
        "text",
        text,
        "class",
        kind,
        "x",
        at(x),
        "y",
        at(y),
        "font-size",
        at(size),
        "text-anchor",
        anchor,
        "fill",
        ink);
  }

  private static String tooltip(Level.Item item, Caption caption) {
    String name = Label.full(caption.whole());
    if (item.group().isPresent()) {
      return name + ": " + Numbers.counted(item.layers().size(), "layer");
    }
    return item.box().nodes().isEmpty() ? name : name + ": " + Caption.operators(item.box());
  }

  private static String rows(Level.Item item, Map<String, Integer> rows) {
    return item.layers().stream()
        .map(layer -> rows.get(layer.name()))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** What is said for each measure. */
  private String each(String separator, Function<LevelScale, String> of) {
    return scales.stream().map(of).collect(Collectors.joining(separator));
  }
}
