package org.stratigraph.graph;

/**
 * Names from a model made fit to be shown: the file may hold any text as a name, so what is not a
 * visible character is escaped, and the length is bounded.
 */
final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  /** The name with {@code \}{@code u000a} for a line feed and so on, cut after 120 characters. */
  static String name(String name) {
    StringBuilder text = new StringBuilder();
    int end = Math.min(name.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (c >= ' ' && c < 0x7f || Character.isLetterOrDigit(c)) {
        text.append(c);
      } else {
        text.append("\\u%04x".formatted((int) c));
      }
    }
    return text.append(name.length() > LONGEST ? "..." : "").toString();
  }
}
