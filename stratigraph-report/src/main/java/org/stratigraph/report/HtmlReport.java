package org.stratigraph.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.AtomicFile;

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
    String text = html(result);
    AtomicFile.write(file, aside -> Files.writeString(aside, text));
  }

  /** The report as HTML text. */
  public static String html(CriticalityResult result) {
    String style = resource("report.css");
    String script = resource("report.js");
    Markup page = new Markup();
    page.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en").verbatim("\n").open("head");
    page.verbatim("\n").empty("meta", "charset", "utf-8");
    page.verbatim("\n")
        .empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src "
                + hash(style)
                + "; script-src "
                + hash(script)
                + "; base-uri 'none'; form-action 'none'");
    page.verbatim("\n")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.verbatim("\n").empty("meta", "name", "color-scheme", "content", "light dark");
    page.verbatim("\n").element("title", Label.of(result.model().name(), 80) + ": " + TITLE);
    page.verbatim("\n").open("style").verbatim(style).close();
    page.verbatim("\n").close().verbatim("\n").open("body").verbatim("\n").open("main");
    new ReportHead(result).addTo(page);
    figures(result, page);
    new LayerTable(result).addTo(page);
    new ReportAppendix(result).addTo(page);
    page.verbatim("\n").close().verbatim("\n");
    page.open("script").verbatim(script).close();
    return page.verbatim("\n").close().verbatim("\n").close().verbatim("\n").toString();
  }

  private static void figures(CriticalityResult result, Markup page) {
    if (result.layers().isEmpty()) {
      page.verbatim("\n").element("p", "No layer was measured; the reasons are listed below.");
      return;
    }
    HeatMap map = HeatMapFigure.of(result);
    page.verbatim("\n").open("section", "id", "heat-map");
    page.element("h2", "Where the network is critical");
    figure(
        page,
        map.toSvg("heatmap"),
        "1",
        "Criticality of each layer, from the input (left) to the output, in percent."
            + (map.rows().size() > 1 ? " Below the mean, the single trials." : "")
            + " Right: mean \u00b1 standard deviation over layers.");
    page.close();
    page.verbatim("\n").open("section", "id", "layers").element("h2", "Layer by layer");
    figure(
        page,
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

  private static void figure(Markup page, List<String> panels, String number, String caption) {
    page.open("figure");
    for (String panel : panels) {
      page.verbatim("\n").open("div", "class", "panel", "tabindex", "0").verbatim(panel).close();
    }
    page.verbatim("\n").open("figcaption").element("b", "Figure " + number + ".");
    page.text(" " + caption).close().close();
  }

  /** One of our own files, with the line ends that its hash is made of. */
  private static String resource(String name) {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return "\n" + text.replace("\r\n", "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String hash(String source) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(source.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
