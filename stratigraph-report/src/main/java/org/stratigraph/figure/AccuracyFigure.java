package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;
import org.stratigraph.statistics.RankCorrelation;

/**
 * Mean criticality of networks against their accuracy, by category: Figure 3 of the criticality
 * paper, with the rank correlations of all and without some.
 */
public final class AccuracyFigure {
  private static final String TITLE = "Criticality and accuracy";
  private static final double MARGIN = 3;

  private AccuracyFigure() {}

  /**
   * The figure of those networks whose accuracy and criticality are known.
   *
   * @param without ids of networks that are drawn hollow, and left out of a second correlation; may
   *     be empty
   */
  public static Scene of(Comparison comparison, Set<String> without, Size size) {
    List<MeasuredNetwork> networks =
        comparison.networks().stream()
            .filter(network -> network.accuracy().isPresent())
            .filter(network -> Double.isFinite(NetworkMap.mean(network)))
            .toList();
    if (networks.isEmpty()) {
      return Nothing.of(
          TITLE, "Nothing to show: of no network are both accuracy and criticality known.", size);
    }
    CategoryColours colours =
        new CategoryColours(networks.stream().map(AccuracyFigure::category).toList());
    Canvas canvas = new Canvas();
    double radius = size.font() * 0.36;
    double y = MARGIN;
    if (colours.names().size() > 1) {
      y = legend(canvas, colours, size, y, radius);
    }
    double small = size.font() - 0.5;
    for (String line : correlations(networks, without)) {
      String fitting = Typeface.fitting(line, small, size.width() - 2 * MARGIN);
      canvas.text(MARGIN, y + small, Anchor.START, small, Colour.MUTED, fitting);
      y += small * 1.45;
    }
    double height = size.width() * (size == Size.ONE_COLUMN ? 0.8 : 0.5);
    Plot plot = plot(canvas, networks, size, y + 3, height);
    for (MeasuredNetwork network : networks) {
      point(canvas, plot, network, colours, without.contains(network.id()), radius);
    }
    return canvas.scene(
        size.width(),
        y + 3 + height + MARGIN,
        TITLE,
        "Mean criticality over layers and accuracy of "
            + NumberText.count(networks.size(), "network")
            + ". "
            + String.join(". ", correlations(networks, without))
            + ".");
  }

  private static double legend(
      Canvas canvas, CategoryColours colours, Size size, double y, double radius) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (String category : colours.names()) {
      Paint paint = Paint.fill(colours.colour(category));
      entries.add(
          new Legend.Entry(
              CategoryColours.printed(category),
              Legend.marker(canvas, colours.marker(category), paint, radius)));
    }
    double width = size.width() - 2 * MARGIN;
    return Legend.draw(canvas, entries, MARGIN, y, width, size.font());
  }

  private static Plot plot(
      Canvas canvas, List<MeasuredNetwork> networks, Size size, double top, double height) {
    double[] x = networks.stream().mapToDouble(NetworkMap::mean).toArray();
    double[] y = networks.stream().mapToDouble(n -> n.accuracy().getAsDouble()).toArray();
    return new Plot(
        canvas,
        around("Mean criticality (%)", x),
        around("Accuracy (%)", y),
        new Point(MARGIN, top),
        new Point(size.width() - MARGIN, top + height),
        size);
  }

  /** An axis of fractions with a little room beside the outermost. */
  static Axis around(String title, double[] fractions) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double fraction : fractions) {
      least = Math.min(least, fraction);
      most = Math.max(most, fraction);
    }
    double room = Math.max(0.005, 0.03 * (most - least));
    return Axis.percent(title, Math.max(0, least - room), Math.min(1, most + room), 6);
  }

  private static void point(
      Canvas canvas,
      Plot plot,
      MeasuredNetwork network,
      CategoryColours colours,
      boolean hollow,
      double radius) {
    double criticality = NetworkMap.mean(network);
    double accuracy = network.accuracy().orElse(Double.NaN);
    String category = category(network);
    Note note =
        Note.of(
                "network",
                Names.plain(network.name())
                    + ": criticality "
                    + NumberText.percentSign(criticality)
                    + ", accuracy "
                    + NumberText.percentSign(accuracy))
            .with("network", network.id())
            .with("category", category)
            .with("value", criticality)
            .with("accuracy", accuracy);
    Colour colour = colours.colour(category);
    Paint paint =
        hollow
            ? Paint.fill(Colour.PAPER).withLine(colour, 0.8)
            : Paint.fill(colour).withOpacity(0.85).withLine(Colour.PAPER, 0.3);
    colours
        .marker(category)
        .draw(canvas, plot.x(criticality), plot.y(accuracy), radius, paint, note);
  }

  /** One line for all networks, one without some. */
  static List<String> correlations(List<MeasuredNetwork> networks, Set<String> without) {
    List<String> lines = new ArrayList<>();
    lines.add(line("All " + networks.size(), networks));
    List<MeasuredNetwork> rest =
        networks.stream().filter(network -> !without.contains(network.id())).toList();
    if (rest.size() < networks.size()) {
      lines.add(line("Without the hollow ones, " + rest.size(), rest));
    }
    return lines;
  }

  private static String line(String which, List<MeasuredNetwork> networks) {
    RankCorrelation correlation =
        RankCorrelation.of(
            networks.stream().mapToDouble(NetworkMap::mean).toArray(),
            networks.stream().mapToDouble(n -> n.accuracy().getAsDouble()).toArray());
    if (Double.isNaN(correlation.spearman())) {
      return which + ": too few networks for a correlation";
    }
    return which
        + ": Spearman "
        + NumberText.decimal(correlation.spearman(), 3)
        + p(correlation.spearmanP())
        + ", Kendall "
        + NumberText.decimal(correlation.kendall(), 3)
        + p(correlation.kendallP());
  }

  private static String p(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    return p < 0.001 ? " (p < 0.001)" : " (p = " + NumberText.decimal(p, p < 0.1 ? 3 : 2) + ")";
  }

  static String category(MeasuredNetwork network) {
    return network.category().orElse("");
  }
}
