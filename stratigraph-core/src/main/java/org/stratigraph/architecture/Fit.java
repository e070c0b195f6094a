package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.stratigraph.tensor.Shape;

/**
 * How the tensors of a checkpoint fit a variant of an architecture.
 *
 * @param input the shape of one image, [C, H, W]
 * @param classes the number of logits
 * @param needed the shapes of the tensors that the variant needs, in network order
 * @param missing names that the variant needs and the checkpoint lacks, in network order
 * @param misshaped names that both have with different shapes, in network order
 * @param unexpected names that only the checkpoint has and that nothing explains, in its order
 * @param unused names that only the checkpoint has and that are known to play no part in
 *     evaluation, in its order: what the source of the variant stores without using it, second
 *     batch norms for adversarial training ({@code aux_bn}), and counters of profilers ({@code
 *     total_ops}, {@code total_params}). The counters of batch norm ({@code num_batches_tracked})
 *     are in neither list
 */
public record Fit(
    Architecture architecture,
    Variant variant,
    Shape input,
    int classes,
    Map<String, Shape> needed,
    List<String> missing,
    List<String> misshaped,
    List<String> unexpected,
    List<String> unused) {
  static final Comparator<Fit> BEST_FIRST =
      Comparator.<Fit>comparingInt(fit -> fit.missing.size() + fit.misshaped.size())
          .thenComparingInt(fit -> fit.unexpected.size());

  private static final String COUNTER = "num_batches_tracked";
  private static final Pattern LEFTOVERS =
      Pattern.compile("(^|\\.)(total_ops|total_params)$|aux_bn");

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
    List<String> unexpected = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    for (String name : found.keySet()) {
      if (!needed.containsKey(name) && !isCounter(name)) {
        (variant.isUnused(name) || isLeftover(name) ? unused : unexpected).add(name);
      }
    }
    return new Fit(
        architecture,
        variant,
        input,
        classes,
        Collections.unmodifiableMap(new LinkedHashMap<>(needed)),
        List.copyOf(missing),
        List.copyOf(misshaped),
        List.copyOf(unexpected),
        List.copyOf(unused));
  }

  private static boolean isCounter(String name) {
    return name.equals(COUNTER) || name.endsWith("." + COUNTER);
  }

  private static boolean isLeftover(String name) {
    return LEFTOVERS.matcher(name).find();
  }

  /**
   * Whether the checkpoint is one of this variant: every needed tensor is there, and nothing else.
   * Tensors left over count as much as missing ones, because those of a shallow network are all
   * found in a deeper one.
   */
  public boolean isExact() {
    return missing.isEmpty() && misshaped.isEmpty() && unexpected.isEmpty();
  }
}
