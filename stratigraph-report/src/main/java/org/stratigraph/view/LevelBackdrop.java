package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.List;
import java.util.stream.Collectors;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** What lies behind the boxes of a level: groups with their names, and the wires between boxes. */
final class LevelBackdrop {
  private static final String WIRE = "#9aa0a6";
  private static final double ARROW = 3.4;

  private final Layout layout;
  private final List<Outlines.Outline> outlines;

  LevelBackdrop(Layout layout, List<Outlines.Outline> outlines) {
    this.layout = layout;
    this.outlines = outlines;
  }

  /** Draws it; names lie over wires. */
  void addTo(Markup svg) {
    outlines.forEach(outline -> add(svg, outline));
    layout.strands().forEach(strand -> add(svg, strand));
    outlines.forEach(outline -> addName(svg, outline));
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
        LevelDrawing.MUTED);
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
}
