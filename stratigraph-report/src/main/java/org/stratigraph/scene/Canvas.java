package org.stratigraph.scene;

import java.util.ArrayList;
import java.util.List;

/** Collects the marks of a scene. Not thread-safe. */
public final class Canvas {
  private final List<Mark> marks = new ArrayList<>();

  /** Adds a mark. */
  public void add(Mark mark) {
    marks.add(mark);
  }

  /** A filled rectangle that stands for nothing. */
  public void rectangle(double x, double y, double width, double height, Colour fill) {
    add(new Mark.Rectangle(x, y, width, height, Paint.fill(fill), Note.NONE));
  }

  /** A straight line. */
  public void line(double x1, double y1, double x2, double y2, Colour colour, double width) {
    line(x1, y1, x2, y2, Paint.line(colour, width));
  }

  /** A straight line. */
  public void line(double x1, double y1, double x2, double y2, Paint paint) {
    List<Point> ends = List.of(new Point(x1, y1), new Point(x2, y2));
    add(new Mark.Path(List.of(ends), false, paint, Note.NONE));
  }

  /** One line of text on its baseline; nothing if it is empty. */
  public void text(double x, double y, Anchor anchor, double size, Colour colour, String text) {
    if (text.isEmpty()) {
      return;
    }
    add(new Mark.Text(x, y, text, size, anchor, 0, colour, Note.NONE));
  }

  /** Text that reads upwards; nothing if it is empty. */
  public void upright(double x, double y, Anchor anchor, double size, Colour colour, String text) {
    if (text.isEmpty()) {
      return;
    }
    add(new Mark.Text(x, y, text, size, anchor, -90, colour, Note.NONE));
  }

  /** Oblique hatching of a rectangle: here is nothing to show. */
  public void hatch(double x, double y, double width, double height, Note note) {
    add(new Mark.Rectangle(x, y, width, height, Paint.fill(HATCH_GROUND), note));
    List<List<Point>> lines = Hatch.lines(x, y, width, height);
    if (!lines.isEmpty()) {
      add(new Mark.Path(lines, false, Paint.line(HATCH_LINE, 0.45), Note.NONE));
    }
  }

  private static final Colour HATCH_GROUND = new Colour(0xf3f4f5);
  private static final Colour HATCH_LINE = new Colour(0x9aa0a6);

  /** The marks so far as a scene. */
  public Scene scene(double width, double height, String title, String description) {
    return new Scene(width, height, title, description, marks);
  }
}
