package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which inputs of a node are the tensors of a layer, and what PyTorch calls them. */
final class LayerInputs {
  private static final List<String> BATCH_NORM =
      List.of("weight", "bias", "running_mean", "running_var");
  private static final List<String> RECURRENT = List.of("weight_ih", "weight_hh", "bias");

  private LayerInputs() {}

  /** A stored tensor of a layer. */
  record Stored(String role, WeightOrigin origin, boolean transposed) {}

  /** The tensors of a node of a known kind, its weight first; empty if its weight is not stored. */
  static List<Stored> of(Graph graph, Node node) {
    return switch (node.operator()) {
      case "Conv", "ConvTranspose" -> named(graph, node, 1, List.of("weight", "bias"));
      case "Gemm" -> gemm(graph, node);
      case "MatMul" -> matMul(graph, node);
      case "BatchNormalization" -> named(graph, node, 1, BATCH_NORM);
      case "Gather" -> embedding(graph, node);
      case "LSTM", "GRU", "RNN" -> named(graph, node, 1, RECURRENT);
      default -> named(graph, node, 1, List.of("weight", "bias"));
    };
  }

  /**
   * A product with a stored vector and then a sum with another of the same layer: how older
   * exporters write the affine part of a norm. The weight's node stands for both.
   */
  static List<Stored> affine(Graph graph, Node node) {
    if (!node.operator().equals("Mul") || !node.domain().isEmpty()) {
      return List.of();
    }
    Optional<Stored> weight = vector(graph, node, "weight");
    if (weight.isEmpty() || !weight.get().origin().initialiser().endsWith(".weight")) {
      return List.of();
    }
    List<Stored> stored = new ArrayList<>(List.of(weight.get()));
    for (Node next : graph.consumers(node.outputs().get(0))) {
      if (next.operator().equals("Add")) {
        vector(graph, next, "bias")
            .filter(bias -> sameLayer(weight.get(), bias))
            .ifPresent(stored::add);
      }
    }
    return stored.size() == 2 ? stored : List.of();
  }

  private static boolean sameLayer(Stored weight, Stored bias) {
    String prefix = weight.origin().initialiser().replaceFirst("weight$", "");
    return bias.origin().initialiser().equals(prefix + "bias");
  }

  private static Optional<Stored> vector(Graph graph, Node node, String role) {
    for (String input : node.inputs()) {
      Optional<WeightOrigin> origin = WeightOrigin.of(graph, input);
      if (origin.isPresent() && origin.get().tensor().elementCount() > 1) {
        return Optional.of(new Stored(role, origin.get(), false));
      }
    }
    return Optional.empty();
  }

  private static List<Stored> named(Graph graph, Node node, int first, List<String> roles) {
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < roles.size() && first + i < node.inputs().size(); i++) {
      String role = roles.get(i);
      Optional<WeightOrigin> origin = WeightOrigin.of(graph, node.inputs().get(first + i));
      if (i == 0 && origin.isEmpty()) {
        return List.of();
      }
      origin.ifPresent(o -> stored.add(new Stored(role, o, false)));
    }
    return stored;
  }

  private static List<Stored> gemm(Graph graph, Node node) {
    Optional<WeightOrigin> weight = WeightOrigin.of(graph, node.inputs().get(1));
    if (weight.isEmpty()) {
      return List.of();
    }
    boolean asStored = node.integer("transB", 0) == 0;
    List<Stored> stored = new ArrayList<>();
    stored.add(new Stored("weight", weight.get(), asStored != weight.get().transposed()));
    if (node.inputs().size() > 2) {
      WeightOrigin.of(graph, node.inputs().get(2))
          .ifPresent(bias -> stored.add(new Stored("bias", bias, false)));
    }
    return stored;
  }

  private static List<Stored> matMul(Graph graph, Node node) {
    for (int side = 1; side >= 0; side--) {
      Optional<WeightOrigin> weight = WeightOrigin.of(graph, node.inputs().get(side));
      if (weight.isEmpty() || weight.get().tensor().shape().rank() < 2) {
        continue;
      }
      List<Stored> stored = new ArrayList<>();
      stored.add(new Stored("weight", weight.get(), (side == 1) != weight.get().transposed()));
      List<Node> users = graph.consumers(node.outputs().get(0));
      if (users.size() == 1 && users.get(0).operator().equals("Add")) {
        vector(graph, users.get(0), "bias")
            .filter(bias -> bias.origin().tensor().shape().rank() == 1)
            .ifPresent(stored::add);
      }
      return stored;
    }
    return List.of();
  }

  private static List<Stored> embedding(Graph graph, Node node) {
    Optional<WeightOrigin> table = WeightOrigin.of(graph, node.inputs().get(0));
    if (table.isEmpty()
        || table.get().tensor().shape().rank() != 2
        || !table.get().tensor().type().isFloatingPoint()) {
      return List.of();
    }
    return List.of(new Stored("weight", table.get(), false));
  }
}
