package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.statistics.RankCorrelation;
import org.stratigraph.statistics.Spread;

/**
 * The numbers of a comparison. Fractions; NaN where a figure is not known. Means and spreads are
 * over the cells (network, layer) whose criticality is known; a spread over networks or layers is
 * the population's (divided by n), one over trials the sample's (n - 1), as the criticality paper
 * has them.
 *
 * @param networks one row a network, in order
 * @param layers one row a layer, in the order of {@link Comparison#layers()}
 * @param correlations of the networks' mean criticality with their accuracy: of all networks, then
 *     without each category in turn
 * @param trialSd standard deviations over trials of all cells
 * @param grandMean mean over all cells
 * @param categories one row a category, in the order of the networks
 * @param stages mean criticality by stage
 * @param operators mean criticality by place in a block
 * @param notes what a reader of the numbers must know; whole sentences
 */
public record ComparisonSummary(
    List<NetworkRow> networks,
    List<LayerRow> layers,
    List<Correlation> correlations,
    Spread trialSd,
    double grandMean,
    List<CategoryRow> categories,
    GroupMeans stages,
    GroupMeans operators,
    List<String> notes) {
  public ComparisonSummary {
    networks = List.copyOf(networks);
    layers = List.copyOf(layers);
    correlations = List.copyOf(correlations);
    categories = List.copyOf(categories);
    notes = List.copyOf(notes);
  }

  /**
   * One network over its layers.
   *
   * @param network it
   * @param layers how many have a criticality
   * @param criticality mean over layers
   * @param sdOverLayers population standard deviation over layers
   * @param trialSd mean over layers of the standard deviation over trials
   */
  public record NetworkRow(
      MeasuredNetwork network,
      int layers,
      double criticality,
      double sdOverLayers,
      double trialSd) {}

  /**
   * One layer over the networks that have it.
   *
   * @param role its name and what it does
   * @param networks how many have a criticality of it
   * @param criticality mean over networks
   * @param sdOverModels population standard deviation over networks
   * @param min the smallest
   * @param max the largest
   */
  public record LayerRow(
      LayerRole role,
      int networks,
      double criticality,
      double sdOverModels,
      double min,
      double max) {}

  /**
   * Mean criticality against accuracy.
   *
   * @param excluding the category that is not in it; empty if all networks are
   * @param correlation over the networks whose accuracy and criticality are known
   * @param reason why there is no correlation or no p-value, if there is none
   */
  public record Correlation(
      Optional<String> excluding, RankCorrelation correlation, Optional<String> reason) {}

  /**
   * The networks of one category by their mean criticality.
   *
   * @param category its name
   * @param networks how many have a criticality
   * @param mean over them; NaN for none
   * @param lowest the least critical; empty for none
   * @param highest the most critical; empty for none
   */
  public record CategoryRow(
      String category,
      int networks,
      double mean,
      Optional<NetworkRow> lowest,
      Optional<NetworkRow> highest) {}

  /** The summary of all networks of a comparison, which may be any number. */
  public static ComparisonSummary of(Comparison comparison) {
    List<NetworkRow> networks = comparison.networks().stream().map(ComparisonSummary::row).toList();
    List<MeasuredLayer> cells =
        comparison.networks().stream().flatMap(network -> network.layers().stream()).toList();
    return new ComparisonSummary(
        networks,
        layers(comparison),
        correlations(comparison, networks),
        Spread.of(cells.stream().map(MeasuredLayer::trialSd).toList()),
        Spread.of(cells.stream().map(MeasuredLayer::criticality).toList()).mean(),
        comparison.categories().stream().map(category -> category(category, networks)).toList(),
        GroupMeans.byStage(comparison),
        GroupMeans.byOperator(comparison),
        ComparisonNotes.of(comparison));
  }

  private static NetworkRow row(MeasuredNetwork network) {
    Spread criticality =
        Spread.of(network.layers().stream().map(MeasuredLayer::criticality).toList());
    Spread trials = Spread.of(network.layers().stream().map(MeasuredLayer::trialSd).toList());
    return new NetworkRow(
        network, criticality.count(), criticality.mean(), criticality.sd(), trials.mean());
  }

  private static List<LayerRow> layers(Comparison comparison) {
    Map<String, List<Double>> cells = new HashMap<>();
    for (MeasuredNetwork network : comparison.networks()) {
      for (MeasuredLayer layer : network.layers()) {
        cells.computeIfAbsent(layer.layer(), name -> new ArrayList<>()).add(layer.criticality());
      }
    }
    List<LayerRow> rows = new ArrayList<>();
    for (Map.Entry<String, LayerRole> entry : LayerRole.of(comparison).entrySet()) {
      Spread spread = Spread.of(cells.getOrDefault(entry.getKey(), List.of()));
      rows.add(
          new LayerRow(
              entry.getValue(),
              spread.count(),
              spread.mean(),
              spread.sd(),
              spread.min(),
              spread.max()));
    }
    return rows;
  }

  private static List<Correlation> correlations(Comparison comparison, List<NetworkRow> networks) {
    List<Correlation> correlations = new ArrayList<>();
    correlations.add(correlation(Optional.empty(), networks));
    List<String> categories = comparison.categories();
    for (String category : categories) {
      correlations.add(
          correlation(
              Optional.of(category),
              networks.stream().filter(row -> !row.network().isOf(category)).toList()));
    }
    return correlations;
  }

  private static Correlation correlation(Optional<String> excluding, List<NetworkRow> networks) {
    List<NetworkRow> known =
        networks.stream()
            .filter(row -> Double.isFinite(row.criticality()))
            .filter(row -> row.network().accuracy().isPresent())
            .toList();
    RankCorrelation correlation =
        RankCorrelation.of(
            known.stream().mapToDouble(NetworkRow::criticality).toArray(),
            known.stream()
                .map(row -> row.network().accuracy())
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    return new Correlation(excluding, correlation, reason(correlation));
  }

  private static Optional<String> reason(RankCorrelation correlation) {
    if (correlation.count() < 3) {
      return Optional.of("fewer than 3 networks have both an accuracy and a criticality");
    }
    return Double.isNaN(correlation.spearman())
        ? Optional.of("all networks have the same accuracy or the same criticality")
        : Optional.empty();
  }

  private static CategoryRow category(String category, List<NetworkRow> networks) {
    List<NetworkRow> members =
        networks.stream()
            .filter(row -> row.network().isOf(category))
            .filter(row -> Double.isFinite(row.criticality()))
            .toList();
    Comparator<NetworkRow> byCriticality = Comparator.comparingDouble(NetworkRow::criticality);
    return new CategoryRow(
        category,
        members.size(),
        Spread.of(members.stream().map(NetworkRow::criticality).toList()).mean(),
        members.stream().min(byCriticality),
        members.stream().max(byCriticality));
  }
}
