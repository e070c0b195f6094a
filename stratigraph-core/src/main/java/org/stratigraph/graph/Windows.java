package org.stratigraph.graph;

import org.stratigraph.tensor.Shape;

/**
 * The windows of convolution and pooling, one element for each spatial axis.
 *
 * @param kernel extents of the kernel
 * @param strides steps of the window
 * @param dilations steps within the window
 * @param padBegin padding in front
 * @param padEnd padding behind
 * @param autoPad NOTSET, VALID, SAME_UPPER or SAME_LOWER; all but NOTSET override the padding
 */
record Windows(
    long[] kernel,
    long[] strides,
    long[] dilations,
    long[] padBegin,
    long[] padEnd,
    String autoPad) {

  /**
   * The windows that a node's attributes describe.
   *
   * @throws UnknownShapeException if an attribute is invalid or does not fit the kernel
   */
  static Windows of(Operands node, long[] kernel) {
    int axes = kernel.length;
    long[] pads = node.perAxis("pads", 2 * axes, 0);
    long[] begin = new long[axes];
    long[] end = new long[axes];
    for (int i = 0; i < axes; i++) {
      begin[i] = atLeast(0, pads[i]);
      end[i] = atLeast(0, pads[axes + i]);
    }
    Windows windows =
        new Windows(
            kernel,
            node.perAxis("strides", axes, 1),
            node.perAxis("dilations", axes, 1),
            begin,
            end,
            node.node().text("auto_pad", "NOTSET"));
    for (int i = 0; i < axes; i++) {
      atLeast(1, kernel[i]);
      atLeast(1, windows.strides[i]);
      atLeast(1, windows.dilations[i]);
    }
    return windows;
  }

  private static long atLeast(long least, long value) {
    UnknownShapeException.unless(value >= least);
    return value;
  }

  /** The extent that one window covers: {@code (kernel - 1) * dilation + 1}. */
  long reach(int axis) {
    return Math.addExact(Math.multiplyExact(kernel[axis] - 1, dilations[axis]), 1);
  }

  /**
   * The number of windows along each spatial axis.
   *
   * <p>ONNX, operators Conv, MaxPool and AveragePool: {@code floor((in + pads - reach) / stride) +
   * 1}; with {@code ceil} rounded up, but windows that would start in the padding behind do not
   * count; {@code ceil(in / stride)} for SAME_UPPER and SAME_LOWER.
   *
   * @param input [N, C, spatial...]
   * @throws UnknownShapeException if no window fits
   */
  long[] count(Shape input, boolean ceil) {
    long[] counts = new long[kernel.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = count(i, input.extent(i + 2), ceil);
    }
    return counts;
  }

  private long count(int axis, long extent, boolean ceil) {
    long stride = strides[axis];
    return switch (autoPad) {
      case "SAME_UPPER", "SAME_LOWER" -> {
        // ONNX Runtime pads dilated windows as if they were not, against the specification.
        UnknownShapeException.unless(!ceil && extent > 0 && dilations[axis] == 1);
        yield (extent - 1) / stride + 1;
      }
      case "VALID" -> {
        UnknownShapeException.unless(!ceil);
        yield slide(Math.subtractExact(extent, reach(axis))) / stride + 1;
      }
      case "NOTSET" -> {
        long padded = Math.addExact(extent, Math.addExact(padBegin[axis], padEnd[axis]));
        long room = slide(Math.subtractExact(padded, reach(axis)));
        long windows = room / stride + 1;
        boolean another = ceil && room % stride > 0;
        boolean inside =
            Math.multiplyExact(windows, stride) < Math.addExact(extent, padBegin[axis]);
        yield another && inside ? windows + 1 : windows;
      }
      default -> throw new UnknownShapeException();
    };
  }

  private static long slide(long room) {
    return atLeast(0, room);
  }
}
