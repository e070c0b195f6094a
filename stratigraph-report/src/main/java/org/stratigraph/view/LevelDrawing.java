package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.graph.Layer;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/**
 * One level of a network as SVG. Colours are attributes, so that a file of its own needs no style
 * sheet; classes let a page restyle it. Each item says in {@code data-} attributes how it looks for
 * each measure, so that a page can switch without knowing any colour scale.
 */
final class LevelDrawing {
  private static final String INK = "#1a1a1a";
  private static final String MUTED = "#5f6368";
  private static final String WIRE = "#9aa0a6";
  private static final double ARROW = 3.4;

  private final Level level;
  private final List<Measure> measures;
  private final List<Caption> captions = new ArrayList<>();
  private final Layout layout;
  private final List<Outlines.Outline> outlines;

  /** The top of the scale of each measure. */
  private final double[] tops;

  LevelDrawing(Level level, List<Measure> measures) {
    this.level = level;
    this.measures = measures;
    double[] headroom = Outlines.headroom(level);
    List<Layout.Size> sizes = new ArrayList<>();
    for (Level.Item item : level.items()) {
      Caption caption = Caption.of(item);
      sizes.add(new Layout.Size(caption.width(), caption.height(), headroom[captions.size()]));
      captions.add(caption);
    }
    this.layout = Layout.of(sizes, level.wires());
    this.outlines = Outlines.of(level, layout);
    this.tops = new double[measures.size()];
    for (int m = 0; m < tops.length; m++) {
      Measure measure = measures.get(m);
      tops[m] =
          measure
              .top()
              .orElse(
                  level.items().stream()
                      .map(item -> value(measure, item))
                      .mapToDouble(value -> value.orElse(0))
                      .max()
                      .orElse(0));
    }
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
    return tops[measure];
  }

  /** What a measure says of an item; empty if nothing. */
  static OptionalDouble value(Measure measure, Level.Item item) {
    List<String> names = item.layers().stream().map(Layer::name).toList();
    if (item.group().isEmpty()
        && measure.combination() == Measure.Combination.MEAN
        && !names.isEmpty()) {
      // The box is named after its first layer; what a norm has says nothing of that.
      OptionalDouble first = measure.value(names.get(0));
      return first.isPresent() ? first : measure.value(names);
    }
    return measure.value(names);
  }

  /**
   * Draws the level.
   *
   * @param shown the measure that colours it, by its place
   * @param rows the row of each layer in the page's table; empty for a picture without a page
   */
  void addTo(Markup svg, int shown, Map<String, Integer> rows) {
    outlines.forEach(outline -> add(svg, outline));
    for (Layout.Strand strand : layout.strands()) {
      add(svg, strand);
    }
    outlines.forEach(outline -> addName(svg, outline));
    Set<String> drawn =
        outlines.stream()
            .map(Outlines.Outline::group)
            .collect(Collectors.toCollection(HashSet::new));
    for (int i = 0; i < level.items().size(); i++) {
      add(svg, i, shown, rows, drawn);
    }
  }

  private static void add(Markup svg, Outlines.Outline outline) {
    svg.verbatim("\n")
        .empty(
            "rect",
            "class",
            "nv-group",
            "x",
            at(outline.left()),
            "y",
            at(outline.top()),
            "width",
            at(outline.right() - outline.left()),
            "height",
            at(outline.bottom() - outline.top()),
            "rx",
            "6",
            "fill",
            "#000000",
            "fill-opacity",
            "0.035",
            "stroke",
            "#d5d7da");
  }

  private void addName(Markup svg, Outlines.Outline outline) {
    double room = outline.right() - outline.left() - 10;
    List<String> around =
        outlines.stream()
            .filter(outer -> outer.depth() < outline.depth() && outer.holds(outline))
            .map(Outlines.Outline::group)
            .toList();
    String name = Caption.withoutGroup(outline.group(), around);
    int most = Math.max(3, (int) (room / 5.2));
    svg.element(
        "text",
        Label.of(name, most),
        "class",
        "nv-group-name",
        "x",
        at(outline.left() + 6),
        "y",
        at(outline.top() + 11.5),
        "font-size",
        "10",
        "fill",
        MUTED);
  }

