package org.stratigraph.weightchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;

/**
 * Layers grouped by how their weights move over a training, after WeightScale (Agrawal and others
 * 2021, arXiv 2107.07005): each layer's curve of changes is a point with one coordinate a step, and
 * k-means finds groups of such points. As its notebooks do:
 *
 * <ul>
 *   <li>the first and the last layer are left out;
 *   <li>a change that is not known is replaced by the sum of the known ones divided by the number
 *       of steps;
 *   <li>a change farther than two standard deviations (over the curve, with the number of steps as
 *       divisor) from the curve's mean is replaced by that mean;
 *   <li>k-means starts ten times by k-means++ and takes at most 300 rounds;
 *   <li>k is at the elbow of the sum of squared distances over k = 1 ... 17.
 * </ul>
 *
 * <p>The notebooks read the elbow off a plot. Here it is the k whose point lies farthest below the
 * straight line between the ends of that curve (Satopaa and others 2011, Kneedle, without
 * smoothing).
 *
 * @param form what the curves show
 * @param k the number of groups
 * @param sse sums of squared distances to the groups' centres for k = 1, 2, ...
 * @param members the grouped layers in order
 * @param dropped the layers left out
 * @param explained shares in [0, 1] of the curves' variance along the two axes of the plane
 */
public record CurveClusters(
    CurveForm form,
    int k,
    List<Double> sse,
    List<Member> members,
    List<String> dropped,
    List<Double> explained) {
  private static final int LARGEST_K = 17;
  private static final int FEWEST_LAYERS = 3;

  /**
   * A layer in its group.
   *
   * @param layer its name
   * @param cluster the number of its group, from 1 for the group that changes least on average
   * @param x place along the first principal component of all curves, for plots
   * @param y place along the second
   */
  public record Member(String layer, int cluster, double x, double y) {}

  public CurveClusters {
    sse = List.copyOf(sse);
    members = List.copyOf(members);
    dropped = List.copyOf(dropped);
    explained = List.copyOf(explained);
  }

  /**
   * Groups the layers of a result.
   *
   * @param seed of the starts of k-means; the same seed gives the same groups
   * @throws UnusableInputException if there are fewer than two steps or five layers
   */
  public static CurveClusters of(WeightChangeResult result, CurveForm form, long seed) {
    List<String> layers = result.layers();
    int steps = result.checkpoints().size() - 1;
    if (steps < 2 || layers.size() < FEWEST_LAYERS + 2) {
      throw new UnusableInputException(
          ("Groups need three checkpoints and %d layers at least, of which the first and the last"
                  + " are left out; there are %d checkpoints and %d layers.")
              .formatted(FEWEST_LAYERS + 2, steps + 1, layers.size()));
    }
    List<String> inner = layers.subList(1, layers.size() - 1);
    double[][] curves = new double[inner.size()][];
    for (int i = 0; i < curves.length; i++) {
      curves[i] = cleaned(result.curve(inner.get(i)).stream().mapToDouble(form::of).toArray());
    }
    List<KMeans> grouped = new ArrayList<>();
    for (int k = 1; k <= Math.min(LARGEST_K, curves.length); k++) {
      grouped.add(KMeans.of(curves, k, seed));
    }
    double[] sse = grouped.stream().mapToDouble(KMeans::sse).toArray();
    KMeans chosen = grouped.get(elbow(sse));
    int[] numbers = numbers(chosen);
    PrincipalPlane plane = PrincipalPlane.of(curves);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < curves.length; i++) {
      members.add(
          new Member(
              inner.get(i),
              numbers[chosen.assignment()[i]],
              plane.points()[i][0],
              plane.points()[i][1]));
    }
    return new CurveClusters(
        form,
        chosen.centres().length,
        Arrays.stream(sse).boxed().toList(),
        members,
        List.of(layers.get(0), layers.get(layers.size() - 1)),
        Arrays.stream(plane.explained()).boxed().toList());
  }

  /** A curve without unknown changes and outliers; see above. */
  static double[] cleaned(double[] curve) {
    double known = Arrays.stream(curve).filter(Double::isFinite).sum() / curve.length;
    double[] filled =
        Arrays.stream(curve).map(value -> Double.isFinite(value) ? value : known).toArray();
    double mean = Arrays.stream(filled).average().orElse(0);
    double sd =
        Math.sqrt(Arrays.stream(filled).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    return Arrays.stream(filled).map(v -> Math.abs(v - mean) > 2 * sd ? mean : v).toArray();
  }

  /** The index that lies farthest below the line from the first to the last value. */
  static int elbow(double[] sse) {
    int last = sse.length - 1;
    double height = sse[0] - sse[last];
    int best = 0;
    double farthest = 0;
    for (int i = 1; i < last && height > 0; i++) {
      double line = 1 - (double) i / last;
      double below = line - (sse[i] - sse[last]) / height;
      if (below > farthest) {
        farthest = below;
        best = i;
      }
    }
    return best;
  }

  /** Of the clusters, by the mean of their centres. */
  private static int[] numbers(KMeans groups) {
    double[] means =
        Arrays.stream(groups.centres())
            .mapToDouble(centre -> Arrays.stream(centre).average().orElse(0))
            .toArray();
    int[] order =
        IntStream.range(0, means.length)
            .boxed()
            .sorted((a, b) -> Double.compare(means[a], means[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] numbers = new int[means.length];
    for (int rank = 0; rank < order.length; rank++) {
      numbers[order[rank]] = rank + 1;
    }
    return numbers;
  }
}
