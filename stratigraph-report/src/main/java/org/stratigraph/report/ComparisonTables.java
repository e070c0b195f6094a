package org.stratigraph.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** The tables of a comparison. */
final class ComparisonTables {
  private ComparisonTables() {}

  /** One row a network: what it is worth and what was found in it. */
  static void addNetworks(List<ComparedNetwork> networks, Markup page) {
    begin(page, "networks", "The networks", "1", "Each network as a whole.");
    headings(
        page,
        List.of(
            "Network",
            "Top-1",
            "Mean criticality",
            "sd over layers",
            "Weight change, last epoch",
            "Conflicting layers"));
    for (ComparedNetwork network : networks) {
      Spread criticality =
          Spread.of(network.criticality().layers().stream().map(LayerResult::criticality).toList());
      List<LayerConflicts> conflicts =
          network.conflicts().get(network.conflicts().size() - 1).layers();
      long conflicting = conflicts.stream().filter(LayerConflicts::conflicting).count();
      page.verbatim("\n").open("tr");
      page.element("th", Label.of(network.name(), 60), "scope", "row", "class", "t");
      number(page, NumberText.percentSign(network.criticality().original().top1()));
      number(page, NumberText.percentSign(criticality.mean()));
      number(page, NumberText.percentSign(criticality.sd()));
      number(page, NumberText.percentSign(lastChange(network.weightChange())));
      number(page, conflicting + " of " + conflicts.size());
      page.close();
    }
    end(page);
  }

  /** One row a layer: its criticality in each network, with the interval. */
  static void addLayers(List<ComparedNetwork> networks, Markup page) {
    begin(
        page,
        "table",
        "Table of layers",
        "2",
        "Criticality in percent with its 95 % interval; a dash where a layer was not measured.");
    headings(
        page,
        Stream.concat(
                Stream.of("Layer"), networks.stream().map(network -> Label.of(network.name(), 60)))
            .toList());
    Set<String> layers = new LinkedHashSet<>();
    networks.forEach(n -> n.criticality().layers().forEach(layer -> layers.add(layer.layer())));
    for (String layer : layers) {
      page.verbatim("\n").open("tr");
      page.open("th", "scope", "row", "class", "t").name(Label.of(layer, 80), "code").close();
      for (ComparedNetwork network : networks) {
        number(page, criticality(network, layer));
      }
      page.close();
    }
    end(page);
  }

  private static String criticality(ComparedNetwork network, String layer) {
    return network.criticality().layers().stream()
        .filter(result -> result.layer().equals(layer))
        .findFirst()
        .map(
            result ->
                NumberText.percent(result.criticality())
                    + " ("
                    + LayerChart.interval(result.intervalLow(), result.intervalHigh())
                    + ")")
        .orElse(NumberText.UNKNOWN);
  }

  /** The mean over layers of the last step's relative change. */
  private static double lastChange(WeightChangeResult result) {
    int last = result.checkpoints().size() - 1;
    return Spread.of(
            result.changes().stream()
                .filter(change -> change.step() == last)
                .map(LayerChange::l1Ratio)
                .toList())
        .mean();
  }

  private static void begin(Markup page, String id, String heading, String number, String caption) {
    page.verbatim("\n").open("section", "id", id).element("h2", heading);
    page.verbatim("\n").open("div", "class", "scroll", "tabindex", "0");
    page.open("table", "class", "layers").open("caption");
    page.element("b", "Table " + number + ".").text(" " + caption).close();
  }

  private static void headings(Markup page, List<String> names) {
    page.verbatim("\n").open("thead").open("tr");
    for (int i = 0; i < names.size(); i++) {
      page.element("th", names.get(i), "scope", "col", "class", i == 0 ? "t" : "n");
    }
    page.close().close().verbatim("\n").open("tbody");
  }

  private static void number(Markup page, String text) {
    page.element("td", text, "class", "n");
  }

  private static void end(Markup page) {
    page.close().close().close().close();
  }
}
