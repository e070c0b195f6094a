package org.stratigraph.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random arithmetic on the extents of an input, whose result is the shape of a new tensor. */
final class ComputedShapes {
  private static final int STEPS = 8;
  private static final long INT32 = 6;
  private static final long INT64 = 7;
  private static final long FLOAT32 = 1;

  private final OperatorCase model;
  private final Random random;
  private final List<String> vectors = new ArrayList<>();

  private ComputedShapes(OperatorCase model, Random random) {
    this.model = model;
    this.random = random;
  }

  /** All vectors have the same length. */
  static String build(OperatorCase model, Random random) {
    int length = 1 + random.nextInt(4);
    ComputedShapes shapes = new ComputedShapes(model, random);
    String x = model.input(RandomOperator.between(random, length, 1, 9));
    shapes.vectors.add(model.node("Shape", List.of(x), Map.of()));
    shapes.vectors.add(model.longs(RandomOperator.between(random, length, -9, 9)));
    for (int i = 0; i < STEPS; i++) {
      shapes.vectors.add(shapes.step(length));
    }
    String last = shapes.vectors.get(shapes.vectors.size() - 1);
    String positive = model.node("Abs", List.of(last), Map.of());
    String small = model.node("Min", List.of(positive, model.longs(9)), Map.of());
    return model.node("ConstantOfShape", List.of(small), Map.of());
  }

  private String step(int length) {
    String a = any();
    String b = any();
    return switch (random.nextInt(9)) {
      case 0 -> unary("Neg", a);
      case 1 -> {
        String nonzero = model.node("Max", List.of(unary("Abs", b), model.scalar(1)), Map.of());
        yield model.node("Div", List.of(a, nonzero), Map.of());
      }
      case 2 -> reversed(a);
      case 3 -> cutAndJoined(a, b, length);
      case 4 -> shuffled(a, length);
      case 5 -> {
        String compared = List.of("Greater", "Less", "Equal").get(random.nextInt(3));
        String condition = model.node(compared, List.of(a, b), Map.of());
        yield model.node("Where", List.of(condition, b, a), Map.of());
      }
      case 6 -> scaled(a);
      case 7 -> transposed(a, b, length);
      default ->
          model.node(
              List.of("Add", "Sub", "Mul", "Max").get(random.nextInt(4)), List.of(a, b), Map.of());
    };
  }

  private String any() {
    return vectors.get(random.nextInt(vectors.size()));
  }

  private String unary(String operator, String a) {
    return model.node(operator, List.of(a), Map.of());
  }

  private String reversed(String a) {
    return model.node(
        "Slice",
        List.of(a, model.longs(-1), model.longs(-Long.MAX_VALUE), model.longs(0), model.longs(-1)),
        Map.of());
  }

  /** As exporters do: one element by one, put together again. */
  private String cutAndJoined(String a, String b, int length) {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String from = random.nextBoolean() ? a : b;
      String scalar = model.node("Gather", List.of(from, model.scalar(i)), Map.of("axis", 0));
      elements.add(model.node("Unsqueeze", List.of(scalar, model.longs(0)), Map.of()));
    }
    return model.node("Concat", elements, Map.of("axis", 0));
  }

  private String shuffled(String a, int length) {
    String indices = model.longs(RandomOperator.between(random, length, -length, length - 1));
    return model.node("Gather", List.of(a, indices), Map.of());
  }

  private String scaled(String a) {
    String reals = model.node("Cast", List.of(a), Map.of("to", FLOAT32));
    float scale = random.nextFloat() * 3;
    String product = model.node("Mul", List.of(reals, model.floats(scale)), Map.of());
    String whole = unary(random.nextBoolean() ? "Floor" : "Ceil", product);
    String narrow = model.node("Cast", List.of(whole), Map.of("to", INT32));
    return model.node("Cast", List.of(narrow), Map.of("to", INT64));
  }

  /** How PyTorch's exporter reorders paddings. */
  private String transposed(String a, String b, int length) {
    String both = model.node("Concat", List.of(a, b), Map.of("axis", 0));
    String matrix = model.node("Reshape", List.of(both, model.longs(-1, 2)), Map.of());
    String turned = model.node("Transpose", List.of(matrix), Map.of("perm", new long[] {1, 0}));
    String flat = model.node("Reshape", List.of(turned, model.longs(-1)), Map.of());
    return model.node("Slice", List.of(flat, model.longs(0), model.longs(length)), Map.of());
  }
}
