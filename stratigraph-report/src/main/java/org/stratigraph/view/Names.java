package org.stratigraph.view;

import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** Names from files in formats that are neither XML nor HTML. */
final class Names {
  private static final int LONGEST = 160;

  private Names() {}

  /**
   * A name of at most 160 characters on one line. What cannot be seen or reorders what stands
   * around it is shown as a backslash, {@code u} and four hex digits.
   */
  static String shown(String name) {
    String line = Label.of(name, LONGEST);
    StringBuilder shown = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean unfit =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              if (unfit && Character.isBmpCodePoint(c)) {
                shown.append(Markup.visible((char) c));
              } else if (!unfit) {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
