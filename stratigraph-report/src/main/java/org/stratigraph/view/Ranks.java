package org.stratigraph.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Items on ranks, each below all that feed it, and bends where wires pass a rank between others.
 * The wires of one item share their bends, so that a value that is used in many places is one line
 * with branches; there are then at most as many bends as items times ranks, and few in a network.
 *
 * <p>Vertices are numbered: first the items, then the bends.
 */
final class Ranks {
  private static final double BEND_WIDTH = 2;
  private static final double GAP = 28;
  private static final double BEND_GAP = 9;

  private final int items;
  private final int[] rankOf;
  private final double[] widths;
  private final int[][] above;
  private final int[][] below;
  private final int[][] orders;
  private final int[] positions;
  private final List<List<Integer>> chains = new ArrayList<>();

  /**
   * Places items on ranks by the longest path to them. An item that nothing feeds stands right
   * above the first that it feeds.
   *
   * @param widths of the items
   * @param wires from smaller to larger indices
   */
  Ranks(double[] widths, List<CondensedGraph.Wire> wires) {
    this.items = widths.length;
    int[] ranks = longestPaths(items, wires);
    List<Integer> all = new ArrayList<>();
    Arrays.stream(ranks).forEach(all::add);
    List<int[]> pieces = new ArrayList<>();
    Map<Long, Integer> bends = new HashMap<>();
    TreeSet<Long> known = new TreeSet<>();
    for (CondensedGraph.Wire wire : wires) {
      List<Integer> chain = new ArrayList<>(List.of(wire.from()));
      for (int rank = ranks[wire.from()] + 1; rank < ranks[wire.to()]; rank++) {
        int next = all.size();
        int bend = bends.computeIfAbsent(pair(wire.from(), rank), none -> next);
        if (bend == next) {
          all.add(rank);
        }
        chain.add(bend);
      }
      chain.add(wire.to());
      for (int i = 1; i < chain.size(); i++) {
        if (known.add(pair(chain.get(i - 1), chain.get(i)))) {
          pieces.add(new int[] {chain.get(i - 1), chain.get(i)});
        }
      }
      chains.add(List.copyOf(chain));
    }
    int count = all.size();
    this.rankOf = all.stream().mapToInt(Integer::intValue).toArray();
    this.widths = Arrays.copyOf(widths, count);
    Arrays.fill(this.widths, items, count, BEND_WIDTH);
    this.above = neighbours(count, pieces, 1, 0);
    this.below = neighbours(count, pieces, 0, 1);
    this.positions = new int[count];
    this.orders = new int[Arrays.stream(rankOf).max().orElse(-1) + 1][];
    List<List<Integer>> rows = new ArrayList<>();
    for (int rank = 0; rank < orders.length; rank++) {
      rows.add(new ArrayList<>());
    }
    for (int v = 0; v < count; v++) {
      rows.get(rankOf[v]).add(v);
    }
    for (int rank = 0; rank < orders.length; rank++) {
      setOrder(rank, rows.get(rank).stream().mapToInt(Integer::intValue).toArray());
    }
  }

  private static long pair(int a, int b) {
    return (long) a << 32 | b;
  }

  private static int[] longestPaths(int items, List<CondensedGraph.Wire> wires) {
    int[] ranks = new int[items];
    int[] nearest = new int[items];
    boolean[] fed = new boolean[items];
    Arrays.fill(nearest, Integer.MAX_VALUE);
    List<CondensedGraph.Wire> byTarget = new ArrayList<>(wires);
    byTarget.sort((a, b) -> Integer.compare(a.to(), b.to()));
    for (CondensedGraph.Wire wire : byTarget) {
      ranks[wire.to()] = Math.max(ranks[wire.to()], ranks[wire.from()] + 1);
      fed[wire.to()] = true;
    }
    for (CondensedGraph.Wire wire : wires) {
      nearest[wire.from()] = Math.min(nearest[wire.from()], ranks[wire.to()]);
    }
    for (int item = 0; item < items; item++) {
      if (!fed[item] && nearest[item] < Integer.MAX_VALUE) {
        ranks[item] = nearest[item] - 1;
      }
    }
    return ranks;
  }

  private static int[][] neighbours(int count, List<int[]> pieces, int of, int other) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int v = 0; v < count; v++) {
      lists.add(new ArrayList<>());
    }
    pieces.forEach(piece -> lists.get(piece[of]).add(piece[other]));
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Puts the vertices of a rank into an order, left to right. */
  void setOrder(int rank, int[] order) {
    orders[rank] = order;
    for (int i = 0; i < order.length; i++) {
      positions[order[i]] = i;
    }
  }

  /** Brings the neighbours of each vertex into the order in which they stand. */
  void sortNeighbours() {
    for (int v = 0; v < vertices(); v++) {
      sortByPosition(above[v]);
      sortByPosition(below[v]);
    }
  }

  private void sortByPosition(int[] vertices) {
    if (vertices.length < 2) {
      return;
    }
    long[] keys = new long[vertices.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = pair(positions[vertices[i]], vertices[i]);
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      vertices[i] = (int) keys[i];
    }
  }

  int count() {
    return orders.length;
  }

  int vertices() {
    return rankOf.length;
  }

  int rank(int vertex) {
    return rankOf[vertex];
  }

  int position(int vertex) {
    return positions[vertex];
  }

  boolean isBend(int vertex) {
    return vertex >= items;
  }

  double width(int vertex) {
    return widths[vertex];
  }

  /** The vertices of a rank, left to right; not to be changed. */
  int[] order(int rank) {
    return orders[rank];
  }

  /** The vertices one rank higher that feed a vertex; not to be changed. */
  int[] above(int vertex) {
    return above[vertex];
  }

  /** The vertices one rank lower that a vertex feeds; not to be changed. */
  int[] below(int vertex) {
    return below[vertex];
  }

  /** For each wire the vertices on its way, ends included. */
  List<List<Integer>> chains() {
    return chains;
  }

  /** The least distance between the centres of two neighbours on a rank. */
  double distance(int left, int right) {
    double gap =
        isBend(left) && isBend(right) ? BEND_GAP : isBend(left) || isBend(right) ? GAP * 0.6 : GAP;
    return (widths[left] + widths[right]) / 2 + gap;
  }
}
