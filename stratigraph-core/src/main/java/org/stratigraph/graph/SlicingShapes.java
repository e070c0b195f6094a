package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;

/** Shape rules of operators that cut tensors and put them together. */
final class SlicingShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Slice", ShapeRule.single(node -> Slices.of(node, node.shape(0)).output()),
          "Split", SlicingShapes::split,
          "Concat", ShapeRule.single(SlicingShapes::concat),
          "Gather", ShapeRule.single(SlicingShapes::gather),
          "GatherElements", ShapeRule.single(node -> node.shape(1)),
          "Pad", ShapeRule.single(SlicingShapes::pad),
          "Tile", ShapeRule.single(SlicingShapes::tile),
          "TopK", SlicingShapes::top);

  private SlicingShapes() {}

  private static Shape with(Shape shape, int axis, long extent) {
    long[] extents = shape.extents();
    extents[axis] = extent;
    return Shape.of(extents);
  }

  /** Parts of stated lengths, or of equal length but for a shorter last one. */
  private static List<Shape> split(Operands node) {
    Shape input = node.shape(0, 1);
    int axis = Operands.axis(node.node().integer("axis", 0), input.rank());
    long extent = input.extent(axis);
    int parts = node.node().outputs().size();
    long[] lengths = node.list("split", 1).orElseGet(() -> equal(node, extent, parts));
    UnknownShapeException.unless(
        lengths.length == parts && LongStream.of(lengths).reduce(0, Math::addExact) == extent);
    List<Shape> shapes = new ArrayList<>();
    for (long length : lengths) {
      shapes.add(with(input, axis, length));
    }
    return shapes;
  }

  private static long[] equal(Operands node, long extent, int parts) {
    boolean uneven = node.hasAttribute("num_outputs");
    UnknownShapeException.unless(
        parts > 0 && (uneven || extent % parts == 0) && extent <= Long.MAX_VALUE - parts);
    UnknownShapeException.unless(!uneven || node.node().integer("num_outputs", 0) == parts);
    long length = (extent + parts - 1) / parts;
    long[] lengths = new long[parts];
    for (int i = 0; i < parts; i++) {
      lengths[i] = Math.min(length, extent - i * length);
    }
    return lengths;
  }

  private static Shape concat(Operands node) {
    Shape first = node.shape(0, 1);
    UnknownShapeException.unless(node.hasAttribute("axis"));
    int axis = Operands.axis(node.node().integer("axis", 0), first.rank());
    long extent = 0;
    for (int i = 0; i < node.count(); i++) {
      Shape next = node.shape(i);
      UnknownShapeException.unless(
          next.rank() == first.rank() && with(next, axis, 0).equals(with(first, axis, 0)));
      extent = Math.addExact(extent, next.extent(axis));
    }
    return with(first, axis, extent);
  }

  /** The indices' shape in place of the axis. */
  private static Shape gather(Operands node) {
    Shape data = node.shape(0, 1);
    Shape indices = node.shape(1);
    int axis = Operands.axis(node.node().integer("axis", 0), data.rank());
    LongStream.Builder extents = LongStream.builder();
    for (int i = 0; i < data.rank(); i++) {
      if (i == axis) {
        LongStream.of(indices.extents()).forEach(extents);
      } else {
        extents.add(data.extent(i));
      }
    }
    return Shape.of(extents.build().toArray());
  }

  /** Padding in front of every axis, then behind; a negative one cuts. */
  private static Shape pad(Operands node) {
    Shape input = node.shape(0);
    long[] pads = node.list("pads", 1).orElseThrow(UnknownShapeException::new);
    int[] axes = named(node, 3, input.rank());
    UnknownShapeException.unless(pads.length == 2 * axes.length);
    long[] extents = input.extents();
    for (int i = 0; i < axes.length; i++) {
      long both = Math.addExact(pads[i], pads[axes.length + i]);
      extents[axes[i]] = Math.addExact(extents[axes[i]], both);
    }
    return Shape.of(extents);
  }

  /** The axes that an optional input names; all of them where it is omitted. */
  private static int[] named(Operands node, int input, int rank) {
    long[] axes =
        Optional.of(node)
            .filter(n -> n.has(input))
            .map(n -> n.integers(input))
            .orElseGet(() -> LongStream.range(0, rank).toArray());
    Operands.axes(axes, rank);
    return LongStream.of(axes).mapToInt(axis -> Operands.axis(axis, rank)).toArray();
  }

  private static Shape tile(Operands node) {
    Shape input = node.shape(0);
    long[] repeats = node.integers(1);
    UnknownShapeException.unless(repeats.length == input.rank());
    for (int i = 0; i < repeats.length; i++) {
      repeats[i] = Math.multiplyExact(repeats[i], input.extent(i));
    }
    return Shape.of(repeats);
  }

  /** The largest values and where they are. */
  private static List<Shape> top(Operands node) {
    Shape input = node.shape(0, 1);
    long[] k = node.list("k", 1).orElseThrow(UnknownShapeException::new);
    int axis = Operands.axis(node.node().integer("axis", -1), input.rank());
    UnknownShapeException.unless(k.length == 1 && k[0] <= input.extent(axis));
    Shape shape = with(input, axis, k[0]);
    return List.of(shape, shape);
  }
}
