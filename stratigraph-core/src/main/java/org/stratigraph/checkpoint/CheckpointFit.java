package org.stratigraph.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stratigraph.Printable;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * How the tensors of a checkpoint compare with those that a network needs, by name and shape, all
 * differences at once. Tensors are never matched by their position.
 *
 * <p>{@code num_batches_tracked}, which counts steps and weighs nothing, may be missing and may be
 * left over.
 *
 * @param missing names that are needed and not there, in the order of the need
 * @param unexpected names that are there and not needed, in the order of the file
 * @param misshaped names that are there with another shape, each with both shapes
 */
public record CheckpointFit(List<String> missing, List<String> unexpected, List<String> misshaped) {
  private static final String STEP_COUNTER = "num_batches_tracked";
  private static final int MOST = 10;

  public CheckpointFit {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    misshaped = List.copyOf(misshaped);
  }

  /**
   * Compares.
   *
   * @param expected the shape of each tensor of the network
   * @param checkpoint the tensors there are
   */
  public static CheckpointFit of(Map<String, Shape> expected, Checkpoint checkpoint) {
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          Tensor tensor = checkpoint.tensors().get(name);
          if (tensor == null) {
            if (!isStepCounter(name)) {
              missing.add(name);
            }
          } else if (!tensor.shape().equals(shape) && !isStepCounter(name)) {
            misshaped.add("%s %s instead of %s".formatted(name, tensor.shape(), shape));
          }
        });
    List<String> unexpected = new ArrayList<>();
    for (String name : checkpoint.tensors().keySet()) {
      if (!expected.containsKey(name) && !isStepCounter(name)) {
        unexpected.add(name);
      }
    }
    return new CheckpointFit(missing, unexpected, misshaped);
  }

  /** The differences in words, bounded in length; {@code none} for an exact fit. */
  public String differences() {
    List<String> parts = new ArrayList<>();
    describe(parts, missing, "missing");
    describe(parts, unexpected, "unexpected");
    describe(parts, misshaped, "of another shape");
    return parts.isEmpty() ? "none" : String.join("; ", parts);
  }

  private static void describe(List<String> parts, List<String> names, String what) {
    if (!names.isEmpty()) {
      List<String> first = names.stream().limit(MOST).map(Printable::name).toList();
      String more = names.size() > MOST ? ", ..." : "";
      parts.add("%d %s (%s%s)".formatted(names.size(), what, String.join(", ", first), more));
    }
  }

  private static boolean isStepCounter(String name) {
    return name.equals(STEP_COUNTER) || name.endsWith("." + STEP_COUNTER);
  }
}
