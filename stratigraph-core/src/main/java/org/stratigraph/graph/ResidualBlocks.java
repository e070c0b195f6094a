package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.tensor.Shape;

/**
 * Finds the residual blocks of a network.
 *
 * <p>A block is a sum of two values with the same shape that depend on the images, whose one side
 * is a shortcut: the value that both sides start from, or what a chain of linear operators, with at
 * most one layer that looks at each pixel by itself (a projection), makes of it. So are the blocks
 * of ResNets with their activation behind or before the convolutions, with bottlenecks, with
 * projections, paddings or poolings as shortcuts, with squeeze and excitation, of MobileNetV2 and
 * of transformers. A sum of several branches is several blocks. Where both sides could be the
 * shortcut, that with fewer layers is; where they have as many, the sum is no block.
 */
public final class ResidualBlocks {
  private static final Set<String> SUMS = Set.of("Add", "Sum");

  /** What may stand in a shortcut besides one projection: linear, or a pooling. */
  private static final Set<String> SHORTCUT =
      Set.of(
          "Identity",
          "Dropout",
          "BatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "InstanceNormalization",
          "AveragePool",
          "MaxPool",
          "Pad",
          "Slice",
          "Concat",
          "Gather",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Resize",
          "Upsample");

  /** Linear where one side is stored. */
  private static final Set<String> SCALING = Set.of("Add", "Sub", "Mul", "Div");

  private final Graph graph;
  private final Dataflow flow;
  private final Shapes shapes;
  private final Map<Node, List<Layer>> layersOf = new HashMap<>();
  private final BlockNames names = new BlockNames();

  /** What has been found to belong to a block; a shortcut may lead past it. */
  private final Set<Node> inBlocks = new HashSet<>();

  private ResidualBlocks(Graph graph) {
    this.graph = graph;
    this.flow = new Dataflow(graph);
    this.shapes = Shapes.ofOneImage(graph);
    for (Layer layer : Layers.of(graph).layers()) {
      layer
          .nodes()
          .forEach(node -> layersOf.computeIfAbsent(node, n -> new ArrayList<>()).add(layer));
    }
  }

  /**
   * The residual blocks of a network, in the topological order of their sums. A block that lies in
   * the branch of another one comes before it. A sum whose shapes are not known, or that is read
   * inside a branch or loop of the graph, is no block. Costs about as much as finding the layers.
   */
  public static List<ResidualBlock> of(Graph graph) {
    ResidualBlocks finder = new ResidualBlocks(graph);
    List<ResidualBlock> blocks = new ArrayList<>();
    for (Node node : graph.nodes()) {
      finder.block(node).ifPresent(blocks::add);
    }
    return List.copyOf(blocks);
  }

  private Optional<ResidualBlock> block(Node join) {
    if (!join.domain().isEmpty()
        || !SUMS.contains(join.operator())
        || join.inputs().size() != 2
        || !join.inputs().stream().allMatch(flow::varies)
        || !Removals.isReplaceable(graph, join)) {
      return Optional.empty();
    }
    Optional<String> start = flow.start(join);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Optional<Side> left = side(start.get(), join.inputs().get(0));
    Optional<Side> right = side(start.get(), join.inputs().get(1));
    if (left.isEmpty()
        || right.isEmpty()
        || !Collections.disjoint(left.get().nodes(), right.get().nodes())) {
      return Optional.empty();
    }
    return shortcut(left.get(), right.get())
        .flatMap(
            shortcut ->
                block(
                    join,
                    start.get(),
                    shortcut,
                    shortcut.equals(left.get()) ? right.get() : left.get()));
  }

  private Optional<ResidualBlock> block(Node join, String start, Side shortcut, Side branch) {
    Optional<Shape> shape = shapes.of(join.outputs().get(0));
    if (branch.heavy() == 0
        || shape.isEmpty()
        || !shapes.of(shortcut.value()).equals(shape)
        || !shapes.of(branch.value()).equals(shape)) {
      return Optional.empty();
    }
    List<Node> nodes = graph.nodes().stream().filter(branch.nodes()::contains).toList();
    Set<Layer> layers = new LinkedHashSet<>();
    nodes.forEach(node -> layers.addAll(layersOf.getOrDefault(node, List.of())));
    inBlocks.add(join);
    inBlocks.addAll(nodes);
    return Optional.of(
        new ResidualBlock(
            names.name(List.copyOf(layers), join),
            start,
            shortcut.value(),
            branch.value(),
            join,
            nodes,
            List.copyOf(layers),
            shape.get()));
  }

  /**
   * One side of a sum.
   *
   * @param value what is added
   * @param nodes the nodes between the start and the value
   * @param heavy how many of them hold layers other than norms
   */
  private record Side(String value, Set<Node> nodes, int heavy) {}

  private Optional<Side> side(String start, String value) {
    return flow.between(start, value)
        .map(nodes -> new Side(value, nodes, (int) nodes.stream().filter(this::isHeavy).count()));
  }

  private boolean isHeavy(Node node) {
    return layersOf.getOrDefault(node, List.of()).stream()
        .anyMatch(layer -> layer.kind() != LayerKind.NORM);
  }

  private Optional<Side> shortcut(Side left, Side right) {
    if (left.nodes().isEmpty() != right.nodes().isEmpty()) {
      return Optional.of(left.nodes().isEmpty() ? left : right);
    }
    boolean leftFits = isShortcut(left) && left.heavy() < right.heavy();
    boolean rightFits = isShortcut(right) && right.heavy() < left.heavy();
    // A sum of branches: what has been summed up so far is the shortcut of the next one.
    boolean leftSums = isSum(left) && isShortcut(left) && !isShortcut(right);
    boolean rightSums = isSum(right) && isShortcut(right) && !isShortcut(left);
    if (leftFits || leftSums) {
      return Optional.of(left);
    }
    return rightFits || rightSums ? Optional.of(right) : Optional.empty();
  }

  private boolean isSum(Side side) {
    return graph.producer(side.value()).filter(inBlocks::contains).isPresent();
  }

  private boolean isShortcut(Side side) {
    int projections = 0;
    for (Node node : side.nodes()) {
      if (inBlocks.contains(node)) {
        continue;
      }
      if (isHeavy(node)) {
        projections++;
        if (projections > 1 || !isProjection(node)) {
          return false;
        }
      } else if (!isLinear(node)) {
        return false;
      }
    }
    return true;
  }

  /** Every output pixel comes from pixels that no other output pixel comes from. */
  private boolean isProjection(Node node) {
    if (!node.operator().equals("Conv")) {
      return node.operator().equals("Gemm") || node.operator().equals("MatMul");
    }
    Optional<Shape> weight = shapes.of(node.inputs().get(1));
    List<Long> strides = node.integers("strides");
    for (int axis = 2; axis < weight.map(Shape::rank).orElse(0); axis++) {
      long stride = axis - 2 < strides.size() ? strides.get(axis - 2) : 1;
      long kernel = weight.get().extent(axis);
      if (kernel > stride && kernel != 1) {
        return false;
      }
    }
    return weight.isPresent();
  }

  private boolean isLinear(Node node) {
    if (!node.domain().isEmpty()) {
      return false;
    }
    boolean scales =
        SCALING.contains(node.operator())
            && node.inputs().stream().filter(flow::varies).count() == 1;
    return scales || SHORTCUT.contains(node.operator());
  }
}
