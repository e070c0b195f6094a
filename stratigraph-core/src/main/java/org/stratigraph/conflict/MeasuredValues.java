package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Node;

/**
 * Where a network is measured. Never at its logits: the layers after which there is no other but
 * norm layers are left out, "per definition not included" in the papers.
 */
public final class MeasuredValues {
  /** Normalisations and activations, which belong to the layer before them. */
  private static final Set<String> FOLLOWING =
      Set.of(
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "LayerNormalization",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "Elu",
          "Selu",
          "Celu",
          "ThresholdedRelu",
          "Clip",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Gelu",
          "Mish",
          "Softplus",
          "Softsign",
          "Tanh",
          "Identity",
          "Dropout");

  /** What joins the ways through a block. */
  private static final Set<String> JOINING = Set.of("Add", "Sum", "Concat");

  /** Arithmetic with a stored tensor: a bias, a norm that was written out. */
  private static final Set<String> ARITHMETIC = Set.of("Add", "Sub", "Mul", "Div");

  private final Graph graph;
  private final List<Layer> layers;
  private final Map<Node, Layer> owners = new HashMap<>();

  private MeasuredValues(Graph graph) {
    this.graph = graph;
    this.layers = Layers.of(graph).layers();
    layers.forEach(layer -> layer.nodes().forEach(node -> owners.put(node, layer)));
  }

  /**
   * One value for each convolution, linear and recurrent layer: what it gives after the norm and
   * the activation that directly follow it. In topological order, with the layers' names.
   */
  public static List<MeasuredValue> ofLayers(Graph graph) {
    return new MeasuredValues(graph).layers();
  }

  /**
   * One value for each block, that is two or more convolution or linear layers whose names have the
   * same beginning up to a number and a point, such as {@code layer1.0.}: what its last layer gives
   * after the norm, the addition of the shortcut or the joining of branches, and the activation
   * that directly follow it. In topological order, with the names' beginning as name ({@code
   * layer1.0}); empty where the names know no blocks.
   */
  public static List<MeasuredValue> ofBlocks(Graph graph) {
    return new MeasuredValues(graph).blocks();
  }

  private List<MeasuredValue> layers() {
    List<MeasuredValue> values = new ArrayList<>();
    for (Layer layer : hidden()) {
      List<Layer> own = new ArrayList<>(List.of(layer));
      values.add(new MeasuredValue(layer.name(), end(layer, false, own), own));
    }
    return values;
  }

  private List<MeasuredValue> blocks() {
    Map<String, List<Layer>> blocks = new LinkedHashMap<>();
    for (Layer layer : hidden()) {
      block(layer.name())
          .ifPresent(name -> blocks.computeIfAbsent(name, n -> new ArrayList<>()).add(layer));
    }
    List<MeasuredValue> values = new ArrayList<>();
    blocks.forEach(
        (name, inside) -> {
          if (inside.size() > 1) {
            String end = end(inside.get(inside.size() - 1), true, new ArrayList<>());
            values.add(
                new MeasuredValue(
                    name,
                    end,
                    layers.stream().filter(l -> l.name().startsWith(name + ".")).toList()));
          }
        });
    return values;
  }

  /** What comes before the last point, if it ends in a digit. */
  private static Optional<String> block(String layer) {
    int point = layer.lastIndexOf('.');
    return point > 0 && Character.isDigit(layer.charAt(point - 1))
        ? Optional.of(layer.substring(0, point))
        : Optional.empty();
  }

  private static boolean computes(Layer layer) {
    return layer.kind() == LayerKind.CONV
        || layer.kind() == LayerKind.LINEAR
        || layer.kind() == LayerKind.RECURRENT;
  }

  /** The layers from which the logits are reached only through another. */
  private List<Layer> hidden() {
    Set<Node> computing = new HashSet<>();
    layers.stream().filter(MeasuredValues::computes).forEach(l -> computing.addAll(l.nodes()));
    // Whether a computing node follows, from the outputs back.
    Map<Node, Boolean> followed = new HashMap<>();
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      boolean any = false;
      for (String output : nodes.get(i).outputs()) {
        for (Node next : graph.consumers(output)) {
          any |= computing.contains(next) || followed.getOrDefault(next, false);
        }
      }
      followed.put(nodes.get(i), any);
    }
    return layers.stream()
        .filter(MeasuredValues::computes)
        .filter(layer -> layer.nodes().stream().anyMatch(n -> followed.getOrDefault(n, false)))
        .toList();
  }

  /**
   * Goes on from a layer as long as the way does not fork.
   *
   * @param joins whether to go on where ways of a block join
   * @param own takes the norm layers that are met
   */
  private String end(Layer layer, boolean joins, List<Layer> own) {
    String value = layer.nodes().get(layer.nodes().size() - 1).outputs().get(0);
    while (true) {
      Optional<Node> next = next(value, joins);
      if (next.isEmpty()) {
        return value;
      }
      Layer met = owners.get(next.get());
      if (met != null) {
        own.add(met);
      }
      value = next.get().outputs().get(0);
    }
  }

  private Optional<Node> next(String value, boolean joins) {
    List<Node> consumers = graph.consumers(value);
    if (consumers.size() == 2) {
      return gated(value, consumers);
    }
    if (consumers.size() != 1) {
      return Optional.empty();
    }
    Node node = consumers.get(0);
    boolean follows =
        FOLLOWING.contains(node.operator())
            || (joins && JOINING.contains(node.operator()))
            || (ARITHMETIC.contains(node.operator())
                && node.inputs().stream().filter(graph.initialisers()::containsKey).count() == 1);
    return follows ? Optional.of(node) : Optional.empty();
  }

  /** x sigmoid(x), which exporters write as two nodes. */
  private Optional<Node> gated(String value, List<Node> consumers) {
    return consumers.stream()
        .filter(node -> node.operator().equals("Mul"))
        .filter(
            product ->
                consumers.stream()
                    .filter(gate -> Set.of("Sigmoid", "HardSigmoid").contains(gate.operator()))
                    .anyMatch(
                        gate ->
                            graph.consumers(gate.outputs().get(0)).equals(List.of(product))
                                && product.inputs().contains(value)))
        .findFirst();
  }
}
