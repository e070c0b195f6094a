package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Operators that move elements and compute nothing. */
final class MovingOperators {
  static final Map<String, Operator> ALL = all();

  private MovingOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    for (String name : List.of("Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
      all.put(name, Operator.onFirst(MovingOperators::reshape));
    }
    all.put("Transpose", Operator.onFirst(MovingOperators::transpose));
    all.put("Concat", Operator.onAll(MovingOperators::concat));
    all.put("Split", Operator.onFirst(MovingOperators::split));
    all.put("Slice", Operator.onFirst(MovingOperators::slice));
    all.put("Pad", Operator.onFirst(MovingOperators::pad));
    return Map.copyOf(all);
  }

  /** All that keep the order of the elements; where they go is known from the shapes. */
  private static Operation reshape(Site site) {
    long[] shape = site.shape().extents();
    return in -> JniUtils.reshape(in.get(0), shape);
  }

  private static Operation transpose(Site site) {
    int rank = site.shape(0).rank();
    List<Long> stated = site.node().integers("perm");
    long[] order =
        stated.isEmpty()
            ? LongStream.range(0, rank).map(i -> rank - 1 - i).toArray()
            : stated.stream().mapToLong(Long::longValue).toArray();
    return in -> JniUtils.permute(in.get(0), order);
  }

  private static Operation concat(Site site) {
    int axis = site.axis(site.node().integer("axis", 0), site.shape(0).rank());
    int count = site.node().inputs().size();
    return in ->
        JniUtils.cat(IntStream.range(0, count).mapToObj(in::get).toArray(PtNDArray[]::new), axis);
  }

  private static Operation split(Site site) {
    int axis = site.axis(site.node().integer("axis", 0), site.shape(0).rank());
    long extent = site.shape().extent(axis);
    long[] extents =
        site.integers("split", 1)
            .orElseGet(
                () -> {
                  // Equal parts, the last one smaller.
                  long[] equal = new long[site.output() + 1];
                  long whole = site.shape(0).extent(axis);
                  int parts = site.node().outputs().size();
                  Arrays.fill(equal, (whole + parts - 1) / parts);
                  return equal;
                });
    long start = Arrays.stream(extents).limit(site.output()).sum();
    return in -> JniUtils.slice(in.get(0), axis, start, start + extent, 1);
  }

  /** Starts and ends are attributes up to opset 9 and inputs from 10 on. */
  private static Operation slice(Site site) {
    long[] starts = site.integers("starts", 1).orElseThrow(() -> site.refusal("it has no starts"));
    long[] ends = site.integers("ends", 2).orElseThrow(() -> site.refusal("it has no ends"));
    Shape input = site.shape(0);
    int[] axes =
        Arrays.stream(
                site.integers("axes", 3)
                    .orElseGet(() -> LongStream.range(0, starts.length).toArray()))
            .mapToInt(axis -> site.axis(axis, input.rank()))
            .toArray();
    long[] steps =
        site.constant(4)
            .map(Tensor::toLongs)
            .orElseGet(() -> LongStream.generate(() -> 1).limit(starts.length).toArray());
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw site.refusal("its starts, ends, axes and steps differ in number");
    }
    if (Arrays.stream(steps).anyMatch(step -> step < 1)) {
      throw site.refusal("only steps forward are supported");
    }
    return in -> {
      PtNDArray cut = in.get(0);
      for (int i = 0; i < axes.length; i++) {
        // PyTorch counts and clamps as ONNX does.
        cut = JniUtils.slice(cut, axes[i], starts[i], ends[i], steps[i]);
      }
      return cut;
    };
  }

  /** Pads are an attribute up to opset 2 and an input from 11 on. */
  private static Operation pad(Site site) {
    if (!site.node().text("mode", "constant").equals("constant")) {
      throw site.refusal("only padding with a constant is supported");
    }
    if (site.has(3)) {
      throw site.refusal("padding of chosen axes is not supported");
    }
    long[] pads = site.integers("pads", 1).orElseThrow(() -> site.refusal("it has no pads"));
    int rank = site.shape(0).rank();
    if (pads.length != 2 * rank) {
      throw site.refusal("its %d pads do not fit the rank %d".formatted(pads.length, rank));
    }
    long[] reversed =
        Window.reversed(Arrays.copyOf(pads, rank), Arrays.copyOfRange(pads, rank, 2 * rank));
    double value =
        site.constant(2).map(t -> t.get(0)).orElse((double) site.node().real("value", 0));
    return in -> JniUtils.pad(in.get(0), reversed, value);
  }
}
