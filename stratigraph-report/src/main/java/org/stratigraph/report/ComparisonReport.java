package org.stratigraph.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/**
 * One report of several networks that differ in how they were trained: criticality, weight change
 * and conflicts side by side. A single HTML file, as {@link HtmlReport} describes it.
 */
public final class ComparisonReport {
  private static final String TITLE = "Networks compared";

  private ComparisonReport() {}

  /**
   * Writes the report. The same results give the same bytes. The file appears whole or not at all.
   *
   * @param networks at least one, in the order in which they are to be shown
   * @throws org.stratigraph.UnusableInputException if {@code file} cannot be a file: its folder is
   *     missing or not writable, or it exists and is not a regular file
   * @throws java.io.UncheckedIOException if writing fails, such as on a full disk
   */
  public static void write(List<ComparedNetwork> networks, Path file) {
    String text = html(networks);
    AtomicFile.write(file, aside -> Files.writeString(aside, text));
  }

  /** The report as HTML text. */
  public static String html(List<ComparedNetwork> networks) {
    return Page.of(
        TITLE,
        page -> {
          head(networks, page);
          ComparisonTables.addNetworks(networks, page);
          figure(
              page,
              "criticality",
              "Where each network is critical",
              "1",
              ComparisonMaps.criticality(networks),
              "Criticality of each layer: how far the predictions move, in percent, when the layer"
                  + " loses what it learned. Right: mean \u00b1 standard deviation over layers.");
          figure(
              page,
              "weight-change",
              "How the layers moved while the networks were trained",
              "2",
              ComparisonMaps.weightChange(networks),
              "Relative weight change in each epoch, the sum of the changes over the sum of the"
                  + " weights before them; darkest at 100 % and above.");
          figure(
              page,
              "conflicts",
              "Which layers put samples of different classes together",
              "3",
              ComparisonMaps.conflicts(networks),
              "Bundle entropy of each measured layer after each epoch, in percent of its largest"
                  + " possible value; above 0 the layer is conflicting.");
          ComparisonTables.addLayers(networks, page);
        });
  }

  private static void head(List<ComparedNetwork> networks, Markup page) {
    CriticalityResult first = networks.get(0).criticality();
    page.verbatim("\n").open("header");
    page.open("p", "class", "brand").element("span", "Stratigraph").text(" comparison").close();
    page.verbatim("\n").element("h1", TITLE);
    page.verbatim("\n").open("p", "class", "under");
    page.text(NumberText.count(networks.size(), "network") + ", ");
    page.text(NumberText.count(first.data().images(), "image") + " of ");
    page.element("bdi", Label.of(first.data().source(), 120));
    page.text(", " + NumberText.count(first.protocol().trials(), "trial") + " a layer, ");
    page.element("bdi", Label.of(first.protocol().reset(), 60)).text(" reset").close();
    page.close();
  }

  private static void figure(
      Markup page, String id, String heading, String number, HeatMap map, String caption) {
    if (map.columns().isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", id).element("h2", heading);
    Page.figure(page, map.toSvg("figure" + number), number, caption);
    page.close();
  }
}
