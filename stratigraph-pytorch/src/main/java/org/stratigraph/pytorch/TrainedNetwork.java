package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/**
 * A graph with its tensors in PyTorch's memory: those that are trained, the running statistics, and
 * the constants.
 */
final class TrainedNetwork {
  private final Graph graph;
  private final String target;
  private final Set<String> frozen;
  private final FlatTensors weights;
  private final FlatTensors statistics;
  private final Map<String, PtNDArray> constants = new HashMap<>();
  private final Map<Long, Program> programs = new HashMap<>();

  /**
   * @param manager owns the tensors
   * @param target the value that is to be computed
   * @param frozen the trained tensors that stay as they are
   * @param extra tensors that are trained with those of the graph
   * @throws UnusableInputException if the value cannot be trained
   */
  TrainedNetwork(
      PtNDManager manager,
      Graph graph,
      String target,
      Set<String> frozen,
      Map<String, Tensor> extra) {
    this.graph = graph;
    this.target = target;
    this.frozen = frozen;
    Roles roles = Roles.of(graph);
    checkFrozen(roles, frozen);
    Map<String, Tensor> trained = new LinkedHashMap<>();
    Map<String, Tensor> running = new LinkedHashMap<>();
    // Two images show every operator; the size of the real batches is met later.
    for (String name : program(2).tensors()) {
      Tensor tensor = tensor(name);
      if (roles.running().contains(name)) {
        running.put(name, tensor);
      } else if (roles.trained().contains(name) && !frozen.contains(name)) {
        trained.put(name, tensor);
      } else {
        constants.put(name, Values.of(manager, tensor));
      }
    }
    if (trained.isEmpty()) {
      throw new UnusableInputException(
          "The network cannot be trained: no tensor is left to train.");
    }
    trained.putAll(extra);
    this.weights = new FlatTensors(manager, trained);
    this.statistics = new FlatTensors(manager, running);
  }

  /** The tensors of a graph by what training does to them. */
  private record Roles(Set<String> trained, Set<String> running) {
    static Roles of(Graph graph) {
      Set<String> trained = new LinkedHashSet<>();
      Set<String> running = new LinkedHashSet<>();
      for (Layer layer : Layers.of(graph).layers()) {
        for (Layer.Parameter parameter : layer.parameters()) {
          boolean measured = parameter.role().startsWith("running_");
          (measured ? running : trained).add(parameter.initialiser());
        }
      }
      return new Roles(trained, running);
    }
  }

  private static void checkFrozen(Roles roles, Set<String> frozen) {
    for (String name : frozen) {
      if (!roles.trained().contains(name)) {
        throw new UnusableInputException(
            "'%s' is to be frozen but is no trained tensor of the network.".formatted(name));
      }
    }
  }

  private Tensor tensor(String name) {
    Tensor tensor = graph.initialisers().get(name);
    if (tensor == null || tensor.type() != ElementType.FLOAT32) {
      throw new UnusableInputException(
          "The network cannot be trained: its tensor '%s' is stored as %s, not float32."
              .formatted(name, tensor == null ? "nothing" : tensor.type()));
    }
    return tensor;
  }

  /** The program for batches of a size, made when it is first asked for. */
  Program program(long batch) {
    return programs.computeIfAbsent(
        batch, size -> Program.of(graph, target, extents(size), frozen));
  }

  private long[] extents(long batch) {
    Value input = graph.inputs().get(0);
    long[] extents = input.shape().stream().mapToLong(e -> e.orElse(-1)).toArray();
    extents[0] = batch;
    if (Arrays.stream(extents).anyMatch(e -> e < 1)) {
      throw new UnusableInputException(
          "The network cannot be trained: its input '%s' states the shape %s, of which only the first axis may be dynamic."
              .formatted(
                  input.name(),
                  input.shape().stream()
                      .map(e -> e.isPresent() ? String.valueOf(e.getAsLong()) : "?")
                      .toList()));
    }
    return extents;
  }

  /** The extent of the input's batch axis, where the graph fixes it. */
  OptionalLong fixedBatch() {
    return graph.inputs().get(0).shape().get(0);
  }

  /**
   * Runs the network.
   *
   * @param manager owns what is computed
   * @param images [N, C, H, W]
   * @param leaves the trained tensors by name
   */
  PtNDArray run(
      PtNDManager manager, PtNDArray images, Map<String, PtNDArray> leaves, Operation.Mode mode) {
    return program(images.getShape().get(0))
        .run(manager, images, name -> stored(name, leaves), mode);
  }

  private PtNDArray stored(String name, Map<String, PtNDArray> leaves) {
    PtNDArray leaf = leaves.get(name);
    if (leaf != null) {
      return leaf;
    }
    PtNDArray constant = constants.get(name);
    return constant == null ? statistics.view(name) : constant;
  }

  Graph graph() {
    return graph;
  }

  /** The tensors that are trained. */
  FlatTensors weights() {
    return weights;
  }

  /** The running statistics. */
  FlatTensors statistics() {
    return statistics;
  }
}
