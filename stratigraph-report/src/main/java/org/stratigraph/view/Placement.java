package org.stratigraph.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each vertex its centre: the algorithm of Brandes and Köpf, "Fast and Simple Horizontal
 * Coordinate Assignment" (Graph Drawing 2001). Four times, aligned to the upper or lower neighbours
 * and leaning left or right, vertices line up with their median neighbour and are pushed together;
 * the mean of the two middle results is taken. Wires over several ranks become straight. Linear.
 *
 * <p>Pushing together differs from the paper, whose way is known to leave vertices overlapping: it
 * takes longest paths over the aligned columns.
 */
final class Placement {
  private final Ranks ranks;
  private final Set<Long> conflicts = new HashSet<>();

  private Placement(Ranks ranks) {
    this.ranks = ranks;
  }

  /** The centre of each vertex; neighbours on a rank keep the gap that they ask for. */
  static double[] of(Ranks ranks) {
    return new Placement(ranks).place();
  }

  private double[] place() {
    findConflicts();
    double[][] four = new double[4][];
    for (int i = 0; i < 4; i++) {
      four[i] = new Leaning(i < 2, i % 2 == 0).place();
    }
    alignToNarrowest(four);
    double[] centres = new double[ranks.vertices()];
    double[] sorted = new double[4];
    for (int v = 0; v < centres.length; v++) {
      for (int i = 0; i < 4; i++) {
        sorted[i] = four[i][v];
      }
      Arrays.sort(sorted);
      centres[v] = (sorted[1] + sorted[2]) / 2;
    }
    return centres;
  }

  /** A wire that crosses one between two bends gives way to it. */
  private void findConflicts() {
    for (int rank = 0; rank + 1 < ranks.count(); rank++) {
      int[] upper = ranks.order(rank);
      int[] lower = ranks.order(rank + 1);
      int leftmost = 0;
      int done = 0;
      for (int i = 0; i < lower.length; i++) {
        int bend = innerFeeder(lower[i]);
        if (bend < 0 && i < lower.length - 1) {
          continue;
        }
        int rightmost = bend < 0 ? upper.length - 1 : ranks.position(bend);
        for (; done <= i; done++) {
          for (int from : ranks.above(lower[done])) {
            int at = ranks.position(from);
            if (at < leftmost || at > rightmost) {
              conflicts.add(key(from, lower[done]));
            }
          }
        }
        leftmost = rightmost;
      }
    }
  }

  private int innerFeeder(int vertex) {
    if (!ranks.isBend(vertex)) {
      return -1;
    }
    int from = ranks.above(vertex)[0];
    return ranks.isBend(from) ? from : -1;
  }

  private static long key(int upper, int lower) {
    return (long) upper << 32 | lower;
  }

  private void alignToNarrowest(double[][] four) {
    double[] least = new double[4];
    double[] most = new double[4];
    int narrowest = 0;
    for (int i = 0; i < 4; i++) {
      least[i] = Double.POSITIVE_INFINITY;
      most[i] = Double.NEGATIVE_INFINITY;
      for (int v = 0; v < four[i].length; v++) {
        least[i] = Math.min(least[i], four[i][v] - ranks.width(v) / 2);
        most[i] = Math.max(most[i], four[i][v] + ranks.width(v) / 2);
      }
      if (most[i] - least[i] < most[narrowest] - least[narrowest]) {
        narrowest = i;
      }
    }
    for (int i = 0; i < 4; i++) {
      boolean left = i % 2 == 0;
      double shift = left ? least[narrowest] - least[i] : most[narrowest] - most[i];
      for (int v = 0; v < four[i].length; v++) {
        four[i][v] += shift;
      }
    }
  }

  /** One of the four. Leaning right is leaning left in a mirror. */
  private final class Leaning {
    private final boolean down;
    private final boolean left;
    private final int[] root = new int[ranks.vertices()];
    private final int[] next = new int[ranks.vertices()];

    Leaning(boolean down, boolean left) {
      this.down = down;
      this.left = left;
      for (int v = 0; v < root.length; v++) {
        root[v] = v;
        next[v] = v;
      }
    }

    double[] place() {
      align();
      double[] columns = pushTogether();
      double[] centres = new double[root.length];
      for (int v = 0; v < centres.length; v++) {
        centres[v] = left ? columns[root[v]] : -columns[root[v]];
      }
      return centres;
    }

    private int[] order(int rank) {
      int[] order = ranks.order(rank);
      if (left) {
        return order;
      }
      int[] mirrored = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        mirrored[i] = order[order.length - 1 - i];
      }
      return mirrored;
    }

    private void align() {
      for (int step = 1; step < ranks.count(); step++) {
        int rank = down ? step : ranks.count() - 1 - step;
        int taken = -1;
        int length = ranks.order(down ? rank - 1 : rank + 1).length;
        for (int vertex : order(rank)) {
          int[] neighbours = down ? ranks.above(vertex) : ranks.below(vertex);
          int count = neighbours.length;
          for (int m = (count - 1) / 2; m <= count / 2 && count > 0; m++) {
            int neighbour = neighbours[left ? m : count - 1 - m];
            int at = ranks.position(neighbour);
            int seen = left ? at : length - 1 - at;
            boolean free =
                !conflicts.contains(down ? key(neighbour, vertex) : key(vertex, neighbour));
            if (next[vertex] == vertex && free && taken < seen) {
              next[neighbour] = vertex;
              root[vertex] = root[neighbour];
              next[vertex] = root[vertex];
              taken = seen;
            }
          }
        }
      }
    }

    /** As far left as neighbours allow, then as far right as that leaves room for. */
    private double[] pushTogether() {
      int count = root.length;
      List<List<double[]>> after = new ArrayList<>();
      List<List<double[]>> before = new ArrayList<>();
      int[] missing = new int[count];
      for (int v = 0; v < count; v++) {
        after.add(new ArrayList<>());
        before.add(new ArrayList<>());
      }
      for (int rank = 0; rank < ranks.count(); rank++) {
        int[] order = order(rank);
        for (int i = 1; i < order.length; i++) {
          double gap = ranks.distance(order[i - 1], order[i]);
          int from = root[order[i - 1]];
          int to = root[order[i]];
          after.get(from).add(new double[] {to, gap});
          before.get(to).add(new double[] {from, gap});
          missing[to]++;
        }
      }
      int[] sorted = new int[count];
      int end = 0;
      for (int v = 0; v < count; v++) {
        if (root[v] == v && missing[v] == 0) {
          sorted[end++] = v;
        }
      }
      double[] x = new double[count];
      for (int i = 0; i < end; i++) {
        for (double[] from : before.get(sorted[i])) {
          x[sorted[i]] = Math.max(x[sorted[i]], x[(int) from[0]] + from[1]);
        }
        for (double[] to : after.get(sorted[i])) {
          if (--missing[(int) to[0]] == 0) {
            sorted[end++] = (int) to[0];
          }
        }
      }
      for (int i = end - 1; i >= 0; i--) {
        double most = Double.POSITIVE_INFINITY;
        for (double[] to : after.get(sorted[i])) {
          most = Math.min(most, x[(int) to[0]] - to[1]);
        }
        if (Double.isFinite(most)) {
          x[sorted[i]] = Math.max(x[sorted[i]], most);
        }
      }
      return x;
    }
  }
}
