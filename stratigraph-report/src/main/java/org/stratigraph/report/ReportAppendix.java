package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.Protocol;
import org.stratigraph.criticality.CriticalityResult.SkippedLayer;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/** The end of the report: what was not measured and why, and where the figures come from. */
final class ReportAppendix {
  /** A list longer than this is cut, with the number of what is left out. */
  private static final int MOST_LISTED = 1000;

  private final CriticalityResult result;

  ReportAppendix(CriticalityResult result) {
    this.result = result;
  }

  void addTo(Markup page) {
    skippedLayers(page);
    skippedImages(page);
    provenance(page);
  }

  private void skippedLayers(Markup page) {
    page.verbatim("\n").open("section", "id", "skipped").element("h2", "Layers left out");
    if (result.skipped().isEmpty()) {
      page.element("p", "No layer was skipped.").close();
      return;
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (SkippedLayer skipped : result.skipped()) {
      byReason.computeIfAbsent(skipped.reason(), r -> new ArrayList<>()).add(skipped.layer());
    }
    page.open("dl", "class", "skipped");
    byReason.forEach(
        (reason, layers) -> {
          page.verbatim("\n").open("dt").text(Label.prose(reason)).text(" ");
          page.element("span", NumberText.count(layers.size(), "layer")).close().open("dd");
          names(page, layers);
          page.close();
        });
    page.close().close();
  }

  private void skippedImages(Markup page) {
    if (result.skippedImages().isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "skipped-images");
    page.element("h2", "Images left out").open("ul", "class", "names");
    result.skippedImages().stream()
        .limit(MOST_LISTED)
        .forEach(image -> page.open("li").element("bdi", Label.full(image)).close());
    page.close();
    more(page, result.skippedImages().size());
    page.close();
  }

  private static void names(Markup page, List<String> names) {
    page.open("ul", "class", "names");
    names.stream()
        .limit(MOST_LISTED)
        .forEach(name -> page.open("li").name(Label.full(name), "code").close());
    page.close();
    more(page, names.size());
  }

  private static void more(Markup page, int size) {
    if (size > MOST_LISTED) {
      page.element("p", "And " + NumberText.count(size - MOST_LISTED) + " more.");
    }
  }

  private void provenance(Markup page) {
    Protocol protocol = result.protocol();
    page.verbatim("\n").open("section", "id", "provenance").element("h2", "Provenance");
    page.open("table", "class", "facts").open("tbody");
    group(page, "Network");
    fact(page, "name", result.model().name());
    fact(page, "source", result.model().source());
    fact(page, "SHA-256", result.model().sha256());
    fact(page, "parameters", NumberText.count(result.model().parameters()));
    fact(page, "classes", NumberText.count(result.model().classes()));
    group(page, "Images");
    fact(page, "source", result.data().source());
    fact(page, "SHA-256", result.data().sha256());
    fact(page, "number", NumberText.count(result.data().images()));
    fact(page, "labels", result.data().labelled() ? "yes" : "no");
    fact(page, "preprocessing", result.data().preprocessing());
    group(page, "Protocol");
    fact(page, "name", protocol.name());
    fact(page, "reset", protocol.reset());
    fact(page, "kinds of layers", String.join(", ", protocol.kinds()));
    fact(page, "trials", NumberText.count(protocol.trials()));
    fact(page, "images", NumberText.count(protocol.images()));
    fact(page, "seed", Long.toString(protocol.seed()));
    fact(
        page,
        "target standard error",
        Double.isFinite(protocol.targetError())
            ? NumberText.percent(protocol.targetError()) + " percentage points"
            : "none");
    if (!result.provenance().isEmpty()) {
      group(page, "Run");
      result.provenance().forEach((name, value) -> fact(page, name, value));
    }
    page.close().close().close();
  }

  private static void group(Markup page, String name) {
    page.verbatim("\n").open("tr", "class", "group");
    page.element("th", name, "colspan", "2", "scope", "rowgroup").close();
  }

  private static void fact(Markup page, String name, String value) {
    page.verbatim("\n").open("tr").open("th", "scope", "row");
    page.element("bdi", Label.of(name, 60)).close().open("td");
    page.element("bdi", value.isEmpty() ? NumberText.UNKNOWN : Label.prose(value)).close().close();
  }
}
