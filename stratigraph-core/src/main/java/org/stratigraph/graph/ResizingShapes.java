package org.stratigraph.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Shape rules of resizing. */
final class ResizingShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Resize", ShapeRule.single(ResizingShapes::resize),
          "Upsample", ShapeRule.single(ResizingShapes::upsample));

  private ResizingShapes() {}

  private static Shape upsample(Operands node) {
    Shape input = node.shape(0);
    List<Float> attribute = node.reals("scales");
    return scaled(input, attribute.isEmpty() ? scales(node, 1) : floats(attribute), all(input));
  }

  /** Stated sizes, or the extents times the stated scales, rounded down. */
  private static Shape resize(Operands node) {
    Shape input = node.shape(0);
    UnknownShapeException.unless(
        !node.node().text("coordinate_transformation_mode", "").equals("tf_crop_and_resize"));
    if (node.opset() < 11) {
      return scaled(input, scales(node, 1), all(input));
    }
    long[] axes = node.hasAttribute("axes") ? node.integers("axes") : all(input);
    Operands.axes(axes, input.rank());
    if (!node.has(3) || node.shape(3).elementCount() == 0) {
      return scaled(input, scales(node, 2), axes);
    }
    UnknownShapeException.unless(
        node.node().text("keep_aspect_ratio_policy", "stretch").equals("stretch"));
    long[] sizes = node.integers(3);
    UnknownShapeException.unless(sizes.length == axes.length);
    long[] extents = input.extents();
    for (int i = 0; i < axes.length; i++) {
      extents[Operands.axis(axes[i], extents.length)] = sizes[i];
    }
    return Shape.of(extents);
  }

  private static long[] all(Shape input) {
    return LongStream.range(0, input.rank()).toArray();
  }

  private static float[] scales(Operands node, int input) {
    Tensor scales = node.constant(input);
    UnknownShapeException.unless(scales.type().isFloatingPoint());
    return scales.toFloats();
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private static Shape scaled(Shape input, float[] scales, long[] axes) {
    UnknownShapeException.unless(scales.length == axes.length);
    long[] extents = input.extents();
    for (int i = 0; i < axes.length; i++) {
      int axis = Operands.axis(axes[i], extents.length);
      extents[axis] = scaled(extents[axis], scales[i]);
    }
    return Shape.of(extents);
  }

  /** Engines multiply in single or double precision; where that matters the shape is unknown. */
  private static long scaled(long extent, float scale) {
    double exact = Math.floor((double) extent * scale);
    UnknownShapeException.unless(
        scale > 0 && exact == Math.floor((float) extent * scale) && exact < Long.MAX_VALUE);
    return (long) exact;
  }
}
