package org.stratigraph.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of a network is shown, finest first. */
public enum Detail {
  /** Every layer. */
  LAYERS,
  /** The innermost groups that are closed: residual blocks, fire modules. */
  BLOCKS,
  /** The groups around these. */
  STAGES,
  /** The groups around these. */
  PARTS;

  /** The name that the user sees: {@code layers}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of a label; empty if there is none. */
  public static Optional<Detail> find(String label) {
    return Arrays.stream(values()).filter(detail -> detail.label().equals(label)).findFirst();
  }
}
