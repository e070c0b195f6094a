package org.stratigraph;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The name that somebody meant who wrote another one. */
public final class NearestName {
  /** Longer ones are no slips of the finger, and would cost time. */
  private static final int LONGEST = 60;

  private NearestName() {}

  /**
   * The known name that differs least from a word, if it differs little: in at most two letters, or
   * a third of them.
   *
   * @param known names; the first of several equally near ones is taken
   */
  public static Optional<String> to(String word, Collection<String> known) {
    return to(word, known, name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * {@link #to(String, Collection)} where names are the same that have one form.
   *
   * @param form of a name, by which it is compared
   */
  public static Optional<String> to(
      String word, Collection<String> known, UnaryOperator<String> form) {
    String wanted = form.apply(word);
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, form.apply(name))))
        .filter(name -> distance(wanted, form.apply(name)) <= Math.max(2, wanted.length() / 3));
  }

  /** {@code ; did you mean 'trials'?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** How many letters must be added, left out or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
