package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.tensor.Tensor;

/** Goes through a graph once and gathers its layers. */
final class LayerFinder {
  private static final Map<String, LayerKind> KINDS =
      Map.ofEntries(
          Map.entry("Conv", LayerKind.CONV),
          Map.entry("ConvTranspose", LayerKind.CONV),
          Map.entry("Gemm", LayerKind.LINEAR),
          Map.entry("MatMul", LayerKind.LINEAR),
          Map.entry("BatchNormalization", LayerKind.NORM),
          Map.entry("LayerNormalization", LayerKind.NORM),
          Map.entry("GroupNormalization", LayerKind.NORM),
          Map.entry("InstanceNormalization", LayerKind.NORM),
          Map.entry("Gather", LayerKind.EMBEDDING),
          Map.entry("LSTM", LayerKind.RECURRENT),
          Map.entry("GRU", LayerKind.RECURRENT),
          Map.entry("RNN", LayerKind.RECURRENT));

  private final Graph graph;
  private final LayerNames names = new LayerNames();
  private final LayerDepths depths;

  /** Layers by the name of their first tensor, so that tied weights meet. */
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private final Set<String> used = new HashSet<>();
  private final List<Layers.Unassigned> unassigned = new ArrayList<>();

  private record Draft(
      String name, LayerKind kind, List<Layer.Parameter> parameters, List<Node> nodes) {}

  LayerFinder(Graph graph) {
    this.graph = graph;
    this.depths = new LayerDepths(graph);
  }

  Layers find() {
    for (Node node : graph.nodes()) {
      LayerKind kind = node.domain().isEmpty() ? KINDS.get(node.operator()) : null;
      List<LayerInputs.Stored> stored =
          kind == null ? LayerInputs.affine(graph, node) : LayerInputs.of(graph, node);
      if (stored.isEmpty()) {
        continue;
      }
      add(node, kind == null ? LayerKind.NORM : kind, stored);
    }
    Map<Node, Integer> depth = depths.of(heavyNodes());
    boolean hasNorm =
        graph.nodes().stream().anyMatch(node -> node.operator().equals("BatchNormalization"));
    List<Layer> layers = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      layers.add(
          new Layer(
              draft.name(),
              draft.kind(),
              draft.parameters(),
              draft.nodes(),
              depth.getOrDefault(draft.nodes().get(0), 0),
              notes(draft, hasNorm)));
    }
    unused();
    return new Layers(layers, unassigned);
  }

  private void add(Node node, LayerKind kind, List<LayerInputs.Stored> stored) {
    Tensor first = stored.get(0).origin().tensor();
    String key = stored.get(0).origin().initialiser();
    stored.forEach(s -> used.add(s.origin().initialiser()));
    if (!first.type().isFloatingPoint()) {
      if (kind != LayerKind.EMBEDDING) {
        unassigned.add(
            new Layers.Unassigned(
                key, "is stored quantised (%s), which no reset can draw".formatted(first.type())));
      }
      return;
    }
    Draft tied = drafts.get(key);
    if (tied != null) {
      tied.nodes().add(node);
      return;
    }
    List<Layer.Parameter> parameters = new ArrayList<>();
    for (LayerInputs.Stored s : stored) {
      parameters.add(
          new Layer.Parameter(
              s.role(), s.origin().initialiser(), s.origin().tensor().shape(), s.transposed()));
    }
    drafts.put(
        key, new Draft(names.name(node, key), kind, parameters, new ArrayList<>(List.of(node))));
  }

  private Set<Node> heavyNodes() {
    Set<Node> heavy = new HashSet<>();
    drafts.values().stream()
        .filter(draft -> draft.kind() != LayerKind.NORM)
        .forEach(draft -> heavy.addAll(draft.nodes()));
    return heavy;
  }

  /** PyTorch's exporter numbers a convolution's tensors exactly when it folds a norm into them. */
  private static List<String> notes(Draft draft, boolean hasNorm) {
    List<String> notes = new ArrayList<>();
    if (draft.kind() == LayerKind.CONV
        && !hasNorm
        && draft.parameters().size() > 1
        && LayerNames.isNumbered(draft.parameters().get(0).initialiser())) {
      notes.add(
          "A batch norm was folded into this convolution when it was exported, so a reset of it"
              + " resets the norm too.");
    }
    if (draft.nodes().size() > 1) {
      notes.add(
          "Its tensors are used in %d places, which are reset together."
              .formatted(draft.nodes().size()));
    }
    return notes;
  }

  private void unused() {
    Map<String, String> operators = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (String input : node.inputs()) {
        Optional<WeightOrigin> origin = WeightOrigin.of(graph, input);
        origin.ifPresent(o -> operators.putIfAbsent(o.initialiser(), node.operator()));
      }
    }
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (used.contains(name)
                  || !tensor.type().isFloatingPoint()
                  || tensor.elementCount() < 2) {
                return;
              }
              String operator = operators.get(name);
              unassigned.add(
                  new Layers.Unassigned(
                      name,
                      operator == null
                          ? "is used by no node"
                          : "is used by %s, which is no kind of layer".formatted(operator)));
            });
  }
}
