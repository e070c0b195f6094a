package org.stratigraph.scene;

import java.util.List;

/** Scenes for tests. */
final class Scenes {
  private Scenes() {}

  /** One mark of each kind, with a hostile name among them. */
  static Scene everything(String name) {
    Canvas canvas = new Canvas();
    canvas.add(
        new Mark.Rectangle(
            10,
            10,
            30,
            20,
            Paint.fill(new Colour(0xff0000)),
            Note.of("cell", name + ": 5 %").with("network", name).with("value", 0.05)));
    canvas.add(
        new Mark.Circle(60, 20, 10, Paint.fill(new Colour(0x00ff00)).withOpacity(0.5), Note.NONE));
    canvas.add(
        new Mark.Path(
            List.of(
                List.of(new Point(80, 10), new Point(100, 10), new Point(90, 30)),
                List.of(new Point(110, 10), new Point(120, 30))),
            true,
            Paint.fill(Colour.PAPER).withLine(Colour.INK, 0.5).withDashes(2, 1),
            Note.NONE));
    canvas.hatch(130, 10, 10, 10, Note.NONE);
    canvas.text(10, 50, Anchor.START, 8, Colour.INK, "finite \u00b1 0.5 \u2212 \u03b5");
    canvas.upright(150, 60, Anchor.END, 8, Colour.MUTED, name);
    return canvas.scene(160, 70, "Everything", "One mark of each kind.");
  }
}
