package org.stratigraph.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.Selection;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;
import org.stratigraph.view.NetworkView;

/**
 * One report of any number of networks: what the numbers say in words, figures that can be
 * explored, tables, each layer with its trials, and where all of it comes from. A single HTML file,
 * as {@link HtmlReport} describes it. Without script its figures and tables are there too; single
 * cells need it.
 */
public final class ComparisonReport {
  private ComparisonReport() {}

  /**
   * Writes the report. The same content gives the same bytes. The file appears whole or not at all.
   *
   * @throws org.stratigraph.UnusableInputException if {@code file} cannot be a file: its folder is
   *     missing or not writable, or it exists and is not a regular file
   * @throws java.io.UncheckedIOException if writing fails, such as on a full disk
   */
  public static void write(ReportContent content, Path file) {
    String text = html(content);
    AtomicFile.write(file, aside -> Files.writeString(aside, text));
  }

  /** The report as HTML text. */
  public static String html(ReportContent content) {
    boolean graph = content.network().isPresent();
    return Page.of(
        Label.of(content.title(), 80),
        Page.resource("scene.css")
            + Page.resource("comparison.css")
            + (graph ? NetworkView.style() : ""),
        Page.resource("heatmap.js")
            + Page.resource("layer.js")
            + (graph ? NetworkView.script() : ""),
        page -> add(content, page));
  }

  private static void add(ReportContent content, Markup page) {
    Comparison comparison = content.selection().comparison();
    ComparisonSummary summary = ComparisonSummary.of(comparison);
    Numbering numbering = new Numbering();
    header(content, summary, page);
    boolean others = !content.lesions().isEmpty() || !content.tunings().isEmpty();
    if (comparison.networks().isEmpty() && others) {
      page.verbatim("\n");
    } else if (comparison.networks().isEmpty()) {
      page.verbatim("\n").element("p", "No criticality was measured.", "class", "lead");
    } else {
      page.verbatim("\n").open("p", "class", "lead");
      Findings.lead(summary).addTo(page);
      page.close();
    }
    notes(content.selection(), summary, page);
    contents(content, summary, page);
    if (!comparison.networks().isEmpty()) {
      new ComparisonSections(content, summary, numbering).addTo(page);
    }
    new TrainingSections(content.trainings(), numbering).addTo(page);
    new RemovalSections(content.lesions(), content.tunings(), numbering).addTo(page);
    content
        .network()
        .ifPresent(
            view -> {
              page.verbatim("\n").open("section", "id", "network");
              page.element("h2", "The network");
              page.add(view.section("graph")).close();
            });
    ProvenanceSection.addTo(page, content.provenance(), comparison, numbering);
  }

  private static void header(ReportContent content, ComparisonSummary summary, Markup page) {
    page.verbatim("\n").open("header");
    Page.brand(page, "report");
    page.verbatim("\n").open("h1").element("bdi", Label.of(content.title(), 160)).close();
    page.verbatim("\n").open("p", "class", "under");
    List<String> what = new ArrayList<>();
    if (!summary.networks().isEmpty()) {
      networks(content, summary, what);
    }
    count(content.trainings().size(), "training", what);
    count(content.lesions().size(), "lesion study", what);
    count(content.tunings().size(), "auto-tuning", what);
    page.text(String.join(", ", what));
    page.close().close();
  }

  private static void networks(
      ReportContent content, ComparisonSummary summary, List<String> what) {
    int categories = summary.categories().size();
    String in =
        categories == 0
            ? ""
            : " in "
                + NumberText.count(categories)
                + (categories == 1 ? " category" : " categories");
    what.add(NumberText.count(summary.networks().size(), "network") + in);
    what.add(NumberText.count(summary.layers().size(), "layer"));
    trials(content.selection().comparison()).ifPresent(what::add);
  }

  private static void count(int count, String thing, List<String> what) {
    if (count > 0) {
      String many = thing.replaceFirst("y$", "ie");
      what.add(count == 1 ? "1 " + thing : NumberText.count(count, many));
    }
  }

  /** How many trials layers had. */
  private static Optional<String> trials(Comparison comparison) {
    var counts =
        comparison.networks().stream()
            .flatMap(network -> network.layers().stream())
            .mapToInt(layer -> layer.trials().size())
            .summaryStatistics();
    if (counts.getCount() == 0 || counts.getMax() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        counts.getMin() == counts.getMax()
            ? NumberText.count(counts.getMax(), "trial") + " of each"
            : "%d to %d trials of each".formatted(counts.getMin(), counts.getMax()));
  }

  /** What is missing, and what else a reader must know. */
  private static void notes(Selection selection, ComparisonSummary summary, Markup page) {
    if (selection.leftOut().isEmpty() && summary.notes().isEmpty()) {
      return;
    }
    if (selection.comparison().networks().isEmpty() && selection.leftOut().isEmpty()) {
      return;
    }
    page.verbatim("\n").open("aside", "aria-label", "Notes").element("h2", "Notes").open("ul");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Selection.LeftOut left : selection.leftOut()) {
      byReason.computeIfAbsent(left.reason(), reason -> new ArrayList<>()).add(left.network().id());
    }
    byReason.forEach(
        (reason, ids) -> {
          page.verbatim("\n").open("li").text("Left out: ");
          for (int i = 0; i < Math.min(ids.size(), 20); i++) {
            page.text(i == 0 ? "" : ", ").element("bdi", Label.of(ids.get(i), 60));
          }
          page.text(ids.size() > 20 ? " and %d more".formatted(ids.size() - 20) : "");
          page.text(" (" + Label.prose(reason) + ").").close();
        });
    summary.notes().forEach(note -> page.verbatim("\n").element("li", Label.prose(note)));
    page.close().close();
  }

  /** Links to the sections. */
  private static void contents(ReportContent content, ComparisonSummary summary, Markup page) {
    page.verbatim("\n").open("nav", "aria-label", "Contents").open("ul");
    if (!summary.networks().isEmpty()) {
      link(page, "findings", "What the numbers say");
      link(page, "heat-map", "Heat map");
      link(page, "layer", "One layer");
      link(page, "networks", "Networks");
      link(page, "layers", "Layers");
      if (ComparisonSections.hasAccuracies(summary)) {
        link(page, "accuracy", "Accuracy");
      }
      if (ComparisonTables.isShown(summary.stages())
          || ComparisonTables.isShown(summary.operators())) {
        link(page, "parts", "Parts of the network");
      }
    }
    if (!content.trainings().isEmpty()) {
      link(page, "trainings", "Trainings");
    }
    if (!content.lesions().isEmpty()) {
      link(page, "lesions", "Lesions");
    }
    if (!content.tunings().isEmpty()) {
      link(page, "tunings", "Auto-tuning");
    }
    if (content.network().isPresent()) {
      link(page, "network", "The network");
    }
    link(page, "provenance", "Provenance");
    page.close().close();
  }

  private static void link(Markup page, String id, String text) {
    page.open("li").element("a", text, "href", "#" + id).close();
  }
}
