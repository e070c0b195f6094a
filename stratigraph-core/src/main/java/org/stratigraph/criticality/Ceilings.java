package org.stratigraph.criticality;

import java.util.List;

/**
 * The untouched network over all chunks, with its collapse ceilings: the criticality that a reset
 * would have that leaves nothing of the image in the output.
 *
 * <p>Uniform: mean over images of 1 - cos(p, u) with u = (1/K, ..., 1/K); 1 - 1/sqrt(K) for a
 * network that is always certain. Mean: mean over images of 1 - cos(p, m) with m the mean of p over
 * the images.
 */
final class Ceilings {
  private Ceilings() {}

  /** Over no chunks, every figure is NaN. */
  static CriticalityResult.Original original(List<Untouched> chunks) {
    if (chunks.isEmpty()) {
      return new CriticalityResult.Original(
          Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    int classes = chunks.get(0).probabilities().length;
    Agreement agreement = Agreement.none();
    double[] probabilities = new double[classes];
    double[] directions = new double[classes];
    double uniform = 0;
    for (Untouched chunk : chunks) {
      agreement = agreement.merge(chunk.agreement());
      uniform += chunk.uniformCosine();
      for (int c = 0; c < classes; c++) {
        probabilities[c] += chunk.probabilities()[c];
        directions[c] += chunk.directions()[c];
      }
    }
    double dot = 0;
    double squares = 0;
    for (int c = 0; c < classes; c++) {
      dot += directions[c] * probabilities[c];
      squares += probabilities[c] * probabilities[c];
    }
    int images = agreement.images();
    return new CriticalityResult.Original(
        agreement.top1Accuracy(),
        agreement.top5Accuracy(),
        agreement.meanLoss(),
        Math.max(0, 1 - uniform / images),
        Math.max(0, 1 - dot / Math.sqrt(squares) / images));
  }
}
