package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the user must know before reading a measurement of a layer. */
final class LayerNotes {
  private static final int SHOWN = 3;

  private final Graph graph;
  private final boolean hasBatchNorm;
  private final Map<String, Set<String>> layersOfTensor = new LinkedHashMap<>();

  LayerNotes(Graph graph) {
    this.graph = graph;
    this.hasBatchNorm = graph.nodes().stream().anyMatch(LayerNotes::isBatchNorm);
  }

  /** Tells of a layer's tensors before notes are asked for. */
  void register(String layer, List<Layer.Parameter> parameters) {
    for (Layer.Parameter parameter : parameters) {
      layersOfTensor
          .computeIfAbsent(parameter.initialiser(), name -> new LinkedHashSet<>())
          .add(layer);
    }
  }

  List<String> of(
      String layer, LayerKind kind, List<Layer.Parameter> parameters, List<Node> nodes) {
    List<String> notes = new ArrayList<>();
    if (kind == LayerKind.CONV && isFolded(parameters, nodes)) {
      notes.add(
          "A batch norm appears to have been folded into this convolution when it was exported, so"
              + " a reset of it resets the norm too.");
    }
    if (nodes.size() > 1) {
      notes.add(
          "Its tensors are used in %d places, which are reset together.".formatted(nodes.size()));
    }
    for (Layer.Parameter parameter : parameters) {
      List<String> others =
          layersOfTensor.getOrDefault(parameter.initialiser(), Set.of()).stream()
              .filter(other -> !other.equals(layer))
              .toList();
      if (!others.isEmpty()) {
        notes.add(
            "Its %s is also that of %s, so a reset of one changes all of them."
                .formatted(parameter.role(), listed(others)));
      }
    }
    return notes;
  }

  /**
   * PyTorch's exporter names a convolution's tensors by number when it folds a norm into them:
   * {@code onnx::Conv_497}, and before version 1.12 plainly {@code 497}. The latter may also come
   * from an exporter that numbers everything, and then a batch norm is still there.
   */
  private boolean isFolded(List<Layer.Parameter> parameters, List<Node> nodes) {
    boolean numbered =
        parameters.size() > 1
            && parameters.stream().allMatch(p -> LayerNames.isNumbered(p.initialiser()));
    boolean byPyTorch = parameters.get(0).initialiser().startsWith("onnx::Conv");
    boolean normFollows =
        nodes.stream()
            .flatMap(node -> node.outputs().stream())
            .flatMap(output -> graph.consumers(output).stream())
            .anyMatch(LayerNotes::isBatchNorm);
    return numbered && !normFollows && (byPyTorch || !hasBatchNorm);
  }

  private static String listed(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
    return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
  }

  private static boolean isBatchNorm(Node node) {
    return node.operator().equals("BatchNormalization");
  }
}
