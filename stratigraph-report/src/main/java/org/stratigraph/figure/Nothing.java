package org.stratigraph.figure;

import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;

/** A figure where there is nothing to draw: it says so, rather than showing empty axes. */
final class Nothing {
  private Nothing() {}

  /** A sheet with one sentence. */
  static Scene of(String title, String sentence, Size size) {
    Canvas canvas = new Canvas();
    double font = size.font();
    String line = Typeface.fitting(sentence, font, size.width() - 12);
    canvas.text(size.width() / 2, 26, Anchor.MIDDLE, font, Colour.MUTED, line);
    return canvas.scene(size.width(), 46, title, sentence);
  }
}
