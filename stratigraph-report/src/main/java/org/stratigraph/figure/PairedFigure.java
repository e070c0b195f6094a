package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.LayerRole;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;

/** Two networks layer by layer: the difference of their criticality with a 95 % interval. */
public final class PairedFigure {
  private static final double MARGIN = 3;
  private static final double STAGE_GAP = 3;

  private final Alignment alignment;
  private final MeasuredNetwork first;
  private final MeasuredNetwork second;
  private final Size size;
  private final List<Difference> differences = new ArrayList<>();

  private PairedFigure(MeasuredNetwork first, MeasuredNetwork second, Size size) {
    this.alignment = Alignment.of(new Comparison(List.of(first, second)));
    this.first = first;
    this.second = second;
    this.size = size;
    List<Optional<MeasuredLayer>> a = alignment.cells().getOrDefault(first.id(), List.of());
    List<Optional<MeasuredLayer>> b = alignment.cells().getOrDefault(second.id(), List.of());
    for (int i = 0; i < alignment.columns().size(); i++) {
      differences.add(Difference.of(a.get(i), b.get(i)));
    }
  }

  /**
   * The figure of two networks.
   *
   * @param first what the second is compared with
   * @param second right of zero where it is more critical
   */
  public static Scene of(MeasuredNetwork first, MeasuredNetwork second, Size size) {
    return new PairedFigure(first, second, size).scene();
  }

  private Scene scene() {
    String title = "Criticality of two networks";
    double most =
        differences.stream()
            .flatMapToDouble(d -> DoubleStream.of(d.value(), d.low(), d.high()))
            .filter(Double::isFinite)
            .map(Math::abs)
            .max()
            .orElse(Double.NaN);
    if (Double.isNaN(most)) {
      return Nothing.of(title, "Nothing to show: no layer was measured in both networks.", size);
    }
    Canvas canvas = new Canvas();
    double font = size.font();
    double small = font - 0.5;
    double y = heading(canvas, font, small);
    List<String> labels =
        alignment.columns().stream()
            .map(role -> Names.fitting(role.label(), small, size.width() * 0.4))
            .toList();
    double left = MARGIN + Typeface.widest(labels, small) + 4;
    double right = size.width() - MARGIN - 8;
    double reach = Math.max(0.05, Math.min(1, most));
    Axis axis = Axis.percent("Difference of criticality (points)", -reach, reach, 6);
    double top = y;
    double row = small * 1.45;
    double bottom = top + height(row);
    for (Axis.Tick tick : axis.ticks()) {
      double at = left + axis.place(tick.value()) * (right - left);
      boolean zero = Math.abs(axis.place(tick.value()) - 0.5) < 1e-9;
      canvas.line(at, top, at, bottom, zero ? Colour.MUTED : Colour.RULE, zero ? 0.7 : 0.4);
      double baseline = bottom + 3 + small * Typeface.CAPITAL;
      canvas.text(at, baseline, Anchor.MIDDLE, small, Colour.INK, tick.text());
    }
    for (int i = 0; i < differences.size(); i++) {
      if (i > 0 && !stage(i).equals(stage(i - 1))) {
        y += STAGE_GAP;
      }
      draw(canvas, i, labels.get(i), left, right, y + row / 2, axis);
      y += row;
    }
    double under = bottom + 3 + small + font * 1.3;
    canvas.text((left + right) / 2, under, Anchor.MIDDLE, font, Colour.INK, axis.title());
    return canvas.scene(
        size.width(),
        under + font * 0.4 + MARGIN,
        title,
        "Criticality of each layer of "
            + Names.plain(second.name())
            + " less that of "
            + Names.plain(first.name())
            + ", with 95 % intervals.");
  }

  private double heading(Canvas canvas, double font, double small) {
    double room = size.width() - 2 * MARGIN;
    String names = Names.plain(second.name()) + " \u2212 " + Names.plain(first.name());
    double y = MARGIN + font;
    canvas.text(MARGIN, y, Anchor.START, font, Colour.INK, Typeface.fitting(names, font, room));
    long apart = differences.stream().filter(Difference::isApart).count();
    long known = differences.stream().filter(d -> Double.isFinite(d.value())).count();
    String told =
        "%d of %d layers differ: their 95 %% interval, each for itself, does not hold 0."
            .formatted(apart, known);
    canvas.text(
        MARGIN,
        y + small * 1.5,
        Anchor.START,
        small,
        Colour.MUTED,
        Typeface.fitting(told, small, room));
    return y + small * 1.5 + 5;
  }

  private String stage(int layer) {
    return alignment.columns().get(layer).stage();
  }

  private double height(double row) {
    double gaps = 0;
    for (int i = 1; i < differences.size(); i++) {
      gaps += stage(i).equals(stage(i - 1)) ? 0 : STAGE_GAP;
    }
    return differences.size() * row + gaps;
  }

  private void draw(
      Canvas canvas, int layer, String label, double left, double right, double y, Axis axis) {
    double small = size.font() - 0.5;
    LayerRole role = alignment.columns().get(layer);
    double baseline = y + small * Typeface.CAPITAL / 2;
    canvas.text(left - 4, baseline, Anchor.END, small, Colour.INK, label);
    Difference d = differences.get(layer);
    if (!Double.isFinite(d.value())) {
      canvas.text(
          left + 0.5 * (right - left), baseline, Anchor.MIDDLE, small, Colour.MUTED, "not known");
      return;
    }
    Colour colour =
        d.isApart() ? ColourScale.DIVERGING.at(d.value() > 0 ? 0.9 : 0.1) : Colour.MUTED;
    double width = right - left;
    if (Double.isFinite(d.low())) {
      double from = left + Math.max(0, axis.place(d.low())) * width;
      double to = left + Math.min(1, axis.place(d.high())) * width;
      canvas.line(from, y, to, y, colour, 0.9);
    }
    Note note =
        Note.of("difference", role.layer() + ": " + d.told())
            .with("layer", role.layer())
            .with("value", d.value())
            .with("low", d.low())
            .with("high", d.high());
    Paint paint = d.isApart() ? Paint.fill(colour) : Paint.fill(Colour.PAPER).withLine(colour, 0.7);
    double radius = small * 0.3;
    canvas.add(new Mark.Circle(left + axis.place(d.value()) * width, y, radius, paint, note));
  }
}
