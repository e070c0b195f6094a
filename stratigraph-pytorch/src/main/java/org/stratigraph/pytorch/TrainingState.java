package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Everything that the next steps depend on, as named tensors: the number of steps, and vectors in
 * pieces, named {@code weight/NAME}, {@code statistic/NAME}, {@code optimiser/MEMORY/NAME} and so
 * on.
 *
 * @param vectors that make the state
 */
record TrainingState(List<Part> vectors) {
  private static final String STEPS = "steps";

  /**
   * A vector that belongs to the state.
   *
   * @param prefix of the names of its pieces, up to and with a slash
   * @param layout of the vector
   * @param vector that is read and overwritten
   */
  record Part(String prefix, FlatTensors layout, PtNDArray vector) {}

  TrainingState {
    vectors = List.copyOf(vectors);
  }

  /** The state, copied. */
  Map<String, Tensor> write(long steps) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put(STEPS, Tensor.ofLongs(Shape.of(), steps));
    for (Part part : vectors) {
      part.layout()
          .tensors(part.vector())
          .forEach((name, tensor) -> state.put(part.prefix() + name, tensor));
    }
    return state;
  }

  /**
   * Overwrites the vectors by a state, once it was checked as a whole.
   *
   * @return the number of steps that were taken
   * @throws UnusableInputException if it is not the state of this graph and plan
   */
  long read(Map<String, Tensor> state) {
    check(state);
    for (Part part : vectors) {
      Map<String, Tensor> pieces = new LinkedHashMap<>();
      for (String name : part.layout().names()) {
        pieces.put(name, stored(state, part.prefix() + name));
      }
      part.layout().set(part.vector(), pieces);
    }
    return stored(state, STEPS).toLongs()[0];
  }

  private void check(Map<String, Tensor> state) {
    Map<String, Tensor> expected = write(0);
    expected.forEach(
        (name, tensor) -> {
          Tensor found = stored(state, name);
          if (found.type() != tensor.type() || !found.shape().equals(tensor.shape())) {
            throw new UnusableInputException(
                "The training cannot go on: '%s' of its state is %s instead of %s."
                    .formatted(name, found, tensor));
          }
        });
    Set<String> surplus = new TreeSet<>(state.keySet());
    surplus.removeAll(expected.keySet());
    if (!surplus.isEmpty()) {
      throw new UnusableInputException(
          "The training cannot go on: its state has a tensor '%s', which this network and plan do not have."
              .formatted(surplus.iterator().next()));
    }
    long steps = stored(state, STEPS).toLongs()[0];
    if (steps < 0) {
      throw new UnusableInputException(
          "The training cannot go on: its state says that %d steps were taken.".formatted(steps));
    }
  }

  private static Tensor stored(Map<String, Tensor> state, String name) {
    Tensor tensor = state.get(name);
    if (tensor == null) {
      throw new UnusableInputException(
          "The training cannot go on: its state has no tensor '%s'; it is one of another network or plan."
              .formatted(name));
    }
    return tensor;
  }
}
