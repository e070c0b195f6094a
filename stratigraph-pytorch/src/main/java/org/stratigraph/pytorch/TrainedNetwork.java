package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
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
  private final TensorRoles roles;
  private final FlatTensors weights;
  private final FlatTensors statistics;
  private final FlatTensors fixed;
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
    this.roles = TensorRoles.of(graph);
    checkFrozen(roles, frozen);
    Map<String, Tensor> trained = new LinkedHashMap<>();
    Map<String, Tensor> running = new LinkedHashMap<>();
    // Two images show every operator; the size of the real batches is met later.
    Program program = program(2);
    for (String name : program.tensors()) {
      if (program.constants().containsKey(name)) {
        continue;
      }
      Tensor tensor = tensor(name);
      if (roles.running().contains(name)) {
        running.put(name, tensor);
      } else if (roles.trained().contains(name) && !frozen.contains(name)) {
        trained.put(name, tensor);
      } else if (!frozen.contains(name)) {
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
    this.fixed = new FlatTensors(manager, others());
  }

  /** The tensors of layers that training does not touch, or does not reach. */
  private Map<String, Tensor> others() {
    Set<String> names = new LinkedHashSet<>(roles.trained());
    names.addAll(roles.running());
    names.removeAll(weights.names());
    names.removeAll(statistics.names());
    Map<String, Tensor> others = new LinkedHashMap<>();
    for (String name : names) {
      Optional.ofNullable(graph.initialisers().get(name))
          .filter(tensor -> tensor.type() == ElementType.FLOAT32)
          .ifPresent(tensor -> others.put(name, tensor));
    }
    return others;
  }

  private static void checkFrozen(TensorRoles roles, Set<String> frozen) {
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
        batch, size -> Program.of(graph, target, Batches.extents(graph, size), roles, frozen));
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
    Program program = program(images.getShape().get(0));
    Map<String, PtNDArray> given = new HashMap<>(leaves);
    program.constants().forEach((name, tensor) -> given.put(name, Values.of(manager, tensor)));
    return program.run(manager, images, name -> stored(name, given), mode);
  }

  private PtNDArray stored(String name, Map<String, PtNDArray> leaves) {
    PtNDArray leaf = leaves.get(name);
    if (leaf != null) {
      return leaf;
    }
    PtNDArray constant = constants.get(name);
    if (constant != null) {
      return constant;
    }
    return (statistics.names().contains(name) ? statistics : fixed).view(name);
  }

  /** The first tensor in which training left a NaN or an infinity; cheap where there is none. */
  Optional<String> firstNonFinite() {
    return weights.firstNonFinite().or(statistics::firstNonFinite);
  }

  Graph graph() {
    return graph;
  }

  /** The tensors that are trained. */
  FlatTensors weights() {
    return weights;
  }

  /** The other tensors of layers: frozen, or not reached by what is trained. */
  FlatTensors fixed() {
    return fixed;
  }

  /** The running statistics. */
  FlatTensors statistics() {
    return statistics;
  }
}
