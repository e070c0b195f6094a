package org.stratigraph.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes what wrappers put before the tensors' names, after {@link StateDictRules}. */
final class NamePrefixes {
  private NamePrefixes() {}

  /** The same values under the network's own names, in the same order; adds to the notes. */
  static <T> Map<String, T> strip(Map<String, T> tensors, List<String> notes) {
    Map<String, T> current = new LinkedHashMap<>(tensors);
    if (current.containsKey(StateDictRules.COUNTER)
        && current.keySet().stream()
            .allMatch(n -> n.equals(StateDictRules.COUNTER) || n.startsWith("module."))) {
      current.remove(StateDictRules.COUNTER);
      notes.add("Left out the counter \"" + StateDictRules.COUNTER + "\" of an averaged model.");
    }
    boolean changed = true;
    while (changed && !current.isEmpty()) {
      changed = keepRobustModel(current, notes);
      for (String prefix : StateDictRules.PREFIXES) {
        if (current.keySet().stream()
            .allMatch(n -> n.startsWith(prefix) && n.length() > prefix.length())) {
          current = without(prefix, current);
          notes.add("Stripped \"" + prefix + "\" from every tensor's name.");
          changed = true;
        }
      }
    }
    return current;
  }

  private static <T> boolean keepRobustModel(Map<String, T> tensors, List<String> notes) {
    String model = StateDictRules.ROBUST_MODEL;
    boolean robust =
        tensors.keySet().stream().anyMatch(n -> n.startsWith(model))
            && tensors.keySet().stream().anyMatch(NamePrefixes::isRobustExtra)
            && tensors.keySet().stream().allMatch(n -> n.startsWith(model) || isRobustExtra(n));
    if (!robust) {
      return false;
    }
    int before = tensors.size();
    tensors.keySet().removeIf(NamePrefixes::isRobustExtra);
    notes.add(
        "Left out %d tensors of the robustness library's attacker and normaliser."
            .formatted(before - tensors.size()));
    return true;
  }

  private static boolean isRobustExtra(String name) {
    return StateDictRules.ROBUST_EXTRAS.stream().anyMatch(name::startsWith);
  }

  private static <T> Map<String, T> without(String prefix, Map<String, T> tensors) {
    Map<String, T> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(name.substring(prefix.length()), tensor));
    return renamed;
  }
}
