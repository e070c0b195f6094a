package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stratigraph.Printable;
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
  private final LayerNotes notes;
  private final WeightOrigins origins;
  private final LayerInputs inputs;
  private final PlainNorm writtenOut;

  /** Layers by the name of their first tensor, so that tied weights meet. */
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private final Set<String> used = new HashSet<>();
  private final List<Layers.Unassigned> unassigned = new ArrayList<>();

  private record Draft(
      String name, LayerKind kind, List<Layer.Parameter> parameters, List<Node> nodes) {}

  LayerFinder(Graph graph) {
    this.graph = graph;
    this.notes = new LayerNotes(graph);
    this.origins = new WeightOrigins(graph);
    this.inputs = new LayerInputs(graph, origins);
    this.writtenOut = new PlainNorm(graph, origins);
  }

  Layers find() {
    for (Node node : graph.nodes()) {
      LayerKind kind = node.domain().isEmpty() ? KINDS.get(node.operator()) : null;
      List<LayerInputs.Stored> stored = kind == null ? writtenOut.affine(node) : inputs.of(node);
      if (!stored.isEmpty()) {
        add(node, kind == null ? LayerKind.NORM : kind, stored);
      }
    }
    Map<Node, Integer> depths = new LayerDepths(graph).of(heavyNodes());
    drafts.values().forEach(draft -> notes.register(draft.name(), draft.parameters()));
    List<Layer> layers =
        drafts.values().stream()
            .map(
                draft ->
                    new Layer(
                        draft.name(),
                        draft.kind(),
                        draft.parameters(),
                        draft.nodes(),
                        depths.getOrDefault(draft.nodes().get(0), 0),
                        notes.of(draft.name(), draft.kind(), draft.parameters(), draft.nodes())))
            .toList();
    unused();
    return new Layers(layers, unassigned);
  }

  private void add(Node node, LayerKind kind, List<LayerInputs.Stored> stored) {
    WeightOrigin weight = stored.get(0).origin();
    stored.forEach(s -> used.add(s.origin().initialiser()));
    if (!weight.tensor().type().isFloatingPoint()) {
      unassigned.add(
          new Layers.Unassigned(
              Printable.name(weight.initialiser()),
              "is stored quantised (%s), which no reset can draw"
                  .formatted(weight.tensor().type())));
      return;
    }
    Draft draft =
        drafts.computeIfAbsent(
            weight.initialiser(),
            first ->
                new Draft(
                    names.name(node, stored.stream().map(s -> s.origin().initialiser()).toList()),
                    kind,
                    new ArrayList<>(),
                    new ArrayList<>()));
    draft.nodes().add(node);
    // Nodes that share a weight may each have a bias of their own.
    for (LayerInputs.Stored s : stored) {
      String initialiser = s.origin().initialiser();
      if (draft.parameters().stream().noneMatch(p -> p.initialiser().equals(initialiser))) {
        draft
            .parameters()
            .add(
                new Layer.Parameter(
                    s.role(), initialiser, s.origin().tensor().shape(), s.transposed()));
      }
    }
  }

  private Set<Node> heavyNodes() {
    Set<Node> heavy = new HashSet<>();
    drafts.values().stream()
        .filter(draft -> draft.kind() != LayerKind.NORM)
        .forEach(draft -> heavy.addAll(draft.nodes()));
    return heavy;
  }

  /** Lists what looks trained and is in no layer. */
  private void unused() {
    Map<String, Node> users = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      for (String value : node.dependencies()) {
        origins
            .of(value)
            .ifPresent(origin -> users.merge(origin.initialiser(), node, LayerFinder::later));
      }
    }
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (!used.contains(name) && looksTrained(tensor)) {
                unassigned.add(
                    new Layers.Unassigned(Printable.name(name), reason(users.get(name), name)));
              }
            });
  }

  /** The real user of a tensor, after the nodes that only pass it on. */
  private static Node later(Node first, Node second) {
    return second;
  }

  /** Constants of a computation are single values or fills. */
  private static boolean looksTrained(Tensor tensor) {
    return tensor.type().isFloatingPoint()
        && tensor.elementCount() > 1
        && !new WeightOrigin("", tensor, false).isFilledWith(tensor.get(0));
  }

  private static String reason(@Nullable Node user, String name) {
    if (user == null) {
      return "is used by no node";
    }
    String operator = Printable.name(user.operator());
    if (user.hasSubgraph() && !user.inputs().contains(name)) {
      return "is used inside a branch or loop (%s), where no layers are looked for"
          .formatted(operator);
    }
    return KINDS.containsKey(operator)
        ? "is used by %s in a form that is not supported".formatted(operator)
        : "is used by %s, which is no kind of layer".formatted(operator);
  }
}
