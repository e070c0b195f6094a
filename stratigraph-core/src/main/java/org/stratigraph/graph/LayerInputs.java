package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.tensor.Shape;

/** Which inputs of a node are the tensors of a layer, and what PyTorch calls them. */
final class LayerInputs {
  private static final List<String> AFFINE = List.of("weight", "bias");
  private static final List<String> BATCH_NORM =
      List.of("weight", "bias", "running_mean", "running_var");
  private static final List<String> RECURRENT = List.of("weight_ih", "weight_hh", "bias");

  private LayerInputs() {}

  /** A stored tensor of a layer. */
  record Stored(String role, WeightOrigin origin, boolean transposed) {}

  /**
   * The tensors of a node of a known kind, its weight first; empty if its weight is not stored, or
   * stored so that its axes are not those of the operator.
   */
  static List<Stored> of(Graph graph, Node node) {
    return switch (node.operator()) {
      case "Conv", "ConvTranspose" -> convolution(graph, node);
      case "Gemm" -> gemm(graph, node);
      case "MatMul" -> matMul(graph, node);
      case "BatchNormalization" -> named(graph, node, BATCH_NORM);
      case "Gather" -> embedding(graph, node);
      case "LSTM", "GRU", "RNN" -> named(graph, node, RECURRENT);
      default -> PlainNorm.is(graph, node) ? List.of() : named(graph, node, AFFINE);
    };
  }

  private static List<Stored> named(Graph graph, Node node, List<String> roles) {
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      Optional<WeightOrigin> origin = WeightOrigin.of(graph, node, 1 + i);
      if (i == 0 && origin.isEmpty()) {
        return List.of();
      }
      origin.ifPresent(o -> stored.add(new Stored(role, o, false)));
    }
    return stored;
  }

  private static List<Stored> convolution(Graph graph, Node node) {
    List<Stored> stored = named(graph, node, AFFINE);
    boolean sameAxes =
        !stored.isEmpty()
            && !stored.get(0).origin().transposed()
            && stored.get(0).origin().tensor().shape().rank() > 2;
    return sameAxes ? stored : List.of();
  }

  private static List<Stored> gemm(Graph graph, Node node) {
    Optional<WeightOrigin> weight = WeightOrigin.of(graph, node, 1);
    if (weight.isEmpty() || weight.get().tensor().shape().rank() != 2) {
      return List.of();
    }
    boolean inOut = node.integer("transB", 0) == 0;
    List<Stored> stored = new ArrayList<>();
    stored.add(new Stored("weight", weight.get(), inOut != weight.get().transposed()));
    WeightOrigin.of(graph, node, 2).ifPresent(o -> stored.add(new Stored("bias", o, false)));
    return stored;
  }

  private static List<Stored> matMul(Graph graph, Node node) {
    for (int side = 1; side >= 0; side--) {
      Optional<WeightOrigin> weight = WeightOrigin.of(graph, node, side);
      if (weight.isEmpty() || weight.get().tensor().shape().rank() != 2) {
        continue;
      }
      boolean inOut = (side == 1) != weight.get().transposed();
      List<Stored> stored = new ArrayList<>();
      stored.add(new Stored("weight", weight.get(), inOut));
      if (side == 1) {
        long outputs = weight.get().tensor().shape().extent(inOut ? 1 : 0);
        bias(graph, node, outputs).ifPresent(stored::add);
      }
      return stored;
    }
    return List.of();
  }

  /** The stored row that is added to a product by its only user. */
  private static Optional<Stored> bias(Graph graph, Node product, long outputs) {
    List<Node> users =
        product.outputs().isEmpty() ? List.of() : graph.consumers(product.outputs().get(0));
    if (users.size() != 1 || !users.get(0).operator().equals("Add")) {
      return Optional.empty();
    }
    return users.get(0).inputs().stream()
        .flatMap(input -> WeightOrigin.of(graph, input).stream())
        .filter(origin -> isRow(origin.tensor().shape(), outputs))
        .map(origin -> new Stored("bias", origin, false))
        .findFirst();
  }

  private static boolean isRow(Shape shape, long extent) {
    return shape.rank() > 0
        && shape.extent(shape.rank() - 1) == extent
        && shape.elementCount() == extent;
  }

  private static List<Stored> embedding(Graph graph, Node node) {
    Optional<WeightOrigin> table = WeightOrigin.of(graph, node, 0);
    if (table.isEmpty()
        || table.get().tensor().shape().rank() != 2
        || !table.get().tensor().type().isFloatingPoint()) {
      return List.of();
    }
    return List.of(new Stored("weight", table.get(), false));
  }
}
