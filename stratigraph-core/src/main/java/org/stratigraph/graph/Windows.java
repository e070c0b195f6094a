package org.stratigraph.graph;

import java.util.Arrays;
import org.stratigraph.tensor.Shape;

/** The windows of convolution and pooling; the arrays have one element for each spatial axis. */
final class Windows {
  private final long[] kernel;
  private final long[] strides;
  private final long[] dilations;
  private final long[] padBegin;
  private final long[] padEnd;

  /** NOTSET, VALID, SAME_UPPER or SAME_LOWER; all but NOTSET override the padding. */
  private final String autoPad;

  private Windows(Operands node, long[] kernel) {
    int axes = kernel.length;
    long[] pads = node.perAxis("pads", 2 * axes, 0);
    this.kernel = kernel;
    this.strides = node.perAxis("strides", axes, 1);
    this.dilations = node.perAxis("dilations", axes, 1);
    this.padBegin = Arrays.copyOf(pads, axes);
    this.padEnd = Arrays.copyOfRange(pads, axes, 2 * axes);
    this.autoPad = node.node().text("auto_pad", "NOTSET");
    for (int i = 0; i < axes; i++) {
      atLeast(1, kernel[i]);
      atLeast(1, strides[i]);
      atLeast(1, dilations[i]);
      atLeast(0, padBegin[i]);
      atLeast(0, padEnd[i]);
    }
  }

  /**
   * The windows that a node's attributes describe.
   *
   * @throws UnknownShapeException if an attribute is invalid or does not fit the kernel
   */
  static Windows of(Operands node, long[] kernel) {
    return new Windows(node, kernel);
  }

  String autoPad() {
    return autoPad;
  }

  long stride(int axis) {
    return strides[axis];
  }

  /** The stated padding of an axis, in front and behind together. */
  long pads(int axis) {
    return Math.addExact(padBegin[axis], padEnd[axis]);
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
        yield atLeast(0, Math.subtractExact(extent, reach(axis))) / stride + 1;
      }
      case "NOTSET" -> {
        long padded = Math.addExact(extent, pads(axis));
        long room = atLeast(0, Math.subtractExact(padded, reach(axis)));
        long windows = room / stride + 1;
        UnknownShapeException.unless(!ceil || padEnd[axis] < reach(axis));
        boolean another = ceil && room % stride > 0;
        boolean inside =
            Math.multiplyExact(windows, stride) < Math.addExact(extent, padBegin[axis]);
        yield another && inside ? windows + 1 : windows;
      }
      default -> throw new UnknownShapeException();
    };
  }
}
