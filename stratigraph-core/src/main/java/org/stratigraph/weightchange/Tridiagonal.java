package org.stratigraph.weightchange;

/**
 * A symmetric tridiagonal matrix.
 *
 * @param diagonal its diagonal
 * @param offDiagonal the entries beside it; the first joins rows 0 and 1
 * @param size rows; the arrays may be longer
 */
record Tridiagonal(double[] diagonal, double[] offDiagonal, int size) {
  /** By bisection with Sturm's count, to the last digit or two. */
  double largestEigenvalue() {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      double left = i > 0 ? Math.abs(offDiagonal[i - 1]) : 0;
      double right = i < size - 1 ? Math.abs(offDiagonal[i]) : 0;
      low = Math.max(low, diagonal[i]);
      high = Math.max(high, diagonal[i] + left + right);
    }
    for (int halving = 0; halving < 100; halving++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (allBelow(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Whether all eigenvalues are below: all pivots of the matrix less the bound are negative. */
  private boolean allBelow(double bound) {
    double pivot = diagonal[0] - bound;
    for (int i = 1; i < size && pivot < 0; i++) {
      pivot = diagonal[i] - bound - offDiagonal[i - 1] * offDiagonal[i - 1] / pivot;
    }
    return pivot < 0;
  }

  /** The last component, without sign, of the normalised eigenvector of the largest eigenvalue. */
  double lastComponent(double eigenvalue) {
    // From the last row upwards; with this direction the components grow and errors do not.
    double below = 0;
    double component = 1;
    double squares = 1;
    for (int i = size - 1; i > 0; i--) {
      double right = i < size - 1 ? offDiagonal[i] * below : 0;
      double above = ((eigenvalue - diagonal[i]) * component - right) / offDiagonal[i - 1];
      below = component;
      component = above;
      squares += above * above;
      if (squares > 1e200) {
        return 0;
      }
    }
    return 1 / Math.sqrt(squares);
  }
}
