package org.stratigraph.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.HtmlPage;
import org.stratigraph.scene.Markup;

/** What all reports share: one HTML file with its own style sheet and script, and nothing else. */
final class Page {
  private Page() {}

  /**
   * A page.
   *
   * @param title of the window
   * @param style our own, after that of all reports
   * @param script our own, after that of all reports
   * @param content adds what is between head and foot
   */
  static String of(String title, String style, String script, Consumer<Markup> content) {
    String styles = "\n" + resource("report.css") + style;
    String scripts = "\n" + resource("report.js") + script;
    return HtmlPage.of(title, styles, scripts, content);
  }

  /** The first line of all reports. */
  static void brand(Markup page, String what) {
    page.verbatim("\n").open("p", "class", "brand");
    mark(page);
    page.element("span", "Stratigraph").text(" " + what).close();
  }

  /** Four strata: the product's mark. */
  private static void mark(Markup page) {
    page.open("svg", "viewBox", "0 0 16 16", "width", "16", "height", "16", "aria-hidden", "true");
    for (int i = 0; i < 4; i++) {
      page.empty(
          "rect",
          "x",
          "0",
          "y",
          Integer.toString(4 * i),
          "width",
          "16",
          "height",
          "3.4",
          "fill",
          ColourScale.SEQUENTIAL.at(0.25 + 0.25 * i).hex());
    }
    page.close();
  }

  /**
   * A figure of one or more panels, each an svg element, with its caption.
   *
   * @param kind {@code scene} for one of the figure package; may be empty
   */
  static void figure(Markup page, String kind, List<String> panels, String number, String caption) {
    page.verbatim("\n").open("figure", "class", kind);
    for (String panel : panels) {
      page.verbatim("\n").open("div", "class", "panel", "tabindex", "0").verbatim(panel).close();
    }
    page.verbatim("\n").open("figcaption").element("b", "Figure " + number + ".");
    page.text(" " + caption).close().close();
  }

  /** One of our own files, with the line ends that its hash is made of. */
  static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
