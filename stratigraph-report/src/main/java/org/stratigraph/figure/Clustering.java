package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.UnusableInputException;

/**
 * Hierarchical clustering: average linkage (UPGMA, Sokal and Michener 1958) of root mean square
 * differences, over the places where both rows are known. Time and memory grow with the third and
 * second power of the number of rows.
 */
final class Clustering {
  private static final int MOST = 1_500;

  private Clustering() {}

  /**
   * An order in which alike rows stand together: the leaves of the tree from left to right, of two
   * branches the one with the larger mean first. Rows that share no place are as far apart as can
   * be.
   *
   * @param rows of equal length; NaN where nothing is known
   * @return indices of the rows
   * @throws UnusableInputException if there are more than 1,500 rows
   */
  static List<Integer> order(List<double[]> rows) {
    int count = rows.size();
    if (count > MOST) {
      throw new UnusableInputException(
          "--sort cluster takes at most %d networks; there are %d. Choose another order."
              .formatted(MOST, count));
    }
    List<List<Integer>> groups = new ArrayList<>();
    double[][] distance = new double[count][count];
    for (int i = 0; i < count; i++) {
      groups.add(List.of(i));
      for (int j = 0; j < i; j++) {
        distance[i][j] = distance(rows.get(i), rows.get(j));
        distance[j][i] = distance[i][j];
      }
    }
    boolean[] gone = new boolean[count];
    for (int merges = 1; merges < count; merges++) {
      int a = -1;
      int b = -1;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i && !gone[i]; j++) {
          if (!gone[j] && (a < 0 || distance[i][j] < distance[a][b])) {
            a = i;
            b = j;
          }
        }
      }
      double weightA = groups.get(a).size();
      double weightB = groups.get(b).size();
      for (int i = 0; i < count; i++) {
        double mean = (weightA * distance[a][i] + weightB * distance[b][i]) / (weightA + weightB);
        distance[b][i] = mean;
        distance[i][b] = mean;
      }
      boolean aFirst = mean(rows, groups.get(a)) > mean(rows, groups.get(b));
      List<Integer> merged = new ArrayList<>(groups.get(aFirst ? a : b));
      merged.addAll(groups.get(aFirst ? b : a));
      groups.set(b, merged);
      gone[a] = true;
    }
    for (int i = 0; i < count; i++) {
      if (!gone[i]) {
        return groups.get(i);
      }
    }
    return List.of();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    int shared = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        shared++;
      }
    }
    // Larger than any distance of fractions, and still a number that means can be taken of.
    return shared == 0 ? 1e6 : Math.sqrt(sum / shared);
  }

  private static double mean(List<double[]> rows, List<Integer> members) {
    double sum = 0;
    int known = 0;
    for (int member : members) {
      for (double value : rows.get(member)) {
        if (!Double.isNaN(value)) {
          sum += value;
          known++;
        }
      }
    }
    return known == 0 ? 0 : sum / known;
  }
}
