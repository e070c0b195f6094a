package org.stratigraph.checkpoint;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names from a file made fit for a message: control characters escaped, length bounded. */
final class Quoted {
  private static final int LONGEST = 120;
  private static final int MOST = 10;

  private Quoted() {}

  /** The name in double quotes. */
  static String of(String name) {
    return '"' + plain(name) + '"';
  }

  /** The name without quotes. */
  static String plain(String name) {
    StringBuilder text = new StringBuilder();
    int end = Math.min(name.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      boolean plain = (c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c);
      if (plain) {
        text.append(c);
      } else {
        text.append("\\u%04x".formatted((int) c));
      }
    }
    return text.append(name.length() > LONGEST ? "..." : "").toString();
  }

  /** The first ten names in double quotes, and how many more there are. */
  static String of(Collection<String> names) {
    String first = names.stream().limit(MOST).map(Quoted::of).collect(Collectors.joining(", "));
    return names.size() > MOST ? first + " and " + (names.size() - MOST) + " more" : first;
  }
}
