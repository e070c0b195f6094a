package org.stratigraph.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Everything that the next steps depend on, as named tensors: {@code weight/NAME}, {@code
 * statistic/NAME}, {@code optimiser/MEMORY/NAME} and the number of steps.
 *
 * @param network whose weights and statistics are meant
 * @param rule whose memory is meant
 * @param steps that were taken
 */
record TrainingState(TrainedNetwork network, UpdateRule rule, long steps) {
  private static final String STEPS = "steps";

  /** The state, copied. */
  Map<String, Tensor> write() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put(STEPS, Tensor.ofLongs(Shape.of(), steps));
    put(state, "weight/", network.weights().tensors());
    put(state, "statistic/", network.statistics().tensors());
    new TreeMap<>(rule.memory())
        .forEach(
            (name, vector) ->
                put(state, "optimiser/" + name + "/", network.weights().tensors(vector)));
    return state;
  }

  private static void put(Map<String, Tensor> state, String prefix, Map<String, Tensor> tensors) {
    tensors.forEach((name, tensor) -> state.put(prefix + name, tensor));
  }

  /**
   * Overwrites network and rule by a state, after it was checked as a whole.
   *
   * @return the number of steps that were taken
   * @throws UnusableInputException if it is not the state of this graph and plan
   */
  long read(Map<String, Tensor> state) {
    check(state);
    network.weights().set(part(state, "weight/"));
    network.statistics().set(part(state, "statistic/"));
    rule.memory()
        .forEach(
            (name, vector) ->
                network.weights().set(vector, part(state, "optimiser/" + name + "/")));
    return stored(state, STEPS).toLongs()[0];
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

  private static Map<String, Tensor> part(Map<String, Tensor> state, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    state.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }

  private void check(Map<String, Tensor> state) {
    Map<String, Tensor> expected = write();
    expected.forEach(
        (name, tensor) -> {
          Tensor found = stored(state, name);
          if (found.type() != tensor.type() || !found.shape().equals(tensor.shape())) {
            throw new UnusableInputException(
                "The training cannot go on: '%s' of its state is %s instead of %s."
                    .formatted(name, found, tensor));
          }
        });
    Set<String> surplus = new java.util.TreeSet<>(state.keySet());
    surplus.removeAll(expected.keySet());
    if (!surplus.isEmpty()) {
      throw new UnusableInputException(
          "The training cannot go on: its state has a tensor '%s', which this network and plan do not have."
              .formatted(surplus.iterator().next()));
    }
    if (stored(state, STEPS).type() != ElementType.INT64 || stored(state, STEPS).toLongs()[0] < 0) {
      throw new UnusableInputException(
          "The training cannot go on: its state does not say how many steps were taken.");
    }
  }
}
