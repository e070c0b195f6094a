package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.LayerRole;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;

/**
 * Heat maps of networks by layers, as Figure 1 of the criticality paper and the two of its
 * appendix: criticality, its standard deviation over trials, and its difference to a baseline.
 * Networks stand together by category, each with its accuracy and its mean and population standard
 * deviation over layers; layers have theirs over networks.
 */
public final class NetworkMap {
  private final Comparison comparison;
  private final Optional<MeasuredNetwork> baseline;
  private final RowOrder order;

  private NetworkMap(Comparison comparison, Optional<MeasuredNetwork> baseline, RowOrder order) {
    this.comparison = comparison;
    this.baseline = baseline;
    this.order = order;
  }

  /**
   * Maps of a comparison.
   *
   * @param baseline id of the network that comes first, if it is there
   */
  public static NetworkMap of(Comparison comparison, Optional<String> baseline, RowOrder order) {
    return new NetworkMap(comparison, baseline.flatMap(comparison::network), order);
  }

  /** Criticality of every layer of every network. */
  public Matrix criticality() {
    Matrix.Key key =
        new Matrix.Key(
            "Criticality (%)",
            ColourScale.SEQUENTIAL,
            0,
            1,
            List.of(0.0, 0.25, 0.5, 0.75, 1.0),
            NumberText::wholePercent,
            NumberText::percentSign);
    return matrix(
        "Layer criticality of " + NumberText.count(comparison.networks().size(), "network"),
        "Pale is 0 %, predictions unchanged by a reset of the layer; dark is 100 %.",
        key,
        MeasuredLayer::criticality,
        NetworkMap::meanAndSd);
  }

  /** Standard deviation over trials of every layer of every network. */
  public Matrix trialSd() {
    double most = largest(MeasuredLayer::trialSd, 0.05);
    Matrix.Key key =
        new Matrix.Key(
            "Standard deviation over trials (points)",
            ColourScale.SEQUENTIAL,
            0,
            most,
            List.of(0.0, most / 2, most),
            NumberText::percent,
            sd -> NumberText.percent(sd) + " points");
    return matrix(
        "Spread of criticality over trials",
        "Pale is no difference between trials; dark is the largest standard deviation.",
        key,
        MeasuredLayer::trialSd,
        spread -> spread.count() == 0 ? "" : NumberText.decimal(100 * spread.mean(), 1));
  }

  /**
   * Criticality of every layer less that of the baseline, which is not a row itself.
   *
   * @throws IllegalStateException without a baseline
   */
  public Matrix delta() {
    MeasuredNetwork base = baseline.orElseThrow(() -> new IllegalStateException("no baseline"));
    Alignment alignment = Alignment.of(comparison);
    List<Optional<MeasuredLayer>> own = alignment.cells().getOrDefault(base.id(), List.of());
    double most = 0.1;
    Map<String, List<Double>> values = new HashMap<>();
    for (MeasuredNetwork network : comparison.networks()) {
      List<Double> row = new ArrayList<>();
      List<Optional<MeasuredLayer>> cells = alignment.cells().getOrDefault(network.id(), List.of());
      for (int i = 0; i < cells.size(); i++) {
        double difference = value(cells.get(i)) - value(own.get(i));
        row.add(difference);
        most = Math.max(most, Double.isNaN(difference) ? 0 : Math.abs(difference));
      }
      values.put(network.id(), row);
    }
    most = roundedUp(most, 0.1);
    Matrix.Key key =
        new Matrix.Key(
            "Criticality less that of " + Names.plain(base.name()) + " (points)",
            ColourScale.DIVERGING,
            -most,
            most,
            List.of(-most, 0.0, most),
            NetworkMap::signedPoints,
            difference -> NumberText.percent(difference) + " points");
    List<MeasuredNetwork> networks =
        ordered(alignment).stream().filter(network -> !network.id().equals(base.id())).toList();
    return matrix(
        "Difference of criticality to a baseline",
        "Blue is less critical than in the baseline, orange more critical.",
        key,
        alignment,
        networks,
        values,
        NetworkMap::meanAndSd);
  }

  private Matrix matrix(
      String title,
      String description,
      Matrix.Key key,
      ToDoubleFunction<MeasuredLayer> figure,
      Function<Spread, String> summary) {
    Alignment alignment = Alignment.of(comparison);
    Map<String, List<Double>> values = new HashMap<>();
    alignment
        .cells()
        .forEach(
            (id, cells) ->
                values.put(
                    id,
                    cells.stream()
                        .map(cell -> cell.map(figure::applyAsDouble).orElse(Double.NaN))
                        .toList()));
    return matrix(title, description, key, alignment, ordered(alignment), values, summary);
  }

