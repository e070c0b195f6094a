package org.stratigraph.cli;

/** Text that may hold anything, made fit for one line of a terminal. */
final class OneLine {
  private OneLine() {}

  /**
   * Line ends become spaces; characters that a terminal would obey, or that turn the direction of
   * writing, become question marks.
   */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.strip()
        .lines()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .forEach(part -> add(line, part));
    return line.toString();
  }

  private static void add(StringBuilder line, String part) {
    if (line.length() > 0) {
      line.append(' ');
    }
    part.codePoints().forEach(c -> line.appendCodePoint(isHarmless(c) ? c : '?'));
  }

  private static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
