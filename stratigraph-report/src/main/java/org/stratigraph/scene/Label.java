package org.stratigraph.scene;

/**
 * Names from files, made fit to be shown: never longer than asked for, on one line.
 *
 * <p>Long names lose their middle, because layer names differ at their ends.
 */
public final class Label {
  /** The longest name shown in full where there is room, in code points. */
  public static final int FULL = 400;

  private static final String ELLIPSIS = "\u2026";
  private static final String NAMELESS = "(no name)";

  private Label() {}

  /**
   * A name of at most {@code most} code points; line feeds and tabs become visible escapes.
   *
   * @param most at least 3
   */
  public static String of(String name, int most) {
    if (name.isEmpty()) {
      return NAMELESS;
    }
    String line =
        bounded(name).replace("\n", Markup.visible('\n')).replace("\t", Markup.visible('\t'));
    int length = line.codePointCount(0, line.length());
    if (length <= most) {
      return line;
    }
    int head = (most - 1) / 2;
    int tail = most - 1 - head;
    return line.substring(0, line.offsetByCodePoints(0, head))
        + ELLIPSIS
        + line.substring(line.offsetByCodePoints(line.length(), -tail));
  }

  /** A name as long as a tooltip or table cell can hold. */
  public static String full(String name) {
    return of(name, FULL);
  }

  /** Sentences, of at most 4,096 characters; white space becomes single spaces. */
  public static String prose(String text) {
    return bounded(text).strip().replaceAll("[ \\t\\r\\n]+", " ");
  }

  /** The last part of a path: what a figure has room for. */
  public static String lastPart(String path, int most) {
    String trimmed = path.replaceAll("[/\\\\]+$", "");
    int slash = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
    return of(trimmed.substring(slash + 1), most);
  }

  /**
   * An upper estimate of the width of text set in a sans-serif face. Real metrics differ between
   * machines, and a figure must not.
   */
  public static double width(String text, double fontSize) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\u2e80') {
        ems += 1;
      } else if ("il.,:;|!'()[]/ ".indexOf(c) >= 0) {
        ems += 0.33;
      } else if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%') {
        ems += 0.9;
      } else if (Character.isUpperCase(c)) {
        ems += 0.7;
      } else {
        ems += 0.58;
      }
    }
    return ems * fontSize;
  }

  /** At most 4,096 characters of a name that may hold a million. */
  private static String bounded(String name) {
    int part = 2048;
    if (name.length() <= 2 * part) {
      return name;
    }
    return name.substring(0, part) + ELLIPSIS + name.substring(name.length() - part);
  }
}
