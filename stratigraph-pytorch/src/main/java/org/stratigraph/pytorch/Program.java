package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * What has to be computed, in order, to get from images to one value of a graph, for one batch
 * size. Nodes that only compute sizes, and nodes that the value does not depend on, are not in it.
 */
final class Program {
  /**
   * One computed value.
   *
   * @param operands the slots of the operator's inputs; -1 where it is read at compile time
   * @param result the slot of the value
   * @param dead computed slots that nothing needs afterwards
   */
  record Step(Node node, Operation operation, int[] operands, int result, int[] dead) {}

  private final List<Step> steps;
  private final Map<String, Integer> tensors;
  private final Map<String, Tensor> constants;
  private final int slots;
  private final int images;
  private final int target;
  private final Shape shape;

  Program(
      List<Step> steps,
      Map<String, Integer> tensors,
      Map<String, Tensor> constants,
      int slots,
      int images,
      int target,
      Shape shape) {
    this.steps = List.copyOf(steps);
    this.tensors = Collections.unmodifiableMap(tensors);
    this.constants = Collections.unmodifiableMap(constants);
    this.slots = slots;
    this.images = images;
    this.target = target;
    this.shape = shape;
  }

  /**
   * The program for a value.
   *
   * @param graph with one input
   * @param target the value's name
   * @param batch the extents of the images, batch included
   * @param roles of the graph's tensors
   * @param frozen the trained tensors that stay as they are
   * @throws UnusableInputException if an operator on the way cannot be trained
   */
  static Program of(
      Graph graph, String target, long[] batch, TensorRoles roles, Set<String> frozen) {
    return new Compilation(graph, batch, roles, frozen).program(target);
  }

  /** The stored tensors that it needs, in the order of the graph, and the constants. */
  Set<String> tensors() {
    return tensors.keySet();
  }

  /** Real tensors that it needs and that follow from the shapes, by the names of their values. */
  Map<String, Tensor> constants() {
    return constants;
  }

  /** The shape of the value that it computes. */
  Shape shape() {
    return shape;
  }

  /**
   * Runs the program.
   *
   * @param manager owns all that is computed
   * @param input the images
   * @param stored gives the stored tensors and the constants by name
   * @return the value, owned by the manager
   */
  @SuppressWarnings("ReferenceEquality") // Handles, of which two may have the same values.
  PtNDArray run(
      PtNDManager manager,
      PtNDArray input,
      Function<String, PtNDArray> stored,
      Operation.Mode mode) {
    Run run = new Run(slots, mode, manager);
    run.values[images] = input;
    tensors.forEach((name, slot) -> run.values[slot] = stored.apply(name));
    for (Step step : steps) {
      run.operands = step.operands();
      PtNDArray result = step.operation().apply(run);
      for (int operand : step.operands()) {
        if (operand >= 0 && run.values[operand] == result) {
          // A second handle, so that the first can be given back when nothing needs it any more.
          result = JniUtils.reshape(result, result.getShape().getShape());
          break;
        }
      }
      if (result.getManager() != manager) {
        result.attach(manager);
      }
      run.values[step.result()] = result;
      for (int slot : step.dead()) {
        run.take(slot).close();
      }
    }
    return run.take(target);
  }

  /** The values of one run. */
  private static final class Run implements Operation.Operands {
    private final @Nullable PtNDArray[] values;
    private final Operation.Mode mode;
    private final PtNDManager manager;
    private int[] operands = {};

    Run(int slots, Operation.Mode mode, PtNDManager manager) {
      this.values = new PtNDArray[slots];
      this.mode = mode;
      this.manager = manager;
    }

    PtNDArray take(int slot) {
      PtNDArray value = values[slot];
      if (value == null) {
        throw new IllegalStateException("slot %d is empty".formatted(slot));
      }
      return value;
    }

    @Override
    public PtNDArray get(int input) {
      return take(operands[input]);
    }

    @Override
    public Operation.Mode mode() {
      return mode;
    }

    @Override
    public PtNDManager manager() {
      return manager;
    }
  }
}
