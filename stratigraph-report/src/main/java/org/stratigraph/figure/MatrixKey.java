package org.stratigraph.figure;

import static org.stratigraph.figure.MatrixDrawing.MARGIN;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.figure.Matrix.Cell;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Typeface;

/** What the colours, hatching and dots of a matrix mean, above it. */
final class MatrixKey {
  static final String UNKNOWN = "not known";

  private static final double BELOW = 6;

  private final Canvas canvas;
  private final Matrix matrix;
  private final Size size;
  private final double font;
  private final double small;

  MatrixKey(Canvas canvas, Matrix matrix, Size size, double small) {
    this.canvas = canvas;
    this.matrix = matrix;
    this.size = size;
    this.font = size.font();
    this.small = small;
  }

  /** The colours and what they mean; gives the y below it. */
  double draw(double top) {
    Matrix.Key key = matrix.key();
    double bar = Math.min(110, size.width() * 0.25);
    double height = font * 0.95;
    String quantity = Names.fitting(key.quantity(), font, size.width() * 0.5);
    double baseline = top + height / 2 + font * Typeface.CAPITAL / 2;
    canvas.text(MARGIN, baseline, Anchor.START, font, Colour.INK, quantity);
    double x = MARGIN + Typeface.width(quantity, font) + 12;
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      // Each a little wider, so that no paper shows between them.
      double width = i == steps - 1 ? bar / steps : 1.5 * bar / steps;
      Colour colour = key.scale().at((i + 0.5) / steps);
      canvas.rectangle(x + i * bar / steps, top, width, height, colour);
    }
    for (double tick : key.ticks()) {
      double at = x + (tick - key.low()) / (key.high() - key.low()) * bar;
      canvas.line(at, top + height, at, top + height + 2, Colour.INK, 0.5);
      double base = top + height + 3 + small * Typeface.CAPITAL;
      canvas.text(at, base, Anchor.MIDDLE, small, Colour.INK, key.tick().apply(tick));
    }
    double y = signs(x + bar + 14, top, height);
    if (!matrix.subtitle().isEmpty()) {
      y += 3 + small;
      String line = Names.fitting(matrix.subtitle(), small, size.width() - 2 * MARGIN);
      canvas.text(MARGIN, y, Anchor.START, small, Colour.MUTED, line);
      y += small * 0.3;
    }
    return y + BELOW;
  }

  /** What hatching and dots mean, beside the scale or below it; gives the y below all of it. */
  private double signs(double beside, double top, double height) {
    List<Cell> cells = matrix.rows().stream().flatMap(row -> row.cells().stream()).toList();
    List<String> words = new ArrayList<>();
    if (cells.stream().anyMatch(cell -> !Double.isFinite(cell.value()))) {
      words.add(UNKNOWN);
    }
    if (cells.stream().anyMatch(Cell::marked)) {
      words.add("settled");
    }
    double needs = 0;
    for (String word : words) {
      needs += height * 1.4 + 3 + Typeface.width(word, small) + 10;
    }
    double below = top + height + 3 + small;
    boolean fits = beside + needs - 10 <= size.width() - MARGIN;
    double x = fits ? beside : MARGIN;
    double y = fits ? top : below + 4;
    for (String word : words) {
      Colour ground = matrix.key().scale().at(0.1);
      if (word.equals(UNKNOWN)) {
        canvas.hatch(x, y, height * 1.4, height, Note.NONE);
      } else {
        canvas.rectangle(x, y, height * 1.4, height, ground);
        dot(canvas, x + height * 0.7, y + height / 2, height, ground);
      }
      double baseline = y + height / 2 + small * Typeface.CAPITAL / 2;
      double text = x + height * 1.4 + 3;
      canvas.text(text, baseline, Anchor.START, small, Colour.MUTED, word);
      x = text + Typeface.width(word, small) + 10;
    }
    return fits || words.isEmpty() ? below : y + height;
  }

  /** A dot that stands out from its ground. */
  static void dot(Canvas canvas, double x, double y, double room, Colour ground) {
    Colour ink = ground.isDark() ? Colour.PAPER : new Colour(0);
    double radius = Math.min(1.3, room * 0.22);
    canvas.add(new Mark.Circle(x, y, radius, Paint.fill(ink), Note.of("settled")));
  }
}
