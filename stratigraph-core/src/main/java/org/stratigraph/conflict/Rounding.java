package org.stratigraph.conflict;

import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/**
 * What is left of an activation after it has changed the network's largest weight in one step of
 * training: {@code W - a * learningRate * (1 / batchSize)}, each operation rounded in turn, from
 * the left. Two activations whose results are equal cause the same step. Immutable.
 *
 * <p>Results are given as codes: {@link #width} integers a component, which are equal if and only
 * if the results are equal as floating-point numbers, except that NaN, which is equal to nothing,
 * has the first integer {@link #nan}. The two zeros are equal.
 */
final class Rounding {
  private final Precision precision;
  private final double amplitude;
  private final double rate;
  private final double share;

  private Rounding(Precision precision, double amplitude, double rate, double share) {
    this.precision = precision;
    this.amplitude = amplitude;
    this.rate = rate;
    this.share = share;
  }

  /**
   * The rounding of a layer.
   *
   * @param amplitude W, from 0
   * @param learningRate above 0
   * @param batchSize from 1
   */
  static Rounding of(Precision precision, double amplitude, double learningRate, int batchSize) {
    return switch (precision) {
      case FLOAT64 -> new Rounding(precision, amplitude, learningRate, 1.0 / batchSize);
      case FLOAT32 ->
          new Rounding(
              precision, (float) amplitude, (float) learningRate, (float) (1.0 / batchSize));
      case FLOAT16 ->
          new Rounding(
              precision,
              Precision.toFloat16((float) amplitude),
              Precision.toFloat16((float) learningRate),
              Precision.toFloat16((float) (1.0 / batchSize)));
    };
  }

  /** Integers of code for each component: 1, or 2 for float64. */
  int width() {
    return precision == Precision.FLOAT64 ? 2 : 1;
  }

  /**
   * The first integer of a component that is NaN. The one above it is the first integer of no
   * component at all.
   */
  int nan() {
    // The upper halves of Double's NaN and Float's NaN.
    return width() == 2 ? 0x7ff80000 : 0x7fc00000;
  }

  /** The codes of the activations of one sample, a fresh array. */
  int[] codes(Tensor activations) {
    return switch (precision) {
      case FLOAT64 -> float64(activations);
      case FLOAT32 -> float32(activations.toFloats());
      case FLOAT16 -> float16(activations.toFloats());
    };
  }

  private int[] float32(float[] values) {
    float w = (float) amplitude;
    float eta = (float) rate;
    float part = (float) share;
    int[] codes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      // Adding 0 turns -0 into 0 and changes nothing else.
      codes[i] = Float.floatToIntBits(w - values[i] * eta * part + 0f);
    }
    return codes;
  }

  private int[] float16(float[] values) {
    int[] codes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      float step = Precision.toFloat16(Precision.toFloat16(values[i]) * (float) rate);
      step = Precision.toFloat16(step * (float) share);
      codes[i] = Float.floatToIntBits(Precision.toFloat16((float) amplitude - step) + 0f);
    }
    return codes;
  }

  private int[] float64(Tensor values) {
    int count = Math.toIntExact(values.elementCount());
    int[] codes = new int[Math.multiplyExact(2, count)];
    boolean narrow = values.type() != ElementType.FLOAT64;
    float[] floats = narrow ? values.toFloats() : new float[0];
    for (int i = 0; i < count; i++) {
      double value = narrow ? floats[i] : values.get(i);
      double result = amplitude - value * rate * share + 0.0;
      long bits = Double.doubleToLongBits(result);
      codes[2 * i] = (int) (bits >>> 32);
      codes[2 * i + 1] = (int) bits;
    }
    return codes;
  }
}
