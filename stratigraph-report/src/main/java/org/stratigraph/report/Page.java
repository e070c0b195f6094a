package org.stratigraph.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.stratigraph.scene.ColourScale;
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
                + hash(styles)
                + "; script-src "
                + hash(scripts)
                + "; base-uri 'none'; form-action 'none'");
    page.verbatim("\n")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.verbatim("\n").empty("meta", "name", "color-scheme", "content", "light dark");
    page.verbatim("\n").element("title", title);
    page.verbatim("\n").open("style").verbatim(styles).close();
    page.verbatim("\n").close().verbatim("\n").open("body").verbatim("\n").open("main");
    content.accept(page);
    page.verbatim("\n").close().verbatim("\n");
    page.open("script").verbatim(scripts).close();
    return page.verbatim("\n").close().verbatim("\n").close().verbatim("\n").toString();
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
