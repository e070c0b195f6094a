package org.stratigraph;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names from a file made fit for a message: a file may hold any text as a name, so what is not a
 * visible character is escaped, and the length is bounded.
 */
public final class Printable {
  private static final int LONGEST = 120;
  private static final int MOST = 10;

  private Printable() {}

  /** The name with {@code \}{@code u000a} for a line feed and so on, cut after 120 characters. */
  public static String name(String name) {
    StringBuilder text = new StringBuilder();
    int end = Math.min(name.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
        text.append(c);
      } else {
        text.append("\\u%04x".formatted((int) c));
      }
    }
    return text.append(name.length() > LONGEST ? "..." : "").toString();
  }

  /** The name in double quotes. */
  public static String quoted(String name) {
    return '"' + name(name) + '"';
  }

  /** The first ten names in double quotes, and how many more there are. */
  public static String quoted(Collection<String> names) {
    String first =
        names.stream().limit(MOST).map(Printable::quoted).collect(Collectors.joining(", "));
    return names.size() > MOST ? first + " and " + (names.size() - MOST) + " more" : first;
  }
}
