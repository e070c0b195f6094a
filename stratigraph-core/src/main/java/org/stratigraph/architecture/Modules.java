package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Adds a framework's modules to a graph, under the names they have there, and follows the size of
 * the image through them. Every module is as it is in evaluation mode.
 */
final class Modules {
  /** The epsilon of batch norm in PyTorch. */
  static final float EPSILON = 1e-5f;

  private final GraphBuilder graph;
  private final TensorSource tensors;
  private boolean hasClipBounds;

  Modules(GraphBuilder graph, TensorSource tensors) {
    this.graph = graph;
    this.tensors = tensors;
  }

  private String parameter(String name, long... extents) {
    Shape shape = Shape.of(extents);
    return graph.initialiser(name, tensors.tensor(name, shape));
  }

  private String integers(String name, long... values) {
    return graph.initialiser(name, Tensor.ofLongs(Shape.of(values.length), values));
  }

  Feature convolution(String name, Feature in, Convolution spec) {
    int height = size(name, in.height() + spec.pads().top() + spec.pads().bottom(), spec);
    int width = size(name, in.width() + spec.pads().left() + spec.pads().right(), spec);
    List<String> inputs = new ArrayList<>();
    inputs.add(in.value());
    inputs.add(
        parameter(
            name + ".weight",
            spec.channels(),
            in.channels() / spec.groups(),
            spec.kernel(),
            spec.kernel()));
    if (spec.bias()) {
      inputs.add(parameter(name + ".bias", spec.channels()));
    }
    Convolution.Pads pads = spec.pads();
    graph.node(
        "Conv",
        name,
        inputs,
        Map.of(
            "kernel_shape", new long[] {spec.kernel(), spec.kernel()},
            "strides", new long[] {spec.stride(), spec.stride()},
            "pads", new long[] {pads.top(), pads.left(), pads.bottom(), pads.right()},
            "group", (long) spec.groups()));
    return new Feature(name, spec.channels(), height, width);
  }

  private static int size(String name, int padded, Convolution spec) {
    return (available(name, padded, spec.kernel()) / spec.stride()) + 1;
  }

  /** How far a window can move, or a refusal if it does not fit at all. */
  private static int available(String name, int padded, int kernel) {
    if (padded < kernel) {
      throw new UnusableInputException(
          "The images are too small for this architecture: at '%s' only %d pixels are left for a window of %d. Use larger images (the architecture's own size is the default)."
              .formatted(name, padded, kernel));
    }
    return padded - kernel;
  }

  Feature batchNorm(String name, Feature in) {
    return batchNorm(name, in, EPSILON);
  }

  Feature batchNorm(String name, Feature in, float epsilon) {
    return batchNorm(name, in, Map.of("epsilon", epsilon));
  }

  /** With the epsilon of Keras, and its momentum, which only training looks at. */
  Feature kerasBatchNorm(String name, Feature in) {
    return batchNorm(name, in, Map.of("epsilon", 1e-3f, "momentum", 0.99f));
  }

  private Feature batchNorm(String name, Feature in, Map<String, Object> attributes) {
    long channels = in.channels();
    graph.node(
        "BatchNormalization",
        name,
        List.of(
            in.value(),
            parameter(name + ".weight", channels),
            parameter(name + ".bias", channels),
            parameter(name + ".running_mean", channels),
            parameter(name + ".running_var", channels)),
        attributes);
    return in.as(name);
  }

  Feature relu(String name, Feature in) {
    graph.node("Relu", name, List.of(in.value()), Map.of());
    return in.as(name);
  }

  /** Drops values at random in training, and does nothing in evaluation. */
  Feature dropout(String name, Feature in, float ratio) {
    String stored = graph.initialiser(name + ".ratio", Tensor.of(Shape.of(), ratio));
    graph.node("Dropout", name, List.of(in.value(), stored), Map.of());
    return in.as(name);
  }

  /** The smaller of relu and 6. */
  Feature relu6(String name, Feature in) {
    if (!hasClipBounds) {
      graph.initialiser("relu6.min", Tensor.of(Shape.of(), 0f));
      graph.initialiser("relu6.max", Tensor.of(Shape.of(), 6f));
      hasClipBounds = true;
    }
    graph.node("Clip", name, List.of(in.value(), "relu6.min", "relu6.max"), Map.of());
    return in.as(name);
  }

  Feature add(String name, Feature left, Feature right) {
    graph.node("Add", name, List.of(left.value(), right.value()), Map.of());
    return left.as(name);
  }

  /** Joins the channels of values of one size. */
  Feature concatenate(String name, List<Feature> parts) {
    graph.node("Concat", name, parts.stream().map(Feature::value).toList(), Map.of("axis", 1L));
    int channels = parts.stream().mapToInt(Feature::channels).sum();
    return new Feature(name, channels, parts.get(0).height(), parts.get(0).width());
  }