  private void add(Markup svg, Layout.Strand strand) {
    StringBuilder line = new StringBuilder();
    StringBuilder tips = new StringBuilder();
    for (Layout.Piece piece : strand.pieces()) {
      line.append('M').append(at(piece.fromX())).append(' ').append(at(piece.fromY()));
      if (piece.fromX() == piece.toX()) {
        line.append('V').append(at(piece.toY()));
        continue;
      }
      double middle = (piece.turn() + piece.end()) / 2;
      line.append('V').append(at(piece.turn()));
      line.append('C').append(at(piece.fromX())).append(' ').append(at(middle));
      line.append(' ').append(at(piece.toX())).append(' ').append(at(middle));
      line.append(' ').append(at(piece.toX())).append(' ').append(at(piece.end()));
      line.append('V').append(at(piece.toY()));
    }
    for (int to : strand.to()) {
      Layout.Place place = layout.places().get(to);
      tips.append('M').append(at(place.centre() - ARROW)).append(' ');
      tips.append(at(place.y() - 2 * ARROW)).append('h').append(at(2 * ARROW));
      tips.append('L').append(at(place.centre())).append(' ').append(at(place.y())).append('z');
    }
    svg.verbatim("\n")
        .empty(
            "path",
            "class",
            "nv-wire",
            "data-from",
            Integer.toString(strand.from()),
            "data-to",
            strand.to().stream().map(String::valueOf).collect(Collectors.joining(" ")),
            "d",
            line.toString(),
            "fill",
            "none",
            "stroke",
            WIRE,
            "stroke-width",
            "1.2");
    svg.empty("path", "class", "nv-tip", "d", tips.toString(), "fill", WIRE);
  }

  private void add(Markup svg, int index, int shown, Map<String, Integer> rows, Set<String> drawn) {
    Level.Item item = level.items().get(index);
    Caption caption = captions.get(index);
    boolean valued = Caption.hasValue(item);
    List<String> attributes = new ArrayList<>();
    attributes.addAll(List.of("class", classes(item, shown), "data-item", Integer.toString(index)));
    attributes.addAll(List.of("data-name", Label.full(caption.whole())));
    if (valued) {
      attributes.addAll(List.of("data-fill", each(m -> colour(m, item))));
      attributes.addAll(List.of("data-dark", each(m -> isDark(m, item) ? "1" : "0")));
      attributes.addAll(List.of("data-text", each("|", m -> text(m, item))));
      attributes.addAll(List.of("data-rows", rows(item, rows)));
    }
    svg.verbatim("\n").open("g", attributes.toArray(String[]::new));
    svg.element("title", tooltip(item, caption));
    Layout.Place place = layout.places().get(index);
    if (item.group().isPresent()) {
      box(svg, place, 4, "#ffffff", "nv-behind");
    }
    box(svg, place, 0, valued ? colour(shown, item) : "#f1f3f4", "nv-box");
    String ink = valued && isDark(shown, item) ? "#ffffff" : INK;
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
    text(svg, right, place.y() + 16, Caption.TITLE_SIZE, "end", "nv-value", ink, text(shown, item));
    text(svg, left, place.y() + 30, Caption.BELOW_SIZE, "start", "nv-below", ink, caption.below());
    svg.close();
  }

  private String classes(Level.Item item, int shown) {
    if (!Caption.hasValue(item)) {
      return "nv-node nv-" + (item.box().kind() == Box.Kind.OPERATION ? "operation" : "end");
    }
    String kind = item.group().isPresent() ? " nv-closed" : " nv-layer";
    return "nv-node"
        + kind
        + (isDark(shown, item) ? " nv-dark" : "")
        + (value(measures.get(shown), item).isEmpty() ? " nv-none" : "");
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

  private String each(java.util.function.IntFunction<String> of) {
    return each(" ", of);
  }

  private String each(String separator, java.util.function.IntFunction<String> of) {
    List<String> all = new ArrayList<>();
    for (int m = 0; m < measures.size(); m++) {
      all.add(of.apply(m));
    }
    return String.join(separator, all);
  }

  private String colour(int measure, Level.Item item) {
    return Colours.of(value(measures.get(measure), item), tops[measure]);
  }

  private boolean isDark(int measure, Level.Item item) {
    return Colours.isDark(value(measures.get(measure), item), tops[measure]);
  }

  private String text(int measure, Level.Item item) {
    Measure of = measures.get(measure);
    return Numbers.brief(of.unit(), value(of, item));
  }
}
