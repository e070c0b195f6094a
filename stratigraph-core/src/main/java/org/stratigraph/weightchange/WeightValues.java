package org.stratigraph.weightchange;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** The values of a tensor as doubles, a block at a time. Not thread-safe. */
final class WeightValues {
  /** Values of one block; three blocks of doubles stay in a processor's nearest cache. */
  static final int BLOCK = 1024;

  private final Tensor tensor;
  private final float[] single = new float[BLOCK];
  private int next;

  WeightValues(Tensor tensor) {
    this.tensor = tensor;
  }

  /** Fills the beginning of the block with the next values, and says how many there were. */
  int read(double[] block) {
    int count = (int) Math.min(BLOCK, tensor.elementCount() - next);
    if (tensor.type() == ElementType.FLOAT32) {
      FloatBuffer values = tensor.bytes().asFloatBuffer();
      values.position(next).get(single, 0, count);
      for (int i = 0; i < count; i++) {
        block[i] = single[i];
      }
    } else if (tensor.type() == ElementType.FLOAT64) {
      DoubleBuffer values = tensor.bytes().asDoubleBuffer();
      values.position(next).get(block, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        block[i] = tensor.get(next + i);
      }
    }
    next += count;
    return count;
  }

  /** All values, a fresh array. */
  static double[] all(Tensor tensor) {
    double[] all = new double[Math.toIntExact(tensor.elementCount())];
    double[] block = new double[BLOCK];
    WeightValues values = new WeightValues(tensor);
    for (int i = 0; i < all.length; i += BLOCK) {
      System.arraycopy(block, 0, all, i, values.read(block));
    }
    return all;
  }
}