  /** Largest of each window; {@code ceil} keeps a last window that is only partly inside. */
  Feature maxPool(String name, Feature in, int kernel, int stride, int pad, boolean ceil) {
    graph.node(
        "MaxPool",
        name,
        List.of(in.value()),
        Map.of(
            "kernel_shape", new long[] {kernel, kernel},
            "strides", new long[] {stride, stride},
            "pads", new long[] {pad, pad, pad, pad},
            "ceil_mode", ceil ? 1L : 0L));
    return new Feature(
        name,
        in.channels(),
        pooled(name, in.height(), kernel, stride, pad, ceil),
        pooled(name, in.width(), kernel, stride, pad, ceil));
  }

  /** Largest of each 3x3 window at every second pixel, padded as TensorFlow's "same". */
  Feature samePool(String name, Feature in) {
    int down = Convolution.missing(in.height(), 3, 2);
    int across = Convolution.missing(in.width(), 3, 2);
    graph.node(
        "MaxPool",
        name,
        List.of(in.value()),
        Map.of(
            "kernel_shape", new long[] {3, 3},
            "strides", new long[] {2, 2},
            "pads", new long[] {down / 2, across / 2, down - down / 2, across - across / 2}));
    return new Feature(name, in.channels(), (in.height() + 1) / 2, (in.width() + 1) / 2);
  }

  private static int pooled(String name, int size, int kernel, int stride, int pad, boolean ceil) {
    int available = available(name, size + 2 * pad, kernel);
    int windows = (available + (ceil ? stride - 1 : 0)) / stride + 1;
    // As in PyTorch, the last window must start inside the image or its leading pad.
    return (windows - 1) * stride >= size + pad ? windows - 1 : windows;
  }

  /** Mean of each window; windows do not overlap. */
  Feature averagePool(String name, Feature in, int height, int width) {
    graph.node(
        "AveragePool",
        name,
        List.of(in.value()),
        Map.of("kernel_shape", new long[] {height, width}, "strides", new long[] {height, width}));
    available(name, in.height(), height);
    available(name, in.width(), width);
    return new Feature(name, in.channels(), in.height() / height, in.width() / width);
  }

  /**
   * PyTorch's adaptive average pool to a square, where it is the identity or has equal windows.
   *
   * @throws UnusableInputException if its windows would have to differ or overlap
   */
  Feature adaptiveAveragePool(String name, Feature in, int size) {
    if (in.height() == size && in.width() == size) {
      return in;
    }
    if (in.height() % size != 0 || in.width() % size != 0) {
      throw new UnusableInputException(
          "The image size does not fit this architecture: at '%s' %dx%d pixels are left, which must be a multiple of %d. Use the architecture's own image size."
              .formatted(name, in.height(), in.width(), size));
    }
    return averagePool(name, in, in.height() / size, in.width() / size);
  }

  /** Mean over the whole image. */
  Feature globalAveragePool(String name, Feature in) {
    graph.node("GlobalAveragePool", name, List.of(in.value()), Map.of());
    return new Feature(name, in.channels(), 1, 1);
  }

  Feature flatten(String name, Feature in) {
    graph.node("Flatten", name, List.of(in.value()), Map.of("axis", 1L));
    return new Feature(
        name, Math.multiplyExact(in.channels(), Math.multiplyExact(in.height(), in.width())), 1, 1);
  }

  /** Fully connected, with bias; the weight is [out, in] as in PyTorch. */
  Feature linear(String name, Feature in, int out) {
    graph.node(
        "Gemm",
        name,
        List.of(
            in.value(),
            parameter(name + ".weight", out, in.channels()),
            parameter(name + ".bias", out)),
        Map.of("transB", 1L));
    return new Feature(name, out, 1, 1);
  }

  /** Every second row and column. */
  Feature everySecond(String name, Feature in) {
    graph.node(
        "Slice",
        name,
        List.of(
            in.value(),
            integers(name + ".starts", 0, 0),
            integers(name + ".ends", in.height(), in.width()),
            integers(name + ".axes", 2, 3),
            integers(name + ".steps", 2, 2)),
        Map.of());
    return new Feature(name, in.channels(), (in.height() + 1) / 2, (in.width() + 1) / 2);
  }

  /** Channels of zeros before and after. */
  Feature padChannels(String name, Feature in, int each) {
    graph.node(
        "Pad",
        name,
        List.of(in.value(), integers(name + ".pads", 0, each, 0, 0, 0, each, 0, 0)),
        Map.of());
    return new Feature(name, in.channels() + 2 * each, in.height(), in.width());
  }

  /** The same value under another name. */
  Feature identity(String name, Feature in) {
    graph.node("Identity", name, List.of(in.value()), Map.of());
    return in.as(name);
  }
}
