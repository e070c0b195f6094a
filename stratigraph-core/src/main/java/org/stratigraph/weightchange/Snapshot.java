package org.stratigraph.weightchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Shape;

/**
 * The weights of a network at one moment of its training.
 *
 * @param name what results and messages call it, such as a file's name
 * @param tensors its tensors; whoever opened them closes them
 */
public record Snapshot(String name, NamedTensors tensors) {
  /**
   * The names of the tensors that are compared, in order.
   *
   * @throws UnusableInputException if there are none
   */
  public List<String> layers() {
    return List.copyOf(weights(layer -> true).keySet());
  }

  /**
   * The weights: tensors of real numbers with more than one dimension, so neither biases nor the
   * parameters of norm layers.
   *
   * @throws UnusableInputException if there are none
   */
  Map<String, Shape> weights(Predicate<String> layers) {
    Map<String, Shape> weights = new LinkedHashMap<>();
    tensors
        .entries()
        .forEach(
            (layer, entry) -> {
              boolean real = entry.type().isFloatingPoint();
              if (real && entry.shape().rank() > 1 && entry.shape().elementCount() > 0) {
                weights.put(layer, entry.shape());
              }
            });
    if (weights.isEmpty()) {
      throw unusable(
          "holds no tensor of real numbers with more than one dimension, and only those are"
              + " compared.");
    }
    weights.keySet().removeIf(layers.negate());
    return weights;
  }

  /**
   * Checks that this is of the same network as another snapshot.
   *
   * @throws UnusableInputException naming the first tensor that differs
   */
  void requireSame(Map<String, Shape> expected, String other, Predicate<String> layers) {
    Map<String, Shape> found = weights(layers);
    expected.forEach(
        (layer, shape) -> {
          Shape here = found.get(layer);
          if (here == null) {
            throw unusable(
                "has no weights %s, which %s has; the checkpoints must be of one network.",
                Printable.quoted(layer), Printable.name(other));
          }
          if (!here.equals(shape)) {
            throw unusable(
                "the tensor %s has the shape %s, but %s in %s; the checkpoints must be of one"
                    + " network.",
                Printable.quoted(layer), here, shape, Printable.name(other));
          }
        });
    for (String layer : found.keySet()) {
      if (!expected.containsKey(layer)) {
        throw unusable(
            "holds the weights %s, which %s does not; the checkpoints must be of one network.",
            Printable.quoted(layer), Printable.name(other));
      }
    }
  }

  UnusableInputException unusable(String sentence, Object... arguments) {
    return new UnusableInputException(Printable.name(name) + ": " + sentence.formatted(arguments));
  }
}
