package org.stratigraph.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * How the tensors of a checkpoint compare with those that a network needs, by name and shape, all
 * differences at once. Tensors are never matched by their position.
 *
 * <p>{@code num_batches_tracked}, which counts steps and weighs nothing, may be missing and may be
 * left over.
 *
 * @param checkpoint what was compared
 * @param missing names that are needed and not there, in the order of the need
 * @param unexpected names that are there and not needed, in the order of the file
 * @param misshaped names that are there with another shape, each with both shapes
 */
public record CheckpointFit(
    Checkpoint checkpoint, List<String> missing, List<String> unexpected, List<String> misshaped) {
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
   * @param optional names of {@code expected} that may be missing
   */
  public static CheckpointFit of(
      Map<String, Shape> expected, Checkpoint checkpoint, Set<String> optional) {
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          Tensor tensor = checkpoint.tensors().get(name);
          if (tensor == null) {
            if (!optional.contains(name) && !isStepCounter(name)) {
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
    return new CheckpointFit(checkpoint, missing, unexpected, misshaped);
  }

  /** Whether every needed tensor is there in its shape; others may be left over. */
  public boolean isComplete() {
    return missing.isEmpty() && misshaped.isEmpty();
  }

  /** Whether the checkpoint holds exactly what is needed. */
  public boolean isExact() {
    return isComplete() && unexpected.isEmpty();
  }

  /**
   * Accepts only an exact fit.
   *
   * @param architecture the network's name, for the message
   * @throws UnusableInputException if the fit is not exact; one message names the file and lists
   *     missing, unexpected and mis-shaped tensors, the first ten and the number of each
   */
  public void requireExact(String architecture) {
    if (!isExact()) {
      throw refusal(architecture);
    }
  }

  /**
   * Accepts left-over tensors.
   *
   * @param architecture the network's name, for the message
   * @throws UnusableInputException if tensors are missing or mis-shaped; the message is that of
   *     {@link #requireExact}
   */
  public void requireComplete(String architecture) {
    if (!isComplete()) {
      throw refusal(architecture);
    }
  }

  private UnusableInputException refusal(String architecture) {
    return new UnusableInputException(
        "%s: its tensors do not fit %s: %s. Choose the architecture that was trained."
            .formatted(checkpoint.source(), architecture, differences()));
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
