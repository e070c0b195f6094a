package org.stratigraph.graph;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;

/** What a Slice node cuts out, as NumPy's {@code x[start:end:step]}. */
final class Slices {
  private final long[] starts;
  private final long[] steps;
  private final Shape output;

  private Slices(long[] starts, long[] steps, Shape output) {
    this.starts = starts;
    this.steps = steps;
    this.output = output;
  }

  /**
   * The cuts of a node, from attributes (opset 1) or inputs (opset 10).
   *
   * @throws UnknownShapeException if they are unknown or invalid
   */
  static Slices of(Operands node, Shape input) {
    long[] from = node.list("starts", 1).orElseThrow(UnknownShapeException::new);
    long[] to = node.list("ends", 2).orElseThrow(UnknownShapeException::new);
    long[] axes = node.list("axes", 3).orElseGet(() -> LongStream.range(0, from.length).toArray());
    long[] by = node.list("steps", 4).orElseGet(() -> filled(from.length));
    UnknownShapeException.unless(
        to.length == from.length && axes.length == from.length && by.length == from.length);
    Operands.axes(axes, input.rank());
    long[] starts = new long[input.rank()];
    long[] steps = filled(input.rank());
    long[] extents = input.extents();
    for (int i = 0; i < axes.length; i++) {
      int axis = Operands.axis(axes[i], input.rank());
      UnknownShapeException.unless(by[i] != 0 && by[i] != Long.MIN_VALUE);
      long extent = extents[axis];
      boolean forward = by[i] > 0;
      UnknownShapeException.unless(forward || !isOpen(to[i]));
      long start = clamp(from[i], extent, 0, forward ? extent : extent - 1);
      long end = clamp(to[i], extent, forward ? 0 : -1, forward ? extent : extent - 1);
      long room = forward ? end - start : start - end;
      starts[axis] = start;
      steps[axis] = by[i];
      extents[axis] = extent == 0 || room <= 0 ? 0 : (room - 1) / Math.abs(by[i]) + 1;
    }
    return new Slices(starts, steps, Shape.of(extents));
  }

  /** Backwards, some engines take it for the front; NumPy and the specification do not. */
  private static boolean isOpen(long end) {
    return end == Integer.MAX_VALUE || end == Long.MAX_VALUE;
  }

  /** The first index along an axis. */
  long start(int axis) {
    return starts[axis];
  }

  /** The distance from an index to the next along an axis, not 0. */
  long step(int axis) {
    return steps[axis];
  }

  /** The shape of what is cut out. */
  Shape output() {
    return output;
  }

  private static long[] filled(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long clamp(long index, long extent, long low, long high) {
    long fromFront = index < 0 ? index + extent : index;
    return Math.max(low, Math.min(high, fromFront));
  }
}
