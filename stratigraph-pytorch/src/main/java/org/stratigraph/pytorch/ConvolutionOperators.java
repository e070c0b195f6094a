package org.stratigraph.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Convolution of one, two or three spatial axes. */
final class ConvolutionOperators {
  static final Map<String, Operator> ALL =
      Map.of("Conv", Operator.onAll(ConvolutionOperators::conv));

  private ConvolutionOperators() {}

  private static Operation conv(Site site) {
    long[] weight = site.shape(1).extents();
    if (weight.length < 3 || weight.length > 5) {
      throw site.refusal("only one to three spatial axes are supported");
    }
    Window window = Window.of(site, Arrays.copyOfRange(weight, 2, weight.length));
    // PyTorch drops what no window reaches, so padding that is stated but not reached is harmless.
    long[] stated = window.statedEnd(site);
    boolean even = Arrays.equals(window.begin(), stated);
    Shape strides = new Shape(window.strides());
    Shape dilations = new Shape(window.dilations());
    Shape pads = new Shape(even ? window.begin() : new long[window.begin().length]);
    long[] explicit = window.pads();
    int groups = Math.toIntExact(site.node().integer("group", 1));
    boolean hasBias = site.has(2);
    return in -> {
      @Nullable PtNDArray bias = hasBias ? in.get(2) : null;
      PtNDArray images = even ? in.get(0) : JniUtils.pad(in.get(0), explicit, 0);
      return convolve(images, in.get(1), bias, strides, pads, dilations, groups);
    };
  }

  /** DJL takes the absence of a bias as null. */
  @SuppressWarnings("NullAway")
  private static PtNDArray convolve(
      PtNDArray images,
      PtNDArray weight,
      @Nullable PtNDArray bias,
      Shape strides,
      Shape pads,
      Shape dilations,
      int groups) {
    return JniUtils.convolution(images, weight, bias, strides, pads, dilations, groups);
  }
}
