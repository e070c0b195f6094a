package org.stratigraph.figure;

import java.util.Map;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Typeface;

/** Names of networks and layers as figures print them. */
public final class Names {
  /** What names in published tables have between dollar signs. */
  private static final Map<String, String> TEX =
      Map.of(
          "$\\epsilon$", "\u03b5",
          "$\\varepsilon$", "\u03b5",
          "$\\rightarrow$", "\u2192",
          "$\\to$", "\u2192",
          "$\\infty$", "\u221e",
          "$\\ell_2$", "L2",
          "$\\ell_\\infty$", "L\u221e",
          "$\\times$", "\u00d7",
          "$\\pm$", "\u00b1");

  private Names() {}

  /** A name without TeX, of at most {@link Label#FULL} characters, on one line. */
  public static String plain(String name) {
    String plain = Label.full(name);
    if (plain.indexOf('$') >= 0) {
      for (Map.Entry<String, String> symbol : TEX.entrySet()) {
        plain = plain.replace(symbol.getKey(), symbol.getValue());
      }
    }
    return plain;
  }

  /** As much of a plain name as fits a width. */
  static String fitting(String name, double size, double room) {
    return Typeface.fitting(plain(name), size, room);
  }
}
