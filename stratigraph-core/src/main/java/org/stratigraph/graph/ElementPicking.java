package org.stratigraph.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Small tensors put together from elements of others. */
final class ElementPicking {
  static final Map<String, ConstantFolding.Rule> RULES =
      Map.of(
          "Slice", ElementPicking::slice,
          "Transpose", ElementPicking::transpose,
          "Expand", (node, output) -> broadcast(node.constant(0), output),
          "Gather", ElementPicking::gather,
          "Concat", ElementPicking::concat);

  private ElementPicking() {}

  /** The elements at the given row-major positions of a tensor. */
  static Tensor pick(Tensor from, Shape output, int[] positions) {
    int width = from.type().bytes();
    ByteBuffer bytes = ByteBuffer.allocate(positions.length * width).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer source = from.bytes();
    for (int i = 0; i < positions.length; i++) {
      bytes.put(i * width, source, positions[i] * width, width);
    }
    return Tensor.wrap(from.type(), output, bytes);
  }

  /** A tensor repeated along axes of extent 1 and new ones in front. */
  static Tensor broadcast(Tensor from, Shape output) {
    int[] own = strides(from.shape());
    int[] strides = new int[output.rank()];
    int added = output.rank() - own.length;
    for (int axis = 0; axis < own.length; axis++) {
      strides[added + axis] = from.shape().extent(axis) == 1 ? 0 : own[axis];
    }
    return pick(from, output, positions(output, 0, strides));
  }

  private static Tensor slice(Operands node, Shape output) {
    Tensor from = node.constant(0);
    Slices slices = Slices.of(node, from.shape());
    int[] strides = strides(from.shape());
    int first = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      first += Math.toIntExact(slices.start(axis) * strides[axis]);
      // A step beyond the extent is never taken, so its clamping changes nothing.
      long step = Math.max(-from.elementCount(), Math.min(from.elementCount(), slices.step(axis)));
      strides[axis] *= (int) step;
    }
    return pick(from, output, positions(output, first, strides));
  }

  private static Tensor transpose(Operands node, Shape output) {
    Tensor from = node.constant(0);
    int[] order = ReshapingShapes.order(node, output.rank());
    int[] own = strides(from.shape());
    int[] strides = new int[own.length];
    for (int axis = 0; axis < own.length; axis++) {
      strides[axis] = own[order[axis]];
    }
    return pick(from, output, positions(output, 0, strides));
  }

  private static Tensor gather(Operands node, Shape output) {
    Tensor from = node.constant(0);
    Tensor indexTensor = node.constant(1);
    UnknownShapeException.unless(!indexTensor.type().isFloatingPoint());
    long[] indices = indexTensor.toLongs();
    Shape shape = from.shape();
    int axis = Operands.axis(node.node().integer("axis", 0), shape.rank());
    int extent = (int) shape.extent(axis);
    int inner = strides(shape)[axis];
    int[] positions = new int[(int) output.elementCount()];
    for (int i = 0; i < positions.length; i++) {
      int index = Operands.axis(indices[i / inner % indices.length], extent);
      int outer = i / inner / indices.length;
      positions[i] = (outer * extent + index) * inner + i % inner;
    }
    return pick(from, output, positions);
  }

  private static Tensor concat(Operands node, Shape output) {
    int axis = Operands.axis(node.node().integer("axis", 0), output.rank());
    Tensor first = node.constant(0);
    int width = first.type().bytes();
    ByteBuffer bytes = ByteBuffer.allocate((int) output.elementCount() * width);
    int outer = output.elementCount() == 0 ? 0 : 1;
    for (int i = 0; i < axis; i++) {
      outer *= (int) output.extent(i);
    }
    for (int i = 0; i < outer; i++) {
      for (int input = 0; input < node.count(); input++) {
        Tensor part = node.constant(input);
        UnknownShapeException.unless(part.type() == first.type());
        int length = part.bytes().remaining() / outer;
        bytes.put(part.bytes().slice(i * length, length));
      }
    }
    return Tensor.wrap(first.type(), output, bytes.flip());
  }

  private static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int next = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = next;
      next *= (int) shape.extent(axis);
    }
    return strides;
  }

  private static int[] positions(Shape output, int first, int[] strides) {
    int[] positions = new int[(int) output.elementCount()];
    for (int i = 0; i < positions.length; i++) {
      int rest = i;
      int position = first;
      for (int axis = strides.length - 1; axis >= 0; axis--) {
        int extent = (int) output.extent(axis);
        position += rest % extent * strides[axis];
        rest /= extent;
      }
      positions[i] = position;
    }
    return positions;
  }
}
