package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.figure.Names;
import org.stratigraph.report.DataTable.Column;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** Where the numbers come from: what all networks share as facts, what differs as a table. */
final class ProvenanceSection {
  private static final int MOST_TAGS = 16;
  private static final int LONGEST = 160;

  private ProvenanceSection() {}

  static void addTo(
      Markup page, Map<String, String> report, Comparison comparison, Numbering numbering) {
    page.verbatim("\n").open("section", "id", "provenance").element("h2", "Provenance");
    List<MeasuredNetwork> networks = comparison.networks();
    Set<String> tags = new LinkedHashSet<>();
    networks.forEach(network -> tags.addAll(network.tags().keySet()));
    Map<String, String> shared = new LinkedHashMap<>();
    List<String> different = new ArrayList<>();
    for (String tag : tags) {
      List<String> values =
          networks.stream().map(n -> n.tags().getOrDefault(tag, "")).distinct().toList();
      if (values.size() == 1) {
        shared.put(tag, values.get(0));
      } else {
        different.add(tag);
      }
    }
    if (!report.isEmpty() || !shared.isEmpty()) {
      page.open("table", "class", "facts").open("tbody");
      facts(page, "Report", report);
      facts(page, networks.size() == 1 ? "Network" : "All networks", shared);
      page.close().close();
    }
    if (!different.isEmpty()) {
      table(page, networks, different, numbering);
    }
    page.close();
  }

  private static void facts(Markup page, String group, Map<String, String> facts) {
    if (facts.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("tr", "class", "group");
    page.element("th", group, "colspan", "2", "scope", "rowgroup").close();
    facts.forEach(
        (name, value) -> {
          page.verbatim("\n").open("tr").open("th", "scope", "row");
          page.element("bdi", Label.of(name, 60)).close().open("td");
          page.element("bdi", shown(value)).close().close();
        });
  }

  private static void table(
      Markup page, List<MeasuredNetwork> networks, List<String> tags, Numbering numbering) {
    List<String> listed = tags.stream().limit(MOST_TAGS).toList();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Network", "What the network is called"));
    listed.forEach(tag -> columns.add(Column.text(Label.of(tag, 40), Label.full(tag))));
    String more =
        tags.size() > MOST_TAGS
            ? " %d more facts are left out.".formatted(tags.size() - MOST_TAGS)
            : "";
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "What is known of each network, where it is not the same for all." + more,
            "sources",
            columns);
    for (MeasuredNetwork network : networks) {
      table.row().name(Names.plain(network.name()), "");
      listed.forEach(tag -> table.text(shown(network.tags().getOrDefault(tag, ""))));
      table.endRow();
    }
    table.end();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "\u2013" : Label.of(Label.prose(value), LONGEST);
  }
}
