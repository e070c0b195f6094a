package org.stratigraph.weightchange;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Points in groups, by Lloyd's rounds from the starts of k-means++ (Arthur and Vassilvitskii 2007),
 * where each next centre is the best of a few draws, as scikit-learn has it. The best of ten starts
 * counts. Deterministic by the seed.
 *
 * @param centres the groups' means
 * @param assignment the group of each point
 * @param sse the sum of squared distances of the points to their groups' centres
 */
record KMeans(double[][] centres, int[] assignment, double sse) {
  private static final int STARTS = 10;
  private static final int MOST_ROUNDS = 300;

  /**
   * Groups points.
   *
   * @param k from 1 to the number of points
   */
  static KMeans of(double[][] points, int k, long seed) {
    SplittableRandom random = new SplittableRandom(31 * seed + k);
    KMeans best = rounds(points, start(points, k, random));
    for (int start = 1; start < STARTS; start++) {
      KMeans other = rounds(points, start(points, k, random));
      if (other.sse < best.sse) {
        best = other;
      }
    }
    return best;
  }

  private static double[][] start(double[][] points, int k, SplittableRandom random) {
    int draws = 2 + (int) Math.log(k);
    double[][] centres = new double[k][];
    centres[0] = points[random.nextInt(points.length)];
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    nearest = nearer(points, nearest, centres[0]);
    for (int c = 1; c < k; c++) {
      double[] best = nearest;
      double bestSum = Double.POSITIVE_INFINITY;
      for (int draw = 0; draw < draws; draw++) {
        double[] candidate = points[drawn(nearest, random)];
        double[] distances = nearer(points, nearest, candidate);
        double sum = Arrays.stream(distances).sum();
        if (sum < bestSum) {
          bestSum = sum;
          best = distances;
          centres[c] = candidate;
        }
      }
      nearest = best;
    }
    return centres;
  }

  /** An index with a probability in proportion to its weight; any, where all weights are zero. */
  private static int drawn(double[] weights, SplittableRandom random) {
    double sum = Arrays.stream(weights).sum();
    if (sum == 0) {
      return random.nextInt(weights.length);
    }
    double left = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  private static double[] nearer(double[][] points, double[] nearest, double[] centre) {
    double[] distances = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      distances[i] = Math.min(nearest[i], squaredDistance(points[i], centre));
    }
    return distances;
  }

  private static KMeans rounds(double[][] points, double[][] start) {
    double[][] centres = start;
    int[] assignment = assigned(points, centres);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      centres = means(points, assignment, centres);
      int[] next = assigned(points, centres);
      if (Arrays.equals(next, assignment)) {
        break;
      }
      assignment = next;
    }
    double sse = 0;
    for (int i = 0; i < points.length; i++) {
      sse += squaredDistance(points[i], centres[assignment[i]]);
    }
    return new KMeans(centres, assignment, sse);
  }

  private static int[] assigned(double[][] points, double[][] centres) {
    int[] assignment = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centres.length; c++) {
        double distance = squaredDistance(points[i], centres[c]);
        if (distance < nearest) {
          nearest = distance;
          assignment[i] = c;
        }
      }
    }
    return assignment;
  }

  /** An empty group takes the point that is farthest from its own centre. */
  private static double[][] means(double[][] points, int[] assignment, double[][] old) {
    double[][] sums = new double[old.length][points[0].length];
    int[] counts = new int[old.length];
    for (int i = 0; i < points.length; i++) {
      add(sums[assignment[i]], points[i], 1);
      counts[assignment[i]]++;
    }
    for (int c = 0; c < old.length; c++) {
      if (counts[c] == 0) {
        int far = farthest(points, assignment, old, counts);
        add(sums[assignment[far]], points[far], -1);
        counts[assignment[far]]--;
        assignment[far] = c;
        add(sums[c], points[far], 1);
        counts[c]++;
      }
    }
    for (int c = 0; c < old.length; c++) {
      for (int i = 0; i < sums[c].length; i++) {
        sums[c][i] /= counts[c];
      }
    }
    return sums;
  }

  private static void add(double[] sum, double[] point, int sign) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += sign * point[i];
    }
  }

  private static int farthest(
      double[][] points, int[] assignment, double[][] centres, int[] counts) {
    int far = 0;
    double distance = -1;
    for (int i = 0; i < points.length; i++) {
      double own = squaredDistance(points[i], centres[assignment[i]]);
      if (counts[assignment[i]] > 1 && own > distance) {
        distance = own;
        far = i;
      }
    }
    return far;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
