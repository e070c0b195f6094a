package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.at;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.comparison.Stages;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/**
 * One line a layer in network order: the criticality, its 95 % interval, the single trials, and the
 * network's collapse ceilings as reference lines. Networks with many layers get several panels,
 * each short enough for a printed page. Immutable.
 */
public final class LayerChart {
  /** In user units: pixels on screen, 0.7 px on A4. */
  private static final double WIDTH = 920;

  private static final int MOST_ROWS = 60;
  private static final double BOTTOM = 34;
  private static final double ROW = 15;
  private static final double STAGE_GAP = 5;
  private static final double LABEL_SIZE = 10.5;
  private static final double VALUES = 118;

  private final CriticalityResult result;
  private final List<String> stages;
  private final Map<String, List<Double>> trials = new HashMap<>();
  private final LinearScale scale;
  private final double dot;
  private final double top;

  private LayerChart(CriticalityResult result) {
    this.result = result;
    List<String> names = result.layers().stream().map(LayerResult::layer).toList();
    this.stages = Stages.of(names).stream().map(Stages.Place::stage).toList();
    double widest = 60;
    for (String name : names) {
      widest = Math.max(widest, Label.width(rowLabel(name), LABEL_SIZE));
    }
    int most = 0;
    for (TrialResult trial : result.measurements()) {
      List<Double> of = trials.computeIfAbsent(trial.layer(), l -> new ArrayList<>());
      of.add(1 - trial.cosine());
      most = Math.max(most, of.size());
    }
    this.scale = new LinearScale(widest + 18, WIDTH - VALUES);
    this.dot = most > 20 ? 1.6 : 2.4;
    this.top = hasCeiling(result) ? 58 : 34;
  }

  /** Whether a ceiling is known, and so drawn. */
  static boolean hasCeiling(CriticalityResult result) {
    return Double.isFinite(result.original().uniformCeiling())
        || Double.isFinite(result.original().meanCeiling());
  }

  /** The chart of a result. */
  public static LayerChart of(CriticalityResult result) {
    return new LayerChart(result);
  }

  /**
   * The panels from the first layer to the last, each an {@code svg} element for a page; none if no
   * layer was measured.
   *
   * @param id starts the ids within the elements; letters and digits, unique in the page
   */
  public List<String> toSvg(String id) {
    List<String> panels = new ArrayList<>();
    for (Stages.Run run : Stages.pieces(stages, MOST_ROWS)) {
      panels.add(panel(run, id + (panels.size() + 1)).toString());
    }
    return panels;
  }

