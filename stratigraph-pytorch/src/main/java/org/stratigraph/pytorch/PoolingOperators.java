package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Largest and mean of windows. */
final class PoolingOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "MaxPool", Operator.onFirst(PoolingOperators::maxPool),
          "AveragePool", Operator.onFirst(PoolingOperators::averagePool),
          "GlobalAveragePool", Operator.onFirst(PoolingOperators::globalAverage));

  private PoolingOperators() {}

  private static Window window(Site site) {
    List<Long> kernel = site.node().integers("kernel_shape");
    if (kernel.isEmpty() || kernel.size() != site.shape(0).rank() - 2 || kernel.size() > 3) {
      throw site.refusal("its kernel_shape %s does not fit its input".formatted(kernel));
    }
    Window window = Window.of(site, kernel.stream().mapToLong(Long::longValue).toArray());
    if (Arrays.stream(window.dilations()).anyMatch(d -> d != 1)) {
      throw site.refusal("dilated pooling is not supported");
    }
    return window;
  }

  /** Whether PyTorch's own padding gives the same windows. */
  private static boolean isPlain(Site site, Window window) {
    return site.node().integer("ceil_mode", 0) == 0
        && Arrays.equals(window.begin(), window.statedEnd(site))
        && IntStream.range(0, window.kernel().length)
            .allMatch(i -> window.begin()[i] <= window.kernel()[i] / 2);
  }

  private static Operation maxPool(Site site) {
    if (site.output() > 0) {
      throw site.refusal("its indices are not supported");
    }
    Window window = window(site);
    boolean plain = isPlain(site, window);
    Shape kernel = new Shape(window.kernel());
    Shape strides = new Shape(window.strides());
    Shape pads = new Shape(plain ? window.begin() : new long[window.begin().length]);
    long[] explicit = window.pads();
    return in -> {
      PtNDArray images =
          plain ? in.get(0) : JniUtils.pad(in.get(0), explicit, Double.NEGATIVE_INFINITY);
      return JniUtils.maxPool(images, kernel, strides, pads, false);
    };
  }

  private static Operation averagePool(Site site) {
    Window window = window(site);
    boolean withPads = site.node().integer("count_include_pad", 0) != 0;
    Shape kernel = new Shape(window.kernel());
    Shape strides = new Shape(window.strides());
    // DJL 0.35.1 counts padding whatever it is told.
    boolean unpadded = Arrays.stream(window.begin()).allMatch(pad -> pad == 0);
    if (isPlain(site, window) && (withPads || unpadded)) {
      Shape pads = new Shape(window.begin());
      return in -> JniUtils.avgPool(in.get(0), kernel, strides, pads, false, true);
    }
    Shape none = new Shape(new long[window.begin().length]);
    long[] explicit = window.pads();
    long[][] counted = counted(site, window, withPads);
    Shape ones = new Shape(counted[0]);
    return in -> {
      PtNDArray images = JniUtils.pad(in.get(0), explicit, 0);
      PtNDManager manager = images.getManager();
      PtNDArray mask =
          JniUtils.pad((PtNDArray) manager.ones(ones, DataType.FLOAT32), counted[1], 0);
      // Each window's mean over all its elements, divided by the share of them that counts.
      return JniUtils.div(
          JniUtils.avgPool(images, kernel, strides, none, false, true),
          JniUtils.avgPool(mask, kernel, strides, none, false, true));
    };
  }

  /**
   * Which elements count in a mean: the extents of a box of ones, and the padding that brings it to
   * the size of the padded images.
   */
  private static long[][] counted(Site site, Window window, boolean withPads) {
    int axes = window.kernel().length;
    long[] box = new long[axes + 2];
    Arrays.fill(box, 1);
    long[] begin = window.begin().clone();
    long[] end = window.end().clone();
    long[] stated = window.statedEnd(site);
    for (int i = 0; i < axes; i++) {
      box[i + 2] = site.shape(0).extent(i + 2);
      if (withPads) {
        long inside = Math.min(stated[i], end[i]);
        box[i + 2] += begin[i] + inside;
        begin[i] = 0;
        end[i] -= inside;
      }
    }
    return new long[][] {box, Window.reversed(begin, end)};
  }

  private static Operation globalAverage(Site site) {
    int axes = site.shape(0).rank() - 2;
    if (axes < 1 || axes > 3) {
      throw site.refusal("only one to three spatial axes are supported");
    }
    long[] ones = new long[axes];
    Arrays.fill(ones, 1);
    Shape one = new Shape(ones);
    return in -> JniUtils.adaptiveAvgPool(in.get(0), one);
  }
}
