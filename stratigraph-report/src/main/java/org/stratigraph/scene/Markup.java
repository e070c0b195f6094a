package org.stratigraph.scene;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Builds XML that is also valid HTML, and the one place where text is escaped. Everything that
 * comes from a result passes through {@link #escape}; element and attribute names are always our
 * own. Not thread-safe.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> unclosed = new ArrayDeque<>();

  /**
   * Text that is safe between tags and in a quoted attribute. Characters that could end markup are
   * written as references. Characters that cannot be seen, that XML forbids or that reorder what
   * stands around them (controls, lone surrogates, bidirectional overrides) are shown as a
   * backslash, {@code u} and four hex digits. Line feed and tab stay.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n', '\t' -> escaped.append(c);
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            escaped.append(c).append(text.charAt(++i));
          } else if (isUnfit(c)) {
            escaped.append(visible(c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  /**
   * The same text without references, for places that are escaped in another way, such as JSON:
   * characters that cannot be seen or that reorder others are shown by their codes.
   */
  public static String legible(String text) {
    StringBuilder legible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        legible.append(c).append(text.charAt(++i));
      } else {
        legible.append(isUnfit(c) && c != '\n' && c != '\t' ? visible(c) : c);
      }
    }
    return legible.toString();
  }

  /** A character's code as a backslash, {@code u} and four hex digits. */
  public static String visible(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }

  /** Fixed ranges, so that the result does not depend on the Unicode version of the JDK. */
  private static boolean isUnfit(char c) {
    return Character.isISOControl(c)
        || Character.isSurrogate(c)
        || c == '\u00ad'
        || c == '\u061c'
        || c == '\u200b'
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u206f')
        || c == '\ufeff'
        || (c >= '\ufff9' && c <= '\ufffb')
        || c >= '\ufffe';
  }

  /** Opens an element; attributes are name, value, name, value... */
  public Markup open(String element, String... attributes) {
    tag(element, attributes);
    out.append('>');
    unclosed.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    out.append("</").append(unclosed.pop()).append('>');
    return this;
  }

  /** An element that holds nothing but text. */
  public Markup element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element that holds nothing. */
  public Markup empty(String element, String... attributes) {
    tag(element, attributes);
    out.append("/>");
    return this;
  }

  /** Escaped text. */
  public Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** A name from a file: set apart from the direction of the text around it. */
  public Markup name(String name, String element) {
    return open(element).element("bdi", name).close();
  }

  /** Finished markup. */
  public Markup add(Markup other) {
    out.append(other);
    return this;
  }

  /** Our own style sheet, script or line break, as it is. Never anything from a result. */
  public Markup verbatim(String ours) {
    out.append(ours);
    return this;
  }

  private void tag(String element, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attributes of " + element + " are not name-value pairs");
    }
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escape(attributes[i + 1])).append('"');
    }
  }

  /**
   * The markup so far.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!unclosed.isEmpty()) {
      throw new IllegalStateException("unclosed elements: " + unclosed);
    }
    return out.toString();
  }
}