  private Markup panel(Stages.Run run, String id) {
    int gaps = Stages.runs(stages.subList(run.from(), run.to())).size() - 1;
    double bottom = top + run.size() * ROW + gaps * STAGE_GAP + 4;
    double height = bottom + BOTTOM;
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(height),
        "width",
        at(WIDTH),
        "height",
        at(height),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc",
        "font-family",
        Drawing.FONT);
    String first = Label.of(result.layers().get(run.from()).layer(), 60);
    String last = Label.of(result.layers().get(run.to() - 1).layer(), 60);
    svg.element("title", "Criticality layer by layer", "id", id + "-title");
    svg.element(
        "desc",
        "One line a layer from "
            + first
            + " to "
            + last
            + ": criticality with its 95 % interval and the single trials. The table of layers"
            + " holds every value.",
        "id",
        id + "-desc");
    Drawing drawing = new Drawing();
    axis(drawing, bottom);
    ceilings(drawing, bottom);
    legend(drawing);
    double y = top + ROW / 2 + 2;
    for (int i = run.from(); i < run.to(); i++) {
      if (i > run.from() && !stages.get(i).equals(stages.get(i - 1))) {
        y += STAGE_GAP;
      }
      row(drawing, result.layers().get(i), y);
      y += ROW;
    }
    return svg.add(drawing.markup()).close();
  }

  private void axis(Drawing drawing, double bottom) {
    for (int percent = 0; percent <= 100; percent += 10) {
      double x = scale.at(percent / 100.0);
      drawing.line(x, top, x, bottom, "rule", percent % 50 == 0 ? 1 : 0.5);
      if (percent % 20 == 0) {
        drawing.text(x, bottom + 13, "middle", LABEL_SIZE, "muted", Integer.toString(percent));
      }
    }
    double middle = scale.at(0.5);
    drawing.text(middle, bottom + 28, "middle", LABEL_SIZE, "ink", "Criticality (%)");
    drawing.text(WIDTH - VALUES + 42, top - 6, "end", LABEL_SIZE, "ink", "%");
    drawing.text(WIDTH, top - 6, "end", LABEL_SIZE, "muted", "95 % interval");
  }

  private void ceilings(Drawing drawing, double bottom) {
    double uniform = result.original().uniformCeiling();
    double mean = result.original().meanCeiling();
    ceiling(drawing, uniform, top - 34, bottom, "6 3", "ceiling, uniform output");
    ceiling(drawing, mean, top - 20, bottom, "1.5 2.5", "ceiling, constant output");
  }

  private void ceiling(
      Drawing drawing, double fraction, double label, double bottom, String dashes, String name) {
    if (!Double.isFinite(fraction)) {
      return;
    }
    double x = scale.at(fraction);
    drawing.dashed(x, label - 6, x, bottom, dashes);
    boolean leftward = fraction > 0.4;
    String text = name + " " + NumberText.percent(fraction);
    String anchor = leftward ? "end" : "start";
    drawing.text(x + (leftward ? -5 : 5), label, anchor, LABEL_SIZE, "muted", text);
  }

  private void legend(Drawing drawing) {
    double x = 4;
    double y = 11;
    drawing.line(x, y, x + 22, y, "ink", 1.3);
    drawing.disc(x + 11, y, 3);
    drawing.text(x + 28, y + 3.6, "start", LABEL_SIZE, "muted", "mean and 95 % interval");
    drawing.ring(x + 160, y, dot);
    drawing.text(x + 168, y + 3.6, "start", LABEL_SIZE, "muted", "one trial");
  }

  private void row(Drawing drawing, LayerResult layer, double y) {
    double baseline = y + 3.7;
    Markup markup = drawing.markup();
    markup.open("g", "class", "row");
    markup.element("title", tooltip(layer));
    drawing.rectangle(0, y - ROW / 2, WIDTH, ROW, "transparent");
    drawing.text(scale.from() - 10, baseline, "end", LABEL_SIZE, "ink", rowLabel(layer.layer()));
    drawing.line(scale.from(), y, scale.to(), y, "rule", 0.5);
    double low = layer.intervalLow();
    double high = layer.intervalHigh();
    boolean interval = Double.isFinite(low) && Double.isFinite(high);
    if (interval) {
      drawing.line(scale.at(low), y, scale.at(high), y, "ink", 1.3);
      drawing.line(scale.at(low), y - 3, scale.at(low), y + 3, "ink", 1.3);
      drawing.line(scale.at(high), y - 3, scale.at(high), y + 3, "ink", 1.3);
    }
    for (double trial : trials.getOrDefault(layer.layer(), List.of())) {
      if (Double.isFinite(trial)) {
        drawing.ring(scale.at(trial), y, dot);
      }
    }
    if (Double.isFinite(layer.criticality())) {
      drawing.disc(scale.at(layer.criticality()), y, 3);
    }
    String value = NumberText.percent(layer.criticality());
    drawing.text(WIDTH - VALUES + 42, baseline, "end", LABEL_SIZE, "ink", value);
    drawing.text(WIDTH, baseline, "end", LABEL_SIZE, "muted", interval(low, high));
    markup.close();
  }

  private static String tooltip(LayerResult layer) {
    String criticality =
        Double.isFinite(layer.criticality())
            ? NumberText.percent(layer.criticality()) + " %"
            : "not measured";
    return Label.full(layer.layer())
        + " ("
        + Label.of(layer.kind(), 40)
        + "): "
        + criticality
        + ", 95 % interval "
        + interval(layer.intervalLow(), layer.intervalHigh())
        + ", sd over trials "
        + NumberText.percent(layer.trialSd())
        + ", "
        + NumberText.count(layer.trials(), "trial")
        + " of "
        + NumberText.count(layer.images(), "image");
  }

  /** Both ends in percent, or a dash where they are not known. */
  static String interval(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? NumberText.percent(low) + " \u2013 " + NumberText.percent(high)
        : NumberText.UNKNOWN;
  }

  private static String rowLabel(String name) {
    return Label.of(name, 44);
  }
}
