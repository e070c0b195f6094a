package org.stratigraph.weightchange;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Points seen along their first two principal components: directions of the largest variance about
 * their mean. Each direction's sign is such that its component of largest size is positive.
 *
 * @param points two coordinates a point, about 0
 * @param explained each direction's share of the variance, in [0, 1]; 0 if there is none
 */
record PrincipalPlane(double[][] points, double[] explained) {
  private static final int AXES = 2;

  /** The plane of points of two dimensions or more. */
  static PrincipalPlane of(double[][] points) {
    int dimensions = points[0].length;
    double[][] centred = new double[points.length][dimensions];
    for (int d = 0; d < dimensions; d++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[d] / points.length;
      }
      for (int i = 0; i < points.length; i++) {
        centred[i][d] = points[i][d] - mean;
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(centred, false);
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(matrix.transposeMultiply(matrix));
    double total = 0;
    for (double eigenvalue : eigen.getEigenvalues()) {
      total += eigenvalue;
    }
    double[][] seen = new double[points.length][AXES];
    double[] explained = new double[AXES];
    for (int axis = 0; axis < AXES; axis++) {
      double[] direction = turned(eigen.getEigenvector(axis).toArray());
      double[] along = matrix.operate(direction);
      for (int i = 0; i < seen.length; i++) {
        seen[i][axis] = along[i];
      }
      explained[axis] = total > 0 ? Math.max(0, eigen.getEigenvalue(axis) / total) : 0;
    }
    return new PrincipalPlane(seen, explained);
  }

  private static double[] turned(double[] direction) {
    double largest = 0;
    for (double component : direction) {
      largest = Math.abs(component) > Math.abs(largest) ? component : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    double[] turned = new double[direction.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = sign * direction[i];
    }
    return turned;
  }
}
