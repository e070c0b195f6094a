package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Turns the axes of Keras weights into the order that PyTorch and ONNX use. */
public final class KerasLayout {
  private KerasLayout() {}

  /**
   * The kernel of a convolution.
   *
   * @param kernel height x width x input channels x output channels
   * @return output channels x input channels x height x width
   * @throws IllegalArgumentException if the kernel does not have four axes
   */
  public static Tensor convolution(Tensor kernel) {
    return permute(kernel, 3, 2, 0, 1);
  }

  /**
   * The kernel of a depthwise convolution.
   *
   * @param kernel height x width x input channels x multiplier
   * @return (input channels * multiplier) x 1 x height x width, channel-major, as a grouped
   *     convolution wants it
   * @throws IllegalArgumentException if the kernel does not have four axes
   */
  public static Tensor depthwise(Tensor kernel) {
    Tensor ordered = permute(kernel, 2, 3, 0, 1);
    long[] extents = ordered.shape().extents();
    Shape shape = Shape.of(extents[0] * extents[1], 1, extents[2], extents[3]);
    return Tensor.wrap(ordered.type(), shape, ordered.bytes());
  }

  /**
   * The kernel of a dense layer.
   *
   * @param kernel inputs x outputs
   * @return outputs x inputs
   * @throws IllegalArgumentException if the kernel does not have two axes
   */
  public static Tensor dense(Tensor kernel) {
    return permute(kernel, 1, 0);
  }

  /** Axis i of the result is axis {@code axes[i]} of the tensor. */
  private static Tensor permute(Tensor tensor, int... axes) {
    Shape shape = tensor.shape();
    if (shape.rank() != axes.length) {
      throw new IllegalArgumentException(
          "a kernel of %d axes was expected, not %s".formatted(axes.length, shape));
    }
    int width = tensor.type().bytes();
    long[] extents = new long[axes.length];
    long[] strides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      extents[i] = shape.extent(axes[i]);
      strides[i] = 1;
      for (int axis = axes[i] + 1; axis < axes.length; axis++) {
        strides[i] *= shape.extent(axis);
      }
    }
    ByteBuffer from = tensor.bytes();
    byte[] to = new byte[from.remaining()];
    long[] index = new long[axes.length];
    for (int target = 0; target < to.length; target += width) {
      long source = 0;
      for (int i = 0; i < axes.length; i++) {
        source += index[i] * strides[i];
      }
      from.get((int) source * width, to, target, width);
      for (int i = axes.length - 1; i >= 0 && ++index[i] == extents[i]; i--) {
        index[i] = 0;
      }
    }
    return Tensor.wrap(tensor.type(), Shape.of(extents), ByteBuffer.wrap(to));
  }
}
