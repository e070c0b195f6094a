package org.stratigraph.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A layered drawing: every item below all that feed it, no two on the same place, every wire
 * downwards all the way. The same input gives the same drawing. In pixels; y grows downwards.
 *
 * <p>The steps are those of Sugiyama, Tagawa and Toda (1981): ranks by longest path ({@link
 * Ranks}), few crossings ({@link Crossings}), centres ({@link Placement}).
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param places of the items, in their order
 * @param strands the lines: one for each item that feeds others, in their order
 */
record Layout(double width, double height, List<Place> places, List<Strand> strands) {
  /** Space around everything. */
  private static final double MARGIN = 16;

  /** Space between ranks where all wires lead straight down. */
  private static final double GAP = 24;

  /** How much further ranks stand apart for a wire that leads aside, as a share of its way. */
  private static final double SLOPE = 0.07;

  private static final double WIDEST_GAP = 64;

  /**
   * What an item needs.
   *
   * @param width of its box
   * @param height of its box
   * @param headroom extra space above its rank, for the name of a group that begins there
   */
  record Size(double width, double height, double headroom) {}

  /**
   * Where an item lies.
   *
   * @param x of its left edge
   * @param y of its upper edge
   */
  record Place(double x, double y, double width, double height) {
    double centre() {
      return x + width / 2;
    }

    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }
  }

  /**
   * A piece of a wire: straight down to {@code turn}, in a curve to {@code end}, straight down to
   * the next piece or item.
   *
   * @param fromX where it begins, and leads straight down until {@code turn}
   * @param fromY where it begins
   * @param turn y where the curve begins, between two ranks
   * @param toX where it ends
   * @param end y where the curve ends, at the upper edge of the rank below
   * @param toY where it ends, not above {@code end}
   */
  record Piece(double fromX, double fromY, double turn, double toX, double end, double toY) {}

  /**
   * All wires that leave an item, as one line with branches.
   *
   * @param from the item
   * @param pieces each once, from top to bottom
   * @param to the items that it leads to, in their order
   */
  record Strand(int from, List<Piece> pieces, List<Integer> to) {
    Strand {
      pieces = List.copyOf(pieces);
      to = List.copyOf(to);
    }
  }

  Layout {
    places = List.copyOf(places);
    strands = List.copyOf(strands);
  }

  /**
   * Lays out items.
   *
   * @param wires from smaller to larger indices
   */
  static Layout of(List<Size> sizes, List<CondensedGraph.Wire> wires) {
    if (sizes.isEmpty()) {
      return new Layout(2 * MARGIN, 2 * MARGIN, List.of(), List.of());
    }
    Ranks ranks = new Ranks(sizes.stream().mapToDouble(Size::width).toArray(), wires);
    Crossings.reduce(ranks);
    double[] centres = fromMargin(ranks, Placement.of(ranks));
    Rows rows = new Rows(ranks, sizes, centres);
    double width = 0;
    List<Place> places = new ArrayList<>();
    for (int v = 0; v < ranks.vertices(); v++) {
      width = Math.max(width, centres[v] + ranks.width(v) / 2 + MARGIN);
      if (!ranks.isBend(v)) {
        Size size = sizes.get(v);
        double y = rows.top(ranks.rank(v)) + (rows.height(ranks.rank(v)) - size.height()) / 2;
        places.add(new Place(centres[v] - size.width() / 2, y, size.width(), size.height()));
      }
    }
    return new Layout(
        width, rows.bottom() + MARGIN, places, strands(ranks, rows, centres, places, wires));
  }

  private static double[] fromMargin(Ranks ranks, double[] centres) {
    double least = Double.POSITIVE_INFINITY;
    for (int v = 0; v < centres.length; v++) {
      least = Math.min(least, centres[v] - ranks.width(v) / 2);
    }
    double[] moved = new double[centres.length];
    for (int v = 0; v < centres.length; v++) {
      moved[v] = centres[v] - least + MARGIN;
    }
    return moved;
  }

  private static List<Strand> strands(
      Ranks ranks,
      Rows rows,
      double[] centres,
      List<Place> places,
      List<CondensedGraph.Wire> wires) {
    Map<Integer, List<Piece>> pieces = new LinkedHashMap<>();
    Map<Integer, List<Integer>> targets = new LinkedHashMap<>();
    Set<Long> known = new HashSet<>();
    for (int i = 0; i < wires.size(); i++) {
      List<Integer> chain = ranks.chains().get(i);
      int from = wires.get(i).from();
      targets.computeIfAbsent(from, none -> new ArrayList<>()).add(wires.get(i).to());
      for (int k = 1; k < chain.size(); k++) {
        int upper = chain.get(k - 1);
        int lower = chain.get(k);
        if (known.add((long) upper << 32 | lower)) {
          int rank = ranks.rank(upper);
          pieces
              .computeIfAbsent(from, none -> new ArrayList<>())
              .add(
                  new Piece(
                      centres[upper],
                      ranks.isBend(upper) ? rows.top(rank) : places.get(upper).bottom(),
                      rows.top(rank) + rows.height(rank),
                      centres[lower],
                      rows.top(rank + 1),
                      ranks.isBend(lower) ? rows.top(rank + 1) : places.get(lower).y()));
        }
      }
    }
    List<Strand> strands = new ArrayList<>();
    targets.forEach(
        (from, to) -> strands.add(new Strand(from, pieces.getOrDefault(from, List.of()), to)));
    return strands;
  }

  /** The heights of ranks. */
  private static final class Rows {
    private final double[] tops;
    private final double[] heights;

    Rows(Ranks ranks, List<Size> sizes, double[] centres) {
      this.tops = new double[ranks.count()];
      this.heights = new double[ranks.count()];
      double y = MARGIN;
      for (int rank = 0; rank < tops.length; rank++) {
        double headroom = 0;
        double aside = 0;
        for (int v : ranks.order(rank)) {
          if (!ranks.isBend(v)) {
            headroom = Math.max(headroom, sizes.get(v).headroom());
            heights[rank] = Math.max(heights[rank], sizes.get(v).height());
          }
          for (int from : ranks.above(v)) {
            aside = Math.max(aside, Math.abs(centres[from] - centres[v]));
          }
        }
        double gap = rank == 0 ? 0 : Math.min(WIDEST_GAP, GAP + SLOPE * aside);
        tops[rank] = y + gap + headroom;
        y = tops[rank] + heights[rank];
      }
    }

    double top(int rank) {
      return tops[rank];
    }

    double height(int rank) {
      return heights[rank];
    }

    double bottom() {
      int last = tops.length - 1;
      return tops[last] + heights[last];
    }
  }
}
