package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;

/**
 * Which layers a user means, by patterns: {@code *} stands for any characters, dots and slashes
 * included, {@code ?} for one, and everything else for itself. A leading {@code !} takes the
 * matching layers out again; the last pattern that matches a layer decides. Without a pattern, or
 * with nothing but {@code !} patterns, all layers are meant at first.
 *
 * @param patterns as written
 */
record LayerSelection(List<String> patterns) {
  LayerSelection {
    patterns = List.copyOf(patterns);
  }

  /** Whether a layer of that name is meant. */
  boolean includes(String layer) {
    boolean included = patterns.stream().allMatch(p -> p.startsWith("!"));
    for (String pattern : patterns) {
      boolean out = pattern.startsWith("!");
      if (matches(out ? pattern.substring(1) : pattern, layer)) {
        included = !out;
      }
    }
    return included;
  }

  /**
   * Checks that each pattern meets a layer, so that a misspelt one does not go unnoticed.
   *
   * @throws UnusableInputException naming the pattern and some of the names that there are
   */
  void requireMatches(List<String> layers) {
    for (String pattern : patterns) {
      String glob = pattern.startsWith("!") ? pattern.substring(1) : pattern;
      if (layers.stream().noneMatch(layer -> matches(glob, layer))) {
        List<String> some = new ArrayList<>(layers.subList(0, Math.min(5, layers.size())));
        throw new UnusableInputException(
            "--layers '"
                + pattern
                + "' matches no layer. The network has "
                + layers.size()
                + " layers, such as "
                + String.join(", ", some)
                + "; 'stratigraph inspect' lists them all.");
      }
    }
  }

  private static boolean matches(String glob, String layer) {
    StringBuilder expression = new StringBuilder();
    glob.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(layer).matches();
  }
}
