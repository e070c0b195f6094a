package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/**
 * How the tensors of a checkpoint fit a variant of an architecture.
 *
 * @param input the shape of one image, [C, H, W]
 * @param classes the number of logits
 * @param needed the shapes of the tensors that the variant needs, in network order
 * @param missing names that the variant needs and the checkpoint lacks, in network order
 * @param misshaped names that both have with different shapes, in network order
 * @param unexpected names that only the checkpoint has, in its order; the counters of batch norm
 *     ({@code num_batches_tracked}), which no network needs for evaluation, are left out
 */
public record Fit(
    Architecture architecture,
    Variant variant,
    Shape input,
    int classes,
    Map<String, Shape> needed,
    List<String> missing,
    List<String> misshaped,
    List<String> unexpected) {
  static final Comparator<Fit> BEST_FIRST =
      Comparator.<Fit>comparingInt(fit -> fit.missing.size() + fit.misshaped.size())
          .thenComparingInt(fit -> fit.unexpected.size());

  private static final String COUNTER = "num_batches_tracked";

  static Fit of(
      Architecture architecture,
      Variant variant,
      Shape input,
      int classes,
      Map<String, Shape> found) {
    Map<String, Shape> needed = variant.tensors(input, classes);
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    needed.forEach(
        (name, shape) -> {
          Shape present = found.get(name);
          if (present == null) {
            missing.add(name);
          } else if (!present.equals(shape)) {
            misshaped.add(name);
          }
        });
    List<String> unexpected =
        found.keySet().stream()
            .filter(name -> !needed.containsKey(name) && !isCounter(name))
            .toList();
    return new Fit(
        architecture,
        variant,
        input,
        classes,
        new LinkedHashMap<>(needed),
        List.copyOf(missing),
        List.copyOf(misshaped),
        unexpected);
  }

  private static boolean isCounter(String name) {
    return name.equals(COUNTER) || name.endsWith("." + COUNTER);
  }

  /** Whether the checkpoint has every tensor that the variant needs. */
  public boolean isComplete() {
    return missing.isEmpty() && misshaped.isEmpty();
  }
}
