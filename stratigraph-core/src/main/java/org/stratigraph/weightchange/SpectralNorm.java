package org.stratigraph.weightchange;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * The largest singular value of a weight tensor as a matrix: a linear layer's weights as they are,
 * the kernels of a convolution as [out, in * height * width]. That is the norm of the matrix, not
 * of the convolution as an operator on images, which depends on their size.
 *
 * <p>Computed by the Lanczos process on the smaller of {@code A A^T} and {@code A^T A} with full
 * reorthogonalisation (Golub and Van Loan, Matrix Computations, 4th edition, 10.1 and 10.4), from a
 * fixed start, until the residual bounds the relative error of the eigenvalue by 1e-10. It needs a
 * few dozen steps of two matrix-vector products where power iteration, on the dense spectra that
 * weights have, needs thousands.
 */
final class SpectralNorm {
  private static final double TOLERANCE = 1e-10;
  private static final int MOST_STEPS = 300;

  private final double[] matrix;
  private final int rows;
  private final int columns;

  private SpectralNorm(double[] matrix, int rows, int columns) {
    this.matrix = matrix;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The spectral norm of finite weights; 0 if all are zero.
   *
   * @param tensor with at least two dimensions
   * @param outputsLast whether the last axis counts the outputs, rather than the first
   */
  static double of(Tensor tensor, boolean outputsLast) {
    Shape shape = tensor.shape();
    int outputs = (int) shape.extent(outputsLast ? shape.rank() - 1 : 0);
    int rest = (int) (tensor.elementCount() / outputs);
    double[] values = WeightValues.all(tensor);
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return 0;
    }
    // Scaled, so that squares neither overflow nor vanish.
    for (int i = 0; i < values.length; i++) {
      values[i] /= largest;
    }
    int rows = outputsLast ? rest : outputs;
    int columns = outputsLast ? outputs : rest;
    double eigenvalue = new SpectralNorm(values, rows, columns).largestEigenvalue();
    return largest * Math.sqrt(Math.max(0, eigenvalue));
  }

  /** Of the smaller Gram matrix. */
  private double largestEigenvalue() {
    int size = Math.min(rows, columns);
    List<double[]> basis = new ArrayList<>();
    double[] diagonal = new double[Math.min(size, MOST_STEPS)];
    double[] offDiagonal = new double[diagonal.length];
    double[] vector = start(size);
    double ritz = 0;
    for (int step = 0; step < diagonal.length; step++) {
      basis.add(vector);
      double[] next = gram(vector);
      diagonal[step] = dot(next, vector);
      orthogonalise(next, basis);
      double residual = Math.sqrt(dot(next, next));
      offDiagonal[step] = residual;
      Tridiagonal projected = new Tridiagonal(diagonal, offDiagonal, step + 1);
      ritz = projected.largestEigenvalue();
      // The Ritz value is off by no more than the residual times the vector's last component.
      if (residual * projected.lastComponent(ritz) <= TOLERANCE * ritz) {
        return ritz;
      }
      vector = scaled(next, 1 / residual);
    }
    return ritz;
  }

  /** The same for every matrix of a size; a random direction misses no eigenvector. */
  private static double[] start(int size) {
    SplittableRandom random = new SplittableRandom(size);
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      vector[i] = random.nextDouble(-1, 1);
    }
    return scaled(vector, 1 / Math.sqrt(dot(vector, vector)));
  }

  private double[] gram(double[] vector) {
    return rows <= columns ? times(transposedTimes(vector)) : transposedTimes(times(vector));
  }

  private double[] times(double[] vector) {
    double[] product = new double[rows];
    for (int row = 0; row < rows; row++) {
      int offset = row * columns;
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int column = 0;
      for (; column < columns - 3; column += 4) {
        a += matrix[offset + column] * vector[column];
        b += matrix[offset + column + 1] * vector[column + 1];
        c += matrix[offset + column + 2] * vector[column + 2];
        d += matrix[offset + column + 3] * vector[column + 3];
      }
      for (; column < columns; column++) {
        a += matrix[offset + column] * vector[column];
      }
      product[row] = a + b + (c + d);
    }
    return product;
  }

  private double[] transposedTimes(double[] vector) {
    double[] product = new double[columns];
    for (int row = 0; row < rows; row++) {
      int offset = row * columns;
      double factor = vector[row];
      for (int column = 0; column < columns; column++) {
        product[column] += matrix[offset + column] * factor;
      }
    }
    return product;
  }

  /** Twice, since once leaves rounding errors (Kahan and Parlett). */
  private static void orthogonalise(double[] vector, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] direction : basis) {
        double share = dot(vector, direction);
        for (int i = 0; i < vector.length; i++) {
          vector[i] -= share * direction[i];
        }
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = vector[i] * factor;
    }
    return scaled;
  }
}
