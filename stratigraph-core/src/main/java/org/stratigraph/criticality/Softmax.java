package org.stratigraph.criticality;

/**
 * The class probabilities of one image, in double: exp(z) / sum exp(z), computed from the largest
 * logit so that nothing overflows.
 *
 * @param probabilities one a class; they sum to 1
 * @param norm their Euclidean length, in [1/sqrt(K), 1]
 * @param logSum log of the sum of exp(z), so that -ln p(c) = logSum - z(c)
 */
record Softmax(double[] probabilities, double norm, double logSum) {
  /**
   * Of the {@code classes} logits from {@code offset} on.
   *
   * @throws NonFiniteOutputException if a logit is NaN or infinite
   */
  static Softmax of(float[] logits, int offset, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      float logit = logits[offset + c];
      if (!Float.isFinite(logit)) {
        throw new NonFiniteOutputException(offset / classes, logit);
      }
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = StrictMath.exp(logits[offset + c] - largest);
      sum += probabilities[c];
    }
    double squares = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
      squares += probabilities[c] * probabilities[c];
    }
    return new Softmax(probabilities, Math.sqrt(squares), largest + StrictMath.log(sum));
  }
}
