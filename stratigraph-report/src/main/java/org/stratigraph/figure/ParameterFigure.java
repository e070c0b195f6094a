package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;

/**
 * Mean criticality against a training parameter, such as the attack budget of adversarial training:
 * Figure 2 of the criticality paper. Networks are series by another tag; the area of a marker grows
 * with accuracy.
 */
public final class ParameterFigure {
  private static final double MARGIN = 3;

  /** Numbers that span more than this ratio are shown by their ratios. */
  private static final double WIDE = 20;

  private ParameterFigure() {}

  /**
   * The figure of those networks that have the tag as a number and a criticality.
   *
   * @param tag whose numbers are x, such as {@code eps}
   * @param series tag that tells series apart, such as {@code norm}; networks without it are one
   * @throws UnusableInputException if no network has the tag as a number
   */
  public static Scene of(Comparison comparison, String tag, String series, Size size) {
    List<MeasuredNetwork> networks =
        comparison.networks().stream()
            .filter(network -> network.number(tag).isPresent())
            .filter(network -> Double.isFinite(NetworkMap.mean(network)))
            .sorted(Comparator.comparingDouble(network -> network.number(tag).getAsDouble()))
            .toList();
    if (networks.isEmpty()) {
      throw new UnusableInputException(
          "No network has the tag %s as a number. There are %s; choose one with --parameter."
              .formatted(tag, tags(comparison)));
    }
    Map<String, List<MeasuredNetwork>> bySeries = new LinkedHashMap<>();
    for (MeasuredNetwork network : networks) {
      String name = network.tags().getOrDefault(series, "");
      bySeries.computeIfAbsent(name, key -> new ArrayList<>()).add(network);
    }
    CategoryColours colours = new CategoryColours(new TreeSet<>(bySeries.keySet()));
    Canvas canvas = new Canvas();
    double top = legend(canvas, networks, colours, series, size);
    double height = size.width() * (size == Size.ONE_COLUMN ? 0.66 : 0.42);
    Plot plot =
        new Plot(
            canvas,
            axis(tag, networks),
            AccuracyFigure.around(
                "Mean criticality (%)", networks.stream().mapToDouble(NetworkMap::mean).toArray()),
            new Point(MARGIN, top),
            new Point(size.width() - MARGIN, top + height),
            size);
    for (String name : colours.names()) {
      line(canvas, plot, tag, bySeries.getOrDefault(name, List.of()), colours.colour(name));
    }
    for (String name : colours.names()) {
      List<MeasuredNetwork> members = bySeries.getOrDefault(name, List.of());
      for (MeasuredNetwork network : members) {
        point(canvas, plot, tag, network, networks, colours, name, size);
      }
    }
    return canvas.scene(
        size.width(),
        top + height + MARGIN,
        "Criticality and " + tag,
        "Mean criticality over layers of "
            + NumberText.count(networks.size(), "network")
            + " against "
            + tag
            + "; larger markers are more accurate.");
  }

  private static String tags(Comparison comparison) {
    Set<String> tags = new TreeSet<>();
    for (MeasuredNetwork network : comparison.networks()) {
      network.tags().keySet().stream()
          .filter(tag -> network.number(tag).isPresent())
          .forEach(tags::add);
    }
    return tags.isEmpty() ? "no tags that are numbers" : "the tags " + Printable.quoted(tags);
  }

  private static Axis axis(String tag, List<MeasuredNetwork> networks) {
    double[] all = networks.stream().mapToDouble(n -> n.number(tag).getAsDouble()).toArray();
    double[] positive = Arrays.stream(all).filter(v -> v > 0).sorted().toArray();
    double least = all[0];
    double most = all[all.length - 1];
    boolean wide =
        least >= 0 && positive.length > 1 && positive[positive.length - 1] / positive[0] >= WIDE;
    if (wide) {
      return Axis.logarithmic(tag, positive[0], most, least == 0);
    }
    double room = Math.max(1e-12, 0.04 * (most - least));
    double low = least >= 0 ? Math.max(0, least - room) : least - room;
    return Axis.linear(tag, low, most == least ? most + 1 : most + room, 6);
  }

  private static double legend(
      Canvas canvas,
      List<MeasuredNetwork> networks,
      CategoryColours colours,
      String series,
      Size size) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (String name : colours.names()) {
      if (colours.names().size() > 1 || !name.isEmpty()) {
        Paint paint = Paint.fill(colours.colour(name));
        Marker marker = colours.marker(name);
        String shown = name.isEmpty() ? "no " + series : series + " " + name;
        entries.add(
            new Legend.Entry(shown, Legend.marker(canvas, marker, paint, size.font() * 0.36)));
      }
    }
    double[] accuracies = accuracies(networks);
    if (accuracies.length > 0) {
      double least = accuracies[0];
      double most = accuracies[accuracies.length - 1];
      for (double accuracy : least == most ? new double[] {most} : new double[] {least, most}) {
        double radius = radius(accuracy, accuracies, size);
        Paint paint = Paint.fill(Colour.PAPER).withLine(Colour.MUTED, 0.6);
        entries.add(
            new Legend.Entry(
                "accuracy " + NumberText.percentSign(accuracy),
                Legend.marker(canvas, Marker.CIRCLE, paint, radius)));
      }
    }
    double width = size.width() - 2 * MARGIN;
    return Legend.draw(canvas, entries, MARGIN, MARGIN, width, size.font());
  }

  private static double[] accuracies(List<MeasuredNetwork> networks) {
    return networks.stream()
        .filter(network -> network.accuracy().isPresent())
        .mapToDouble(network -> network.accuracy().getAsDouble())
        .sorted()
        .toArray();
  }

  /** Area grows evenly from the least to the most accurate network. */
  private static double radius(double accuracy, double[] all, Size size) {
    if (all.length == 0 || Double.isNaN(accuracy)) {
      return size.font() * 0.3;
    }
    double span = all[all.length - 1] - all[0];
    double share = span == 0 ? 1 : (accuracy - all[0]) / span;
    return size.font() * Math.sqrt(0.05 + 0.25 * share);
  }

  private static void line(
      Canvas canvas, Plot plot, String tag, List<MeasuredNetwork> members, Colour colour) {
    List<Point> points = new ArrayList<>();
    for (MeasuredNetwork network : members) {
      double x = plot.x(network.number(tag).orElse(0));
      points.add(new Point(x, plot.y(NetworkMap.mean(network))));
    }
    if (points.size() > 1) {
      canvas.add(new Mark.Path(List.of(points), false, Paint.line(colour, 0.6), Note.NONE));
    }
  }

  private static void point(
      Canvas canvas,
      Plot plot,
      String tag,
      MeasuredNetwork network,
      List<MeasuredNetwork> networks,
      CategoryColours colours,
      String name,
      Size size) {
    double value = network.number(tag).orElse(Double.NaN);
    double criticality = NetworkMap.mean(network);
    double accuracy = network.accuracy().orElse(Double.NaN);
    String told =
        "%s: %s %s, criticality %s, accuracy %s"
            .formatted(
                Names.plain(network.name()),
                tag,
                NumberText.at(value),
                NumberText.percentSign(criticality),
                NumberText.percentSign(accuracy));
    Note note =
        Note.of("network", told)
            .with("network", network.id())
            .with("parameter", value)
            .with("value", criticality)
            .with("accuracy", accuracy);
    Paint paint = Paint.fill(colours.colour(name)).withOpacity(0.75).withLine(Colour.PAPER, 0.3);
    double radius = radius(accuracy, accuracies(networks), size);
    colours.marker(name).draw(canvas, plot.x(value), plot.y(criticality), radius, paint, note);
  }
}
