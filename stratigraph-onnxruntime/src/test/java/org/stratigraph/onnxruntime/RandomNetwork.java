package org.stratigraph.onnxruntime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;
import org.stratigraph.sweep.Target;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A random network of convolutions (some grouped), batch norms, residual adds and concatenations on
 * 8x8 images, with one or two heads; the second head hangs on the way and is not an output.
 */
final class RandomNetwork {
  static final Shape IMAGE = Shape.of(3, 8, 8);
  static final int CLASSES = 7;

  private final Random random;
  private final GraphBuilder builder = GraphBuilder.named("random");
  private final Map<String, Integer> channels = new HashMap<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> layers = new ArrayList<>();

  private RandomNetwork(long seed) {
    this.random = new Random(seed);
  }

  static Graph of(long seed) {
    return new RandomNetwork(seed).build();
  }

  /** One target for each node that holds trained tensors. */
  static List<Target> targets(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.operator().equals("Conv") || node.operator().equals("Gemm"))
        .map(node -> new Target(node.name(), java.util.Set.of(node)))
        .toList();
  }

  /** Resets of all of them, one after another. */
  static SweepPlan plan(Evaluator evaluator, Graph graph, SweepOptions options) {
    return SweepPlan.of(evaluator, graph, targets(graph), IMAGE, options);
  }

  /** New values for the tensors of a target; the norm behind it is another layer. */
  static Map<String, Tensor> reset(Graph graph, String layer, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> tensors = new HashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, old) -> {
              if (name.startsWith(layer + ".") && !name.startsWith(layer + ".bn")) {
                tensors.put(name, tensor(random, old.shape(), 0.5));
              }
            });
    return tensors;
  }

  /** The target's own node. */
  static Node node(Graph graph, String name) {
    return graph.producer(name).orElseThrow();
  }

  private Graph build() {
    builder.input(Value.of("images", -1, 3, 8, 8));
    channels.put("images", 3);
    values.add(conv("images"));
    int count = 4 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String from = values.get(random.nextInt(values.size()));
      switch (random.nextInt(4)) {
        case 0 -> values.add(add(from));
        case 1 -> values.add(concat(from));
        default -> values.add(conv(from));
      }
    }
    if (random.nextBoolean()) {
      head("auxiliary", values.get(random.nextInt(values.size())));
    }
    String logits = head("fc", values.get(values.size() - 1));
    builder.output(Value.of(logits, -1, CLASSES));
    return builder.build();
  }

  private String conv(String from) {
    int in = channels.get(from);
    int groups = in % 2 == 0 && random.nextBoolean() ? 2 : 1;
    int out = 2 * (1 + random.nextInt(4));
    String name = "conv" + layers.size();
    layers.add(name);
    String weight =
        builder.initialiser(
            name + ".weight", tensor(random, Shape.of(out, in / groups, 3, 3), 0.3));
    String result =
        builder.node(
            "Conv",
            name,
            List.of(from, weight),
            Map.of("pads", new long[] {1, 1, 1, 1}, "group", (long) groups));
    channels.put(result, out);
    if (random.nextBoolean()) {
      result = norm(result, out);
    }
    String relu = builder.node("Relu", result + ".relu", List.of(result), Map.of());
    channels.put(relu, out);
    return relu;
  }

  private String norm(String from, int width) {
    List<String> inputs = new ArrayList<>(List.of(from));
    for (String role : List.of("weight", "bias", "running_mean")) {
      inputs.add(builder.initialiser(from + ".bn." + role, tensor(random, Shape.of(width), 0.5)));
    }
    float[] variances = new float[width];
    for (int i = 0; i < width; i++) {
      variances[i] = 0.5f + random.nextFloat();
    }
    inputs.add(
        builder.initialiser(from + ".bn.running_var", Tensor.of(Shape.of(width), variances)));
    return builder.node("BatchNormalization", from + ".bn", inputs, Map.of());
  }

  private String add(String from) {
    List<String> partners =
        values.stream().filter(v -> channels.get(v).equals(channels.get(from))).toList();
    String partner = partners.get(random.nextInt(partners.size()));
    return merge("Add", from, partner, channels.get(from), Map.of());
  }

  private String concat(String from) {
    String partner = values.get(random.nextInt(values.size()));
    int width = channels.get(from) + channels.get(partner);
    return merge("Concat", from, partner, width, Map.of("axis", 1L));
  }

  private String merge(
      String operator, String a, String b, int width, Map<String, Object> attributes) {
    String name = operator.toLowerCase(java.util.Locale.ROOT) + values.size();
    builder.node(operator, name, List.of(a, b), attributes);
    channels.put(name, width);
    return name;
  }

  private String head(String name, String from) {
    String pooled = builder.node("GlobalAveragePool", name + ".pool", List.of(from), Map.of());
    String flat = builder.node("Flatten", name + ".flatten", List.of(pooled), Map.of("axis", 1L));
    String weight =
        builder.initialiser(
            name + ".weight", tensor(random, Shape.of(CLASSES, channels.get(from)), 1));
    String bias = builder.initialiser(name + ".bias", tensor(random, Shape.of(CLASSES), 1));
    layers.add(name);
    return builder.node("Gemm", name, List.of(flat, weight, bias), Map.of("transB", 1L));
  }

  private static Tensor tensor(Random random, Shape shape, double sd) {
    float[] values = new float[(int) shape.elementCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (sd * random.nextGaussian());
    }
    return Tensor.of(shape, values);
  }
}
