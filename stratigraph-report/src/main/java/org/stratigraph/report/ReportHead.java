package org.stratigraph.report;

import java.util.Comparator;
import java.util.List;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.Original;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;

/** The top of the report: what was measured, the finding in a sentence, key figures, notes. */
final class ReportHead {
  private final CriticalityResult result;
  private final String title;
  private final List<LayerResult> known;
  private final Spread spread;

  ReportHead(CriticalityResult result, String title) {
    this.result = result;
    this.title = title;
    this.known = result.layers().stream().filter(l -> Double.isFinite(l.criticality())).toList();
    this.spread = Spread.of(known.stream().map(LayerResult::criticality).toList());
  }

  void addTo(Markup page) {
    page.verbatim("\n").open("header");
    Page.brand(page, "layer criticality");
    page.verbatim("\n").open("h1").element("bdi", Label.of(title, 120)).close();
    page.verbatim("\n").open("p", "class", "under");
    page.text(NumberText.count(result.data().images(), "image") + " of ");
    page.element("bdi", Label.of(result.data().source(), 120));
    page.text(", " + NumberText.count(result.protocol().trials(), "trial") + " a layer, ");
    page.element("bdi", Label.of(result.protocol().reset(), 60)).text(" reset").close();
    page.close();
    finding(page);
    keyFigures(page);
    notes(page);
    reading(page);
  }

  private void finding(Markup page) {
    if (known.isEmpty()) {
      return;
    }
    Comparator<LayerResult> byCriticality = Comparator.comparingDouble(LayerResult::criticality);
    LayerResult least = known.stream().min(byCriticality).orElseThrow();
    LayerResult most = known.stream().max(byCriticality).orElseThrow();
    page.verbatim("\n").open("p", "class", "lead");
    if (known.size() == 1) {
      page.text("Resetting the one measured layer, ");
      page.name(Label.of(most.layer(), 80), "code");
      page.text(", moves the network\u2019s predictions by ");
      page.text(NumberText.percentSign(most.criticality()) + ".").close();
      return;
    }
    page.text("Resetting a layer moves the network\u2019s predictions by ");
    page.element("b", NumberText.percentSign(spread.mean()));
    page.text(" on average: least for ");
    page.name(Label.of(least.layer(), 80), "code");
    page.text(" (" + NumberText.percentSign(least.criticality()) + "), most for ");
    page.name(Label.of(most.layer(), 80), "code");
    page.text(" (" + NumberText.percentSign(most.criticality()) + ").").close();
  }

  private void keyFigures(Markup page) {
    Original original = result.original();
    page.verbatim("\n").open("dl", "class", "key");
    String labels = result.data().labelled() ? "untouched network" : "the images carry no labels";
    key(page, "Top-1 accuracy", NumberText.percentSign(original.top1()), labels);
    key(
        page,
        "Top-5 accuracy",
        NumberText.percentSign(original.top5()),
        "loss " + NumberText.decimal(original.loss(), 3));
    key(
        page,
        "Mean criticality",
        NumberText.percentSign(spread.mean()),
        "sd over layers " + NumberText.percent(spread.sd()));
    key(
        page,
        "Layers measured",
        NumberText.count(known.size()),
        NumberText.count(result.skipped().size() + result.layers().size() - known.size())
            + " not measured");
    key(
        page,
        "Uniform ceiling",
        NumberText.percentSign(original.uniformCeiling()),
        "every class equally likely");
    key(
        page,
        "Constant ceiling",
        NumberText.percentSign(original.meanCeiling()),
        "output ignores the image");
    page.close();
  }

  private static void key(Markup page, String name, String value, String detail) {
    page.open("div").element("dt", name).open("dd").element("b", value);
    page.element("span", detail).close().close();
  }

  private void notes(Markup page) {
    if (result.notes().isEmpty() && result.skippedImages().isEmpty()) {
      return;
    }
    page.verbatim("\n").open("aside", "aria-label", "Notes").element("h2", "Notes").open("ul");
    for (String note : result.notes()) {
      page.verbatim("\n").element("li", Label.prose(note));
    }
    if (!result.skippedImages().isEmpty()) {
      page.verbatim("\n").open("li");
      page.text(NumberText.count(result.skippedImages().size(), "image"));
      page.text(" could not be read and took no part; ");
      page.element("a", "listed below", "href", "#skipped-images").text(".").close();
    }
    page.close().close();
  }

  private void reading(Markup page) {
    page.verbatim("\n").open("section", "id", "reading").element("h2", "How to read this");
    page.open("div", "class", "columns").open("p");
    page.text(
        "Each layer in turn lost what it had learned: "
            + Reset.inWords(result.protocol().reset())
            + ", while all other layers stayed as trained, and the network classified the same"
            + " images again. Criticality is one minus the mean cosine similarity between the class"
            + " probabilities before and after; it needs no labels. At 0 % the predictions did not"
            + " move: what this layer has learned is not needed as long as the others work"
            + " (auxiliary). Near a ceiling nothing is left of the old predictions (critical).");
    page.close().open("p");
    page.text(
        "Each open circle is one trial; the disc is their mean, and the line its 95 % interval,"
            + " which covers the draw of both trials and images. Layers whose intervals overlap"
            + " widely should not be ranked. The ceilings depend on how confident a network is and"
            + " on its number of classes, so compare different networks by criticality relative to"
            + " a ceiling (in the table), not by criticality itself. And since layers were reset one"
            + " at a time, two auxiliary layers may still be critical together.");
    page.close().close().close();
  }
}