  private Matrix matrix(
      String title,
      String description,
      Matrix.Key key,
      Alignment alignment,
      List<MeasuredNetwork> networks,
      Map<String, List<Double>> values,
      Function<Spread, String> summary) {
    List<Matrix.Row> rows = new ArrayList<>();
    boolean accuracies = networks.stream().anyMatch(network -> network.accuracy().isPresent());
    for (MeasuredNetwork network : networks) {
      List<Double> row = values.getOrDefault(network.id(), List.of());
      List<Optional<MeasuredLayer>> layers =
          alignment.cells().getOrDefault(network.id(), List.of());
      List<Matrix.Cell> cells = new ArrayList<>();
      Map<String, Double> once = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        String layer =
            layers.get(i).map(MeasuredLayer::layer).orElse(alignment.columns().get(i).layer());
        cells.add(new Matrix.Cell(row.get(i), layer, false));
        // A layer that stands in several columns counts once.
        once.putIfAbsent(layer, row.get(i));
      }
      rows.add(
          new Matrix.Row(
              network.id(),
              network.name(),
              network.accuracy().isPresent()
                  ? NumberText.decimal(100 * network.accuracy().getAsDouble(), 1)
                  : accuracies ? NumberText.UNKNOWN : "",
              network.category().orElse(""),
              cells,
              summary.apply(Spread.of(once.values()))));
    }
    List<Matrix.Column> columns = new ArrayList<>();
    for (int i = 0; i < alignment.columns().size(); i++) {
      int column = i;
      LayerRole role = alignment.columns().get(i);
      Spread spread = Spread.of(rows.stream().map(row -> row.cells().get(column).value()).toList());
      String below = rows.size() > 1 ? summary.apply(spread) : "";
      columns.add(new Matrix.Column(role.layer(), role.label(), role.stage(), below));
    }
    return new Matrix(
        title,
        description + " " + NumberText.count(rows.size(), "row") + ", networks; columns, layers.",
        alignment
            .reference()
            .map(n -> "Layers by role and relative depth beside those of " + Names.plain(n.name()))
            .orElse(""),
        key,
        columns,
        rows,
        comparison.categories(),
        accuracies ? "acc. %" : "",
        "mean");
  }

  private List<MeasuredNetwork> ordered(Alignment alignment) {
    List<MeasuredNetwork> networks = new ArrayList<>(comparison.networks());
    if (order == RowOrder.CLUSTER) {
      List<double[]> rows = new ArrayList<>();
      for (MeasuredNetwork network : networks) {
        rows.add(
            alignment.cells().getOrDefault(network.id(), List.of()).stream()
                .mapToDouble(NetworkMap::value)
                .toArray());
      }
      networks = new ArrayList<>(Clustering.order(rows).stream().map(networks::get).toList());
    } else {
      List<Optional<String>> categories =
          networks.stream().map(MeasuredNetwork::category).distinct().toList();
      Comparator<MeasuredNetwork> byCategory =
          Comparator.comparingInt(network -> categories.indexOf(network.category()));
      networks.sort(byCategory.thenComparing(within()));
    }
    List<MeasuredNetwork> others = networks;
    baseline.ifPresent(others::remove);
    List<MeasuredNetwork> all = new ArrayList<>();
    baseline.ifPresent(all::add);
    all.addAll(others);
    return all;
  }

  private Comparator<MeasuredNetwork> within() {
    return switch (order) {
      case MEAN -> Comparator.comparingDouble(network -> -orLast(mean(network)));
      case ACCURACY -> Comparator.comparingDouble(network -> -network.accuracy().orElse(-1));
      case GIVEN, CLUSTER -> Comparator.comparingInt(network -> 0);
    };
  }

  private static double orLast(double value) {
    return Double.isNaN(value) ? -1 : value;
  }

  /** Mean over the layers whose criticality is known; NaN for none. */
  static double mean(MeasuredNetwork network) {
    return Spread.of(network.layers().stream().map(MeasuredLayer::criticality).toList()).mean();
  }

  private double largest(ToDoubleFunction<MeasuredLayer> figure, double step) {
    double most =
        comparison.networks().stream()
            .flatMap(network -> network.layers().stream())
            .mapToDouble(figure)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return roundedUp(Math.max(most, step), step);
  }

  /** The next multiple of a step, without the traces of binary fractions. */
  private static double roundedUp(double value, double step) {
    return Math.ceil(value / step - 1e-9) * step;
  }

  private static double value(Optional<MeasuredLayer> layer) {
    return layer.map(MeasuredLayer::criticality).orElse(Double.NaN);
  }

  private static String meanAndSd(Spread spread) {
    return spread.count() == 0
        ? ""
        : NumberText.wholePercent(spread.mean())
            + "\u00a0\u00b1\u00a0"
            + NumberText.wholePercent(spread.sd());
  }

  private static String signedPoints(double fraction) {
    String text = NumberText.wholePercent(fraction);
    return fraction > 0 && !text.equals("0") ? "+" + text : text;
  }
}
