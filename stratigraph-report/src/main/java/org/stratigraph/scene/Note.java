package org.stratigraph.scene;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mark stands for, so that a page can answer when it is pointed at. PDF and PNG leave it
 * out.
 *
 * @param kind of mark, such as {@code cell}: its class in SVG; empty for none
 * @param tooltip what the reader is told; empty for none
 * @param data facts by name ({@code network}, {@code layer}, {@code value}), in a fixed order; in
 *     SVG attributes {@code data-...}. Numbers as {@link Double#toString}, fractions not percent
 */
public record Note(String kind, String tooltip, Map<String, String> data) {
  /** Of a mark that stands for nothing. */
  public static final Note NONE = new Note("", "", Map.of());

  /**
   * @throws IllegalArgumentException if a kind or a name of data is not of small letters and
   *     hyphens
   */
  public Note {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    requireName(kind);
    data.keySet().forEach(Note::requireName);
  }

  private static void requireName(String name) {
    if (!name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-')) {
      throw new IllegalArgumentException("not a name for a mark: " + name);
    }
  }

  /** A kind alone. */
  public static Note of(String kind) {
    return new Note(kind, "", Map.of());
  }

  /** A kind with a tooltip. */
  public static Note of(String kind, String tooltip) {
    return new Note(kind, tooltip, Map.of());
  }

  /** The same with one more fact. */
  public Note with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(name, value);
    return new Note(kind, tooltip, more);
  }

  /** The same with one more number; nothing where it is not finite. */
  public Note with(String name, double value) {
    return Double.isFinite(value) ? with(name, Double.toString(value)) : this;
  }
}
