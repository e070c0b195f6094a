package org.stratigraph.data;

/**
 * The weights of one axis of a resize in the fixed point of Pillow (Resample.c, {@code
 * precompute_coeffs} and {@code normalize_coeffs_8bpc}): result pixel i is the sum of {@code
 * weights[i * stride + k]} times input pixel {@code first[i] + k} for k below {@code count[i]},
 * divided by 2^22.
 */
record ResamplingWeights(int[] first, int[] count, int stride, int[] weights) {
  static final int PRECISION_BITS = 22;

  static ResamplingWeights of(int inputSize, int outputSize, Interpolation interpolation) {
    double scale = (double) inputSize / outputSize;
    double filterScale = Math.max(scale, 1);
    double support = interpolation.radius() * filterScale;
    int stride = Math.addExact(Math.multiplyExact((int) Math.ceil(support), 2), 1);
    int[] first = new int[outputSize];
    int[] count = new int[outputSize];
    int[] weights = new int[Math.multiplyExact(outputSize, stride)];
    double[] row = new double[stride];
    double inverse = 1 / filterScale;
    for (int i = 0; i < outputSize; i++) {
      double centre = (i + 0.5) * scale;
      int low = Math.max((int) (centre - support + 0.5), 0);
      int high = Math.min((int) (centre + support + 0.5), inputSize);
      double sum = 0;
      for (int k = 0; k < high - low; k++) {
        row[k] = interpolation.weight((k + low - centre + 0.5) * inverse);
        sum += row[k];
      }
      for (int k = 0; k < high - low; k++) {
        double weight = (sum == 0 ? row[k] : row[k] / sum) * (1 << PRECISION_BITS);
        weights[i * stride + k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
      first[i] = low;
      count[i] = high - low;
    }
    return new ResamplingWeights(first, count, stride, weights);
  }

  /** The input pixel after the last one that result pixels up to {@code end} (exclusive) use. */
  int inputEnd(int end) {
    return first[end - 1] + count[end - 1];
  }
}
