package org.stratigraph.weightchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Expected values: {@code numpy.linalg.svd} of NumPy 1.24 in float64. */
class SpectralNormTest {
  /** Row i, column j: (31 i i + 17 j j + 7 i j) mod 101 - 50, exact in every type. */
  private static float[] pattern(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = (i * i * 31 + j * j * 17 + i * j * 7) % 101 - 50;
      }
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 84.22588675698228",
    "5, 3, 79.55440038650045",
    "3, 5, 84.90832490383582",
    "40, 90, 417.2707895281394",
    "300, 64, 818.4597624609571",
    "512, 512, 2576.833632353683",
  })
  void ofMatrices(int rows, int columns, double expected) {
    Tensor matrix = Tensor.of(Shape.of(rows, columns), pattern(rows, columns));
    assertThat(SpectralNorm.of(matrix, false)).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void ofAConvolutionIsThatOfOutputsByTheRest() {
    Tensor kernel = Tensor.of(Shape.of(4, 3, 2, 2), pattern(4, 12));
    assertThat(SpectralNorm.of(kernel, false)).isCloseTo(136.13137582029353, within(1e-7));
    Tensor keras = Tensor.of(Shape.of(2, 2, 3, 4), pattern(4, 12));
    assertThat(SpectralNorm.of(keras, true)).isCloseTo(139.22325556442007, within(1e-7));
  }

  @Test
  void ofExtremes() {
    assertThat(SpectralNorm.of(Tensor.of(Shape.of(3, 2), new float[6]), false)).isZero();
    assertThat(SpectralNorm.of(Tensor.of(Shape.of(2, 2), 3, 0, 0, 3), false))
        .as("a start that is an eigenvector already")
        .isCloseTo(3, within(1e-12));
    float huge = 0x1p126f;
    assertThat(SpectralNorm.of(Tensor.of(Shape.of(1, 2), 3 * huge / 4, huge), false))
        .as("3-4-5, near the end of float32")
        .isCloseTo(1.25 * huge, within(1e-10 * huge));
  }
}
