package org.stratigraph.pytorch;

import java.util.Arrays;
import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * The windows of a convolution or pooling; the arrays have one element for each spatial axis.
 *
 * @param kernel their extents
 * @param strides from one to the next
 * @param dilations of their elements
 * @param begin padding in front
 * @param end padding behind that the windows reach; what they do not reach is left out
 */
record Window(long[] kernel, long[] strides, long[] dilations, long[] begin, long[] end) {
  /**
   * The windows of a node.
   *
   * @param kernel their extents
   * @throws org.stratigraph.UnusableInputException if an attribute does not fit
   */
  static Window of(Site site, long[] kernel) {
    int axes = kernel.length;
    Shape input = site.shape(0);
    Shape output = site.shape();
    long[] strides = perAxis(site, "strides", axes, 1);
    long[] dilations = perAxis(site, "dilations", axes, 1);
    long[] begin = Arrays.copyOf(perAxis(site, "pads", 2 * axes, 0), axes);
    long[] end = new long[axes];
    String auto = site.node().text("auto_pad", "NOTSET");
    for (int i = 0; i < axes; i++) {
      long reach = (kernel[i] - 1) * dilations[i] + 1;
      long covered = (output.extent(i + 2) - 1) * strides[i] + reach;
      long needed = Math.max(0, covered - input.extent(i + 2));
      begin[i] =
          switch (auto) {
            case "SAME_UPPER" -> needed / 2;
            case "SAME_LOWER" -> needed - needed / 2;
            case "VALID" -> 0;
            default -> begin[i];
          };
      end[i] = Math.max(0, covered - input.extent(i + 2) - begin[i]);
    }
    return new Window(kernel, strides, dilations, begin, end);
  }

  private static long[] perAxis(Site site, String attribute, int count, long otherwise) {
    List<Long> stated = site.node().integers(attribute);
    if (stated.isEmpty()) {
      long[] filled = new long[count];
      Arrays.fill(filled, otherwise);
      return filled;
    }
    if (stated.size() != count || stated.stream().anyMatch(value -> value < 0)) {
      throw site.refusal("its %s %s do not fit the kernel".formatted(attribute, stated));
    }
    return stated.stream().mapToLong(Long::longValue).toArray();
  }

  /** The padding that the node states behind, whether or not windows reach it. */
  long[] statedEnd(Site site) {
    int axes = kernel.length;
    return site.node().text("auto_pad", "NOTSET").equals("NOTSET")
        ? Arrays.copyOfRange(perAxis(site, "pads", 2 * axes, 0), axes, 2 * axes)
        : end;
  }

  /** The padding as PyTorch wants it: begin and end of the last axis first. */
  static long[] reversed(long[] begin, long[] end) {
    long[] pads = new long[2 * begin.length];
    for (int i = 0; i < begin.length; i++) {
      pads[2 * i] = begin[begin.length - 1 - i];
      pads[2 * i + 1] = end[begin.length - 1 - i];
    }
    return pads;
  }

  long[] pads() {
    return reversed(begin, end);
  }
}
