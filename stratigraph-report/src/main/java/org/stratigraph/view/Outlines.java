package org.stratigraph.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the open groups of a level lie: a rectangle around all that belongs to a group, if nothing
 * else lies in it.
 */
final class Outlines {
  /** Space above the first item of a group for its name. */
  static final double HEADROOM = 16;

  private static final double SIDE = 7;
  private static final double BELOW = 5;

  /**
   * A group's rectangle.
   *
   * @param depth how many outlines are around it
   */
  record Outline(String group, double left, double top, double right, double bottom, int depth) {
    private Outline with(double x1, double y1, double x2, double y2) {
      return new Outline(
          group,
          Math.min(left, x1),
          Math.min(top, y1),
          Math.max(right, x2),
          Math.max(bottom, y2),
          depth);
    }

    private boolean touches(Layout.Place place) {
      return place.right() > left
          && place.x() < right
          && place.bottom() > top
          && place.y() < bottom;
    }

    private boolean touches(Outline other) {
      return other.right > left && other.left < right && other.bottom > top && other.top < bottom;
    }

    boolean holds(Outline other) {
      return other.left >= left
          && other.right <= right
          && other.top >= top
          && other.bottom <= bottom;
    }
  }

  private Outlines() {}

  /** For each item how much space its groups' names need above it. */
  static double[] headroom(Level level) {
    double[] headroom = new double[level.items().size()];
    for (int i = 0; i < headroom.length; i++) {
      headroom[i] = HEADROOM * level.items().get(i).path().size();
    }
    // An item that something of its group feeds does not begin that group.
    for (CondensedGraph.Wire wire : level.wires()) {
      List<String> from = level.items().get(wire.from()).path();
      List<String> to = level.items().get(wire.to()).path();
      int common = 0;
      while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
        common++;
      }
      headroom[wire.to()] = Math.min(headroom[wire.to()], HEADROOM * (to.size() - common));
    }
    return headroom;
  }

  /** The outlines that can be drawn, outer ones first. */
  static List<Outline> of(Level level, Layout layout) {
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    Map<String, Integer> depths = new HashMap<>();
    for (int i = 0; i < level.items().size(); i++) {
      List<String> path = level.items().get(i).path();
      for (int depth = 0; depth < path.size(); depth++) {
        members.computeIfAbsent(path.get(depth), none -> new ArrayList<>()).add(i);
        depths.put(path.get(depth), depth);
      }
    }
    List<String> innermostFirst = new ArrayList<>(members.keySet());
    innermostFirst.sort(
        (a, b) -> Integer.compare(depths.getOrDefault(b, 0), depths.getOrDefault(a, 0)));
    List<Outline> drawn = new ArrayList<>();
    for (String group : innermostFirst) {
      Set<Integer> inside = new TreeSet<>(members.getOrDefault(group, List.of()));
      Outline outline = around(group, depths.getOrDefault(group, 0), inside, layout, drawn);
      if (isClear(outline, inside, layout, drawn)) {
        drawn.add(outline);
      }
    }
    Collections.reverse(drawn);
    return drawn;
  }

  private static Outline around(
      String group, int depth, Set<Integer> inside, Layout layout, List<Outline> drawn) {
    Outline bounds =
        new Outline(
            group,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            depth);
    for (int item : inside) {
      Layout.Place place = layout.places().get(item);
      bounds = bounds.with(place.x(), place.y(), place.right(), place.bottom());
    }
    // Lines that end in the group belong to it, also where they come from above, as shortcuts do.
    double top = bounds.top();
    for (Layout.Strand strand : layout.strands()) {
      if (inside.containsAll(strand.to())) {
        for (Layout.Piece piece : strand.pieces()) {
          if (piece.end() >= top) {
            bounds = bounds.with(piece.toX(), piece.end(), piece.toX(), piece.toY());
          }
        }
      }
    }
    for (Outline inner : drawn) {
      if (inner.group().startsWith(group) && inner.depth() > depth && inner.touches(bounds)) {
        bounds = bounds.with(inner.left(), inner.top(), inner.right(), inner.bottom());
      }
    }
    return bounds.with(
        bounds.left() - SIDE,
        bounds.top() - HEADROOM,
        bounds.right() + SIDE,
        bounds.bottom() + BELOW);
  }

  private static boolean isClear(
      Outline outline, Set<Integer> inside, Layout layout, List<Outline> drawn) {
    for (int item = 0; item < layout.places().size(); item++) {
      if (!inside.contains(item) && outline.touches(layout.places().get(item))) {
        return false;
      }
    }
    return drawn.stream().allMatch(other -> outline.holds(other) || !outline.touches(other));
  }
}
