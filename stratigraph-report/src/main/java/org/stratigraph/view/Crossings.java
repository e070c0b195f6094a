package org.stratigraph.view;

import java.util.Arrays;

/**
 * Orders each rank so that few wires cross: sweeps down and up put each vertex at the mean position
 * of its neighbours (Sugiyama, Tagawa and Toda 1981), and the best order seen is kept. The same
 * input gives the same order: vertices with equal means keep theirs.
 */
final class Crossings {
  private static final int SWEEPS = 16;

  /** Sweeps without a better order before it is left at that. */
  private static final int PATIENCE = 4;

  private Crossings() {}

  static void reduce(Ranks ranks) {
    int[][] best = snapshot(ranks);
    long fewest = count(ranks);
    int idle = 0;
    for (int sweep = 0; sweep < SWEEPS && fewest > 0 && idle < PATIENCE; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int step = 1; step < ranks.count(); step++) {
        arrange(ranks, down ? step : ranks.count() - 1 - step, down);
      }
      long crossings = count(ranks);
      idle++;
      if (crossings < fewest) {
        fewest = crossings;
        best = snapshot(ranks);
        idle = 0;
      }
    }
    for (int rank = 0; rank < best.length; rank++) {
      ranks.setOrder(rank, best[rank]);
    }
    ranks.sortNeighbours();
  }

  private static int[][] snapshot(Ranks ranks) {
    int[][] orders = new int[ranks.count()][];
    for (int rank = 0; rank < orders.length; rank++) {
      orders[rank] = ranks.order(rank).clone();
    }
    return orders;
  }

  /** Sorts a rank by the mean positions of its neighbours; what has none stays where it is. */
  private static void arrange(Ranks ranks, int rank, boolean down) {
    int[] order = ranks.order(rank);
    Integer[] movable =
        Arrays.stream(order)
            .filter(v -> neighbours(ranks, v, down).length > 0)
            .boxed()
            .toArray(Integer[]::new);
    double[] means = new double[order.length];
    for (int v : movable) {
      means[ranks.position(v)] =
          Arrays.stream(neighbours(ranks, v, down)).mapToLong(ranks::position).average().orElse(0);
    }
    Arrays.sort(
        movable, (a, b) -> Double.compare(means[ranks.position(a)], means[ranks.position(b)]));
    int[] arranged = new int[order.length];
    int next = 0;
    for (int i = 0; i < order.length; i++) {
      boolean fixed = neighbours(ranks, order[i], down).length == 0;
      arranged[i] = fixed ? order[i] : movable[next++];
    }
    ranks.setOrder(rank, arranged);
  }

  private static int[] neighbours(Ranks ranks, int vertex, boolean down) {
    return down ? ranks.above(vertex) : ranks.below(vertex);
  }

  /** How many pairs of wire pieces cross, between all ranks. */
  static long count(Ranks ranks) {
    long crossings = 0;
    for (int rank = 0; rank + 1 < ranks.count(); rank++) {
      crossings += between(ranks, rank);
    }
    return crossings;
  }

  /** Counts inversions with a Fenwick tree (Barth, Jünger and Mutzel 2002). */
  private static long between(Ranks ranks, int rank) {
    int[] tree = new int[ranks.order(rank + 1).length + 1];
    long crossings = 0;
    int seen = 0;
    for (int vertex : ranks.order(rank)) {
      int[] targets = Arrays.stream(ranks.below(vertex)).map(ranks::position).toArray();
      for (int target : targets) {
        int notRight = 0;
        for (int i = target + 1; i > 0; i -= i & -i) {
          notRight += tree[i];
        }
        crossings += seen - notRight;
      }
      for (int target : targets) {
        seen++;
        for (int i = target + 1; i < tree.length; i += i & -i) {
          tree[i]++;
        }
      }
    }
    return crossings;
  }
}
