package org.stratigraph.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;

/** Shape rules of operators that keep all elements and rearrange the axes. */
final class ReshapingShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Reshape", ShapeRule.single(ReshapingShapes::reshape),
          "Flatten", ShapeRule.single(ReshapingShapes::flatten),
          "Transpose", ShapeRule.single(ReshapingShapes::transpose),
          "Squeeze", ShapeRule.single(ReshapingShapes::squeeze),
          "Unsqueeze", ShapeRule.single(ReshapingShapes::unsqueeze),
          "DepthToSpace", ShapeRule.single(ReshapingShapes::depthToSpace),
          "SpaceToDepth", ShapeRule.single(ReshapingShapes::spaceToDepth));

  private ReshapingShapes() {}

  /** 0 stands for the input's extent, unless {@code allowzero}; -1 for what is left over. */
  private static Shape reshape(Operands node) {
    Shape input = node.shape(0);
    long[] target = node.integers(1);
    boolean copies = node.node().integer("allowzero", 0) == 0;
    int open = -1;
    long known = 1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && copies) {
        UnknownShapeException.unless(i < input.rank());
        target[i] = input.extent(i);
      }
      if (target[i] == -1) {
        UnknownShapeException.unless(open < 0);
        open = i;
      } else {
        known = Math.multiplyExact(known, target[i]);
      }
    }
    if (open >= 0) {
      UnknownShapeException.unless(known > 0);
      target[open] = input.elementCount() / known;
    }
    Shape shape = Shape.of(target);
    UnknownShapeException.unless(shape.elementCount() == input.elementCount());
    return shape;
  }

  /** A matrix of the axes before {@code axis} and those from it on. */
  private static Shape flatten(Operands node) {
    Shape input = node.shape(0);
    long axis = node.node().integer("axis", 1);
    int split = axis == input.rank() ? input.rank() : Operands.axis(axis, input.rank());
    long[] extents = input.extents();
    return Shape.of(
        Shape.of(Arrays.copyOf(extents, split)).elementCount(),
        Shape.of(Arrays.copyOfRange(extents, split, extents.length)).elementCount());
  }

  private static Shape transpose(Operands node) {
    Shape input = node.shape(0);
    int[] order = order(node, input.rank());
    return Shape.of(Arrays.stream(order).mapToLong(input::extent).toArray());
  }

  /** The input axis that becomes each output axis; all axes reversed is the default. */
  static int[] order(Operands node, int rank) {
    long[] order = node.integers("perm");
    if (order.length == 0) {
      order = LongStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }
    UnknownShapeException.unless(order.length == rank);
    Operands.axes(order, rank);
    return Arrays.stream(order).mapToInt(axis -> Operands.axis(axis, rank)).toArray();
  }

  /** Without the axes that are named, or without all of extent 1 if none is. */
  private static Shape squeeze(Operands node) {
    Shape input = node.shape(0);
    Optional<long[]> axes = node.list("axes", 1);
    UnknownShapeException.unless(axes.isEmpty() || axes.get().length > 0);
    boolean[] named = Operands.axes(axes.orElse(new long[0]), input.rank());
    LongStream.Builder kept = LongStream.builder();
    for (int i = 0; i < input.rank(); i++) {
      UnknownShapeException.unless(!named[i] || input.extent(i) == 1);
      boolean dropped = axes.isPresent() ? named[i] : input.extent(i) == 1;
      if (!dropped) {
        kept.add(input.extent(i));
      }
    }
    return Shape.of(kept.build().toArray());
  }

  /** With axes of extent 1 inserted; the list names axes of the output. */
  private static Shape unsqueeze(Operands node) {
    Shape input = node.shape(0);
    long[] axes = node.list("axes", 1).orElseThrow(UnknownShapeException::new);
    long[] extents = new long[input.rank() + axes.length];
    boolean[] inserted = Operands.axes(axes, extents.length);
    int next = 0;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = inserted[i] ? 1 : input.extent(next++);
    }
    return Shape.of(extents);
  }

  private static Shape depthToSpace(Operands node) {
    Shape input = node.shape(0);
    long block = block(node, input);
    long area = Math.multiplyExact(block, block);
    UnknownShapeException.unless(input.extent(1) % area == 0);
    return Shape.of(
        input.extent(0),
        input.extent(1) / area,
        Math.multiplyExact(input.extent(2), block),
        Math.multiplyExact(input.extent(3), block));
  }

  private static Shape spaceToDepth(Operands node) {
    Shape input = node.shape(0);
    long block = block(node, input);
    UnknownShapeException.unless(input.extent(2) % block == 0 && input.extent(3) % block == 0);
    return Shape.of(
        input.extent(0),
        Math.multiplyExact(input.extent(1), Math.multiplyExact(block, block)),
        input.extent(2) / block,
        input.extent(3) / block);
  }

  private static long block(Operands node, Shape input) {
    long block = node.node().integer("blocksize", 0);
    UnknownShapeException.unless(input.rank() == 4 && block >= 1);
    return block;
  }
}
