package org.stratigraph.architecture;

import java.util.random.RandomGenerator;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** What each value of a tensor is drawn from, independently. */
sealed interface Distribution {
  /** One value. */
  double draw(RandomGenerator random);

  /** A float32 tensor of such values, drawn in row-major order. */
  default Tensor fill(Shape shape, RandomGenerator random) {
    float[] values = new float[Math.toIntExact(shape.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw(random);
    }
    return Tensor.of(shape, values);
  }

  /** Normal with mean 0. */
  record Normal(double standardDeviation) implements Distribution {
    @Override
    public double draw(RandomGenerator random) {
      return standardDeviation * random.nextGaussian();
    }
  }

  /**
   * Normal with mean 0, drawn again until it lies within two standard deviations of itself, which
   * is then less spread out than it was: Keras' truncated normal.
   *
   * @param standardDeviation after the truncation
   */
  record TruncatedNormal(double standardDeviation) implements Distribution {
    /** The standard deviation of a standard normal variate between -2 and 2. */
    private static final double KEPT = 0.8796256610342398;

    @Override
    public double draw(RandomGenerator random) {
      double value = random.nextGaussian();
      while (Math.abs(value) > 2) {
        value = random.nextGaussian();
      }
      return standardDeviation / KEPT * value;
    }
  }

  /** Uniform between plus and minus a bound; its standard deviation is bound / sqrt(3). */
  record Uniform(double bound) implements Distribution {
    @Override
    public double draw(RandomGenerator random) {
      return bound * (2 * random.nextDouble() - 1);
    }
  }

  /** Always the same. */
  record Constant(double value) implements Distribution {
    @Override
    public double draw(RandomGenerator random) {
      return value;
    }
  }
}
