package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.tensor.Shape;

/** Which inputs of a node are the tensors of a layer, and what PyTorch calls them. */
record LayerInputs(Graph graph, WeightOrigins origins) {
  private static final List<String> AFFINE = List.of("weight", "bias");
  private static final List<String> BATCH_NORM =
      List.of("weight", "bias", "running_mean", "running_var");
  private static final List<String> RECURRENT = List.of("weight_ih", "weight_hh", "bias");

  /** A stored tensor of a layer. */
  record Stored(String role, WeightOrigin origin, boolean transposed) {}

  /**
   * The tensors of a node of a known kind, its weight first; empty if its weight is not stored, or
   * stored so that its axes are not those of the operator.
   */
  List<Stored> of(Node node) {
    return switch (node.operator()) {
      case "Conv", "ConvTranspose" -> convolution(node);
      case "Gemm" -> gemm(node);
      case "MatMul" -> matMul(node);
      case "BatchNormalization" -> named(node, BATCH_NORM);
      case "Gather" -> embedding(node);
      case "LSTM", "GRU", "RNN" -> named(node, RECURRENT);
      default -> new PlainNorm(graph, origins).is(node) ? List.of() : named(node, AFFINE);
    };
  }

  private List<Stored> named(Node node, List<String> roles) {
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      Optional<WeightOrigin> origin = origins.of(node, 1 + i);
      if (i == 0 && origin.isEmpty()) {
        return List.of();
      }
      origin.ifPresent(o -> stored.add(new Stored(role, o, false)));
    }
    return stored;
  }

  private List<Stored> convolution(Node node) {
    List<Stored> stored = named(node, AFFINE);
    boolean sameAxes =
        !stored.isEmpty()
            && !stored.get(0).origin().transposed()
            && stored.get(0).origin().tensor().shape().rank() > 2;
    return sameAxes ? stored : List.of();
  }

  private List<Stored> gemm(Node node) {
    Optional<WeightOrigin> weight = origins.of(node, 1);
    if (weight.isEmpty() || weight.get().tensor().shape().rank() != 2) {
      return List.of();
    }
    boolean inOut = node.integer("transB", 0) == 0;
    List<Stored> stored = new ArrayList<>();
    stored.add(new Stored("weight", weight.get(), inOut != weight.get().transposed()));
    origins.of(node, 2).ifPresent(o -> stored.add(new Stored("bias", o, false)));
    return stored;
  }

  private List<Stored> matMul(Node node) {
    for (int side = 1; side >= 0; side--) {
      Optional<WeightOrigin> weight = origins.of(node, side);
      if (weight.isEmpty() || weight.get().tensor().shape().rank() != 2) {
        continue;
      }
      boolean inOut = (side == 1) != weight.get().transposed();
      List<Stored> stored = new ArrayList<>();
      stored.add(new Stored("weight", weight.get(), inOut));
      if (side == 1) {
        long outputs = weight.get().tensor().shape().extent(inOut ? 1 : 0);
        bias(node, outputs).ifPresent(stored::add);
      }
      return stored;
    }
    return List.of();
  }

  /** The stored row that is added to a product by its only user. */
  private Optional<Stored> bias(Node product, long outputs) {
    List<Node> users =
        product.outputs().isEmpty() ? List.of() : graph.consumers(product.outputs().get(0));
    if (users.size() != 1 || !users.get(0).operator().equals("Add")) {
      return Optional.empty();
    }
    return users.get(0).inputs().stream()
        .flatMap(input -> origins.of(input).stream())
        .filter(origin -> isRow(origin.tensor().shape(), outputs))
        .map(origin -> new Stored("bias", origin, false))
        .findFirst();
  }

  private static boolean isRow(Shape shape, long extent) {
    return shape.rank() > 0
        && shape.extent(shape.rank() - 1) == extent
        && shape.elementCount() == extent;
  }

  private List<Stored> embedding(Node node) {
    Optional<WeightOrigin> table = origins.of(node, 0);
    if (table.isEmpty()
        || table.get().tensor().shape().rank() != 2
        || !table.get().tensor().type().isFloatingPoint()) {
      return List.of();
    }
    return List.of(new Stored("weight", table.get(), false));
  }
}
