package org.stratigraph.onnxruntime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A random residual network on the images of {@link RandomNetwork}: blocks of all known forms in a
 * row, with plain convolutions between them.
 *
 * @param graph the network
 * @param blocks how many residual blocks were drawn, nested ones included
 */
record RandomResidualNetwork(Graph graph, int blocks) {
  static RandomResidualNetwork of(long seed) {
    return new Drawing(seed).draw();
  }

  private static final class Drawing {
    private final Random random;
    private final GraphBuilder builder = GraphBuilder.named("random residual");
    private final Map<String, Integer> channels = new HashMap<>();
    private int number;
    private int blocks;

    Drawing(long seed) {
      this.random = new Random(seed);
    }

    RandomResidualNetwork draw() {
      builder.input(Value.of("images", -1, 3, 8, 8));
      channels.put("images", 3);
      String x = relu(conv("images", 4, 3));
      int count = 2 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        x = part(x);
      }
      builder.output(Value.of(head(x), -1, RandomNetwork.CLASSES));
      return new RandomResidualNetwork(builder.build(), blocks);
    }

    private String part(String x) {
      int width = channels.get(x);
      return switch (random.nextInt(8)) {
        case 0 -> relu(add(x, norm(conv(relu(norm(conv(x, width, 3))), width, 3))));
        case 1 -> {
          int wider = width == 4 ? 6 : 4;
          String branch = norm(conv(relu(conv(x, wider, 3)), wider, 3));
          yield relu(add(norm(conv(x, wider, 1)), branch));
        }
        case 2 -> add(conv(relu(norm(x)), width, 3), x);
        case 3 -> relu(add(x, conv(relu(conv(relu(conv(x, 2, 1)), 2, 3)), width, 1)));
        case 4 -> {
          String y = norm(conv(x, width, 3));
          String gate = node("Sigmoid", conv(node("GlobalAveragePool", y), width, 1));
          yield relu(add(node("Mul", y, gate), x));
        }
        case 5 -> {
          String one = add(x, relu(conv(x, width, 3)));
          yield add(one, relu(conv(x, width, 3)));
        }
        case 6 -> {
          String inner = relu(conv(x, width, 3));
          yield add(conv(add(inner, relu(conv(inner, width, 3))), width, 3), x);
        }
        default -> relu(norm(conv(x, random.nextBoolean() ? width : 4, 3)));
      };
    }

    private String add(String left, String right) {
      blocks++;
      return node("Add", left, right);
    }

    private String relu(String x) {
      return node("Relu", x);
    }

    private String node(String operator, String... inputs) {
      String name = operator.toLowerCase(java.util.Locale.ROOT) + number++;
      channels.put(name, channels.get(inputs[0]));
      return builder.node(operator, name, List.of(inputs), Map.of());
    }

    private String conv(String from, int out, int kernel) {
      String name = "conv" + number++;
      double sd = 1 / Math.sqrt(channels.get(from) * kernel * kernel);
      String weight =
          builder.initialiser(
              name + ".weight", tensor(Shape.of(out, channels.get(from), kernel, kernel), sd));
      long pad = kernel / 2;
      channels.put(name, out);
      return builder.node(
          "Conv", name, List.of(from, weight), Map.of("pads", new long[] {pad, pad, pad, pad}));
    }

    private String norm(String from) {
      String name = "bn" + number++;
      int width = channels.get(from);
      List<String> inputs = new ArrayList<>(List.of(from));
      for (String role : List.of("weight", "bias", "running_mean")) {
        inputs.add(builder.initialiser(name + "." + role, tensor(Shape.of(width), 0.5)));
      }
      float[] variances = new float[width];
      for (int i = 0; i < width; i++) {
        variances[i] = 0.5f + random.nextFloat();
      }
      inputs.add(builder.initialiser(name + ".running_var", Tensor.of(Shape.of(width), variances)));
      channels.put(name, width);
      return builder.node("BatchNormalization", name, inputs, Map.of());
    }

    private String head(String from) {
      String flat = node("Flatten", node("GlobalAveragePool", from));
      String weight =
          builder.initialiser(
              "fc.weight", tensor(Shape.of(RandomNetwork.CLASSES, channels.get(from)), 1));
      String bias = builder.initialiser("fc.bias", tensor(Shape.of(RandomNetwork.CLASSES), 1));
      return builder.node("Gemm", "fc", List.of(flat, weight, bias), Map.of("transB", 1L));
    }

    private Tensor tensor(Shape shape, double sd) {
      float[] values = new float[(int) shape.elementCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (sd * random.nextGaussian());
      }
      return Tensor.of(shape, values);
    }
  }
}
