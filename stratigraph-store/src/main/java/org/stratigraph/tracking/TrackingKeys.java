package org.stratigraph.tracking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that MLflow takes as keys: letters, digits, {@code _ - .}, space and {@code /}, at most 250
 * characters, and no path that would resolve to another one, since some servers keep a file for
 * each key ({@code mlflow/utils/validation.py}). TensorBoard takes them too.
 */
public final class TrackingKeys {
  /** Of a key, in all. */
  static final int LONGEST = 250;

  private TrackingKeys() {}

  /**
   * A name as one part of a key: what may not stand in it becomes {@code _}, also {@code /}, which
   * would make one key a folder of another; the middle of a long name is left out.
   *
   * @param most characters, at least 16
   */
  static String part(String name, int most) {
    StringBuilder part = new StringBuilder();
    String near = name.length() <= 2 * most ? name : cut(name, 2 * most);
    for (int i = 0; i < near.length(); i++) {
      char c = near.charAt(i);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '.'
              || c == ' ';
      part.append(legal ? c : '_');
    }
    String whole = part.toString();
    if (whole.isBlank() || whole.chars().allMatch(c -> c == '.')) {
      whole = "_" + whole;
    }
    return cut(whole, most);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int head = (most - 3) / 2;
    int tail = most - 3 - head;
    return text.substring(0, head) + "..." + text.substring(text.length() - tail);
  }

  /**
   * Different parts of keys for different names, in the same order. Those that would be alike, also
   * to a file system that takes small and capital letters for the same, are numbered.
   *
   * @param room characters that the rest of the key takes
   */
  public static List<String> parts(List<String> names, int room) {
    Set<String> taken = new HashSet<>();
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String part = part(name, LONGEST - room);
      for (int number = 2; !taken.add(part.toLowerCase(Locale.ROOT)); number++) {
        String ending = "-" + number;
        part = part(name, LONGEST - room - ending.length()) + ending;
      }
      parts.add(part);
    }
    return parts;
  }
}
