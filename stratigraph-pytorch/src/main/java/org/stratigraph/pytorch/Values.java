package org.stratigraph.pytorch;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** Our tensors as PyTorch's and back, always by copy. */
final class Values {
  /** PyTorch's own allocations begin at such addresses; kernels may round differently elsewhere. */
  private static final int ALIGNMENT = 64;

  private Values() {}

  /** A copy of a tensor of real numbers, as float32. */
  static PtNDArray of(PtNDManager manager, Tensor tensor) {
    return of(manager, FloatBuffer.wrap(tensor.toFloats()), tensor.shape().extents());
  }

  /** A float32 copy of the remaining values of a buffer, whose position stays. */
  static PtNDArray of(PtNDManager manager, FloatBuffer values, long... shape) {
    ByteBuffer bytes = allocate(values.remaining());
    bytes.asFloatBuffer().put(values.duplicate());
    return manager.create(bytes, new Shape(shape), DataType.FLOAT32);
  }

  /**
   * The same images with the channels of a pixel side by side in memory, which convolutions on
   * processors like better; their results then lie likewise. Anything but a batch of images with
   * several channels is given back as it is.
   */
  static PtNDArray channelsLast(PtNDArray images) {
    long[] shape = images.getShape().getShape();
    if (shape.length != 4) {
      return images;
    }
    try (PtNDArray turned = JniUtils.permute(images, new long[] {0, 2, 3, 1});
        PtNDArray copied = JniUtils.reshape(turned, new long[] {images.size()});
        PtNDArray shaped =
            JniUtils.reshape(copied, new long[] {shape[0], shape[2], shape[3], shape[1]})) {
      return JniUtils.permute(shaped, new long[] {0, 3, 1, 2});
    }
  }

  /** A float32 scalar. */
  static PtNDArray scalar(PtNDManager manager, double value) {
    return of(manager, FloatBuffer.wrap(new float[] {(float) value}));
  }

  /**
   * A value times a number.
   *
   * <p>DJL's own operators on numbers give the number's memory back at once, although a gradient
   * that is recorded still reads it. This one's lives as long as the manager.
   */
  static PtNDArray scaled(PtNDManager manager, PtNDArray value, double factor) {
    return JniUtils.mul(value, scalar(manager, factor));
  }

  /** Direct memory for a number of floats, where PyTorch would have put it. */
  private static ByteBuffer allocate(int floats) {
    int bytes = Math.multiplyExact(floats, Float.BYTES);
    // A slice begins and ends at such an address, so up to two of them are lost.
    return ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT))
        .alignedSlice(ALIGNMENT)
        .limit(bytes)
        .slice()
        .order(ByteOrder.nativeOrder());
  }

  /** A float32 value as a tensor of its own. */
  static Tensor toTensor(PtNDArray value, org.stratigraph.tensor.Shape shape) {
    ByteBuffer copy =
        ByteBuffer.allocate(Math.toIntExact(Float.BYTES * shape.elementCount()))
            .order(ByteOrder.LITTLE_ENDIAN);
    read(value, copy.asFloatBuffer());
    return Tensor.wrap(ElementType.FLOAT32, shape, copy);
  }

  /** A float32 value's elements. */
  static float[] toFloats(PtNDArray value) {
    float[] copy = new float[Math.toIntExact(value.size())];
    read(value, FloatBuffer.wrap(copy));
    return copy;
  }

  /** Reads a value where it lies; from a GPU by way of a copy, which goes at once. */
  private static void read(PtNDArray value, FloatBuffer target) {
    if (value.getDevice().isGpu()) {
      try (PtNDArray here = value.toDevice(Device.cpu(), true)) {
        target.put(here.toByteBuffer(true).asFloatBuffer());
      }
    } else {
      target.put(value.toByteBuffer(true).asFloatBuffer());
    }
  }
}
