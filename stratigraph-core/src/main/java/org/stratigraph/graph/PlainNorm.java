package org.stratigraph.graph;

import java.util.List;
import java.util.Optional;

/**
 * Norms whose trained tensors stand outside their node. PyTorch writes a group norm, and a layer
 * norm before opset 17, as a norm without trained tensors, then a product with a stored vector and
 * a sum with another.
 */
record PlainNorm(Graph graph, WeightOrigins origins) {
  /** Whether a node normalises with a scale of ones and a bias of zeros, which nobody trained. */
  boolean is(Node node) {
    return node.operator().equals("InstanceNormalization")
        && origins.of(node, 1).filter(o -> o.isFilledWith(1)).isPresent()
        && origins.of(node, 2).filter(o -> o.isFilledWith(0)).isPresent();
  }

  /**
   * The vectors of a norm that is written out, found at its product; empty if the product is
   * another one. They are a norm's if they are named alike, or the product follows a plain norm.
   */
  List<LayerInputs.Stored> affine(Node product) {
    if (!product.operator().equals("Mul")
        || !product.domain().isEmpty()
        || product.outputs().isEmpty()) {
      return List.of();
    }
    Optional<WeightOrigin> weight = vector(product);
    List<Node> users = graph.consumers(product.outputs().get(0));
    if (weight.isEmpty() || users.size() != 1 || !users.get(0).operator().equals("Add")) {
      return List.of();
    }
    Optional<WeightOrigin> bias = vector(users.get(0));
    if (bias.isEmpty() || (!namedAlike(weight.get(), bias.get()) && !followsPlainNorm(product))) {
      return List.of();
    }
    return List.of(
        new LayerInputs.Stored("weight", weight.get(), false),
        new LayerInputs.Stored("bias", bias.get(), false));
  }

  private static boolean namedAlike(WeightOrigin weight, WeightOrigin bias) {
    String name = weight.initialiser();
    return name.endsWith(".weight")
        && bias.initialiser().equals(name.substring(0, name.length() - 6) + "bias");
  }

  private boolean followsPlainNorm(Node product) {
    return product.inputs().stream()
        .flatMap(input -> graph.producer(input).stream())
        .map(
            node ->
                node.operator().equals("Reshape")
                    ? graph.producer(node.inputs().get(0)).orElse(node)
                    : node)
        .anyMatch(node -> is(node));
  }

  private Optional<WeightOrigin> vector(Node node) {
    return node.inputs().stream()
        .flatMap(input -> origins.of(input).stream())
        .filter(origin -> origin.tensor().elementCount() > 1)
        .findFirst();
  }
}
