package org.stratigraph.report;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/**
 * The report of one criticality run: a single HTML file that opens offline and is complete without
 * script, on a screen and on paper. Its content security policy allows nothing but its own style
 * sheet and script, so that nothing is ever loaded from anywhere.
 */
public final class HtmlReport {
  private static final String TITLE = "Layer criticality";

  private HtmlReport() {}

  /**
   * Writes the report. The same result gives the same bytes. The file appears whole or not at all.
   *
   * @throws org.stratigraph.UnusableInputException if {@code file} cannot be a file: its folder is
   *     missing or not writable, or it exists and is not a regular file
   * @throws UncheckedIOException if writing fails, such as on a full disk
   */
  public static void write(CriticalityResult result, Path file) {
    write(result, Optional.empty(), file);
  }

  /**
   * The same under another title than the network's name.
   *
   * @param title what stands at the top, if it is not that
   */
  public static void write(CriticalityResult result, Optional<String> title, Path file) {
    String text = html(result, title.orElse(result.model().name()));
    AtomicFile.write(file, aside -> Files.writeString(aside, text));
  }

  /** The report as HTML text. */
  public static String html(CriticalityResult result) {
    return html(result, result.model().name());
  }

  private static String html(CriticalityResult result, String title) {
    return Page.of(
        Label.of(title, 80) + ": " + TITLE,
        Page.resource("scene.css"),
        "",
        page -> {
          new ReportHead(result, title).addTo(page);
          figures(result, page);
          new LayerTable(result).addTo(page);
          new ReportAppendix(result).addTo(page);
        });
  }

  private static void figures(CriticalityResult result, Markup page) {
    if (result.layers().isEmpty()) {
      page.verbatim("\n").element("p", "No layer was measured; the reasons are listed below.");
      return;
    }
    boolean several = HeatMapFigure.of(result).rows().size() > 1;
    page.verbatim("\n").open("section", "id", "heat-map");
    page.element("h2", "Where the network is critical");
    Page.figure(
        page,
        "scene",
        HeatMapFigure.panels(result, "heatmap"),
        "1",
        "Criticality of each layer, from the input (left) to the output, in percent."
            + (several ? " Below the mean, the single trials." : "")
            + " Right: mean \u00b1 standard deviation over layers.");
    page.close();
    page.verbatim("\n").open("section", "id", "layers").element("h2", "Layer by layer");
    Page.figure(
        page,
        "",
        LayerChart.of(result).toSvg("chart"),
        "2",
        "Mean over trials with its 95 % interval, and the single trials, from the input (top) to"
            + " the output."
            + (LayerChart.hasCeiling(result)
                ? " Dashed and dotted: how far the predictions would move if every output became"
                    + " uniform, or lost all trace of its image."
                : ""));
    page.close();
  }
}
