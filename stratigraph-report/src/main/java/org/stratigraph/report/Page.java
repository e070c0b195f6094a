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
import org.stratigraph.scene.Markup;

/** What all reports share: one HTML file with its own style sheet and script, and nothing else. */
final class Page {
  private Page() {}

  /**
   * A page.
   *
   * @param title of the window
   * @param content adds what is between head and foot
   */
  static String of(String title, Consumer<Markup> content) {
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
    page.verbatim("\n").element("title", title);
    page.verbatim("\n").open("style").verbatim(style).close();
    page.verbatim("\n").close().verbatim("\n").open("body").verbatim("\n").open("main");
    content.accept(page);
    page.verbatim("\n").close().verbatim("\n");
    page.open("script").verbatim(script).close();
    return page.verbatim("\n").close().verbatim("\n").close().verbatim("\n").toString();
  }

  /** A figure of one or more panels, each an svg element, with its caption. */
  static void figure(Markup page, List<String> panels, String number, String caption) {
    page.open("figure");
    for (String panel : panels) {
      page.verbatim("\n").open("div", "class", "panel", "tabindex", "0").verbatim(panel).close();
    }
    page.verbatim("\n").open("figcaption").element("b", "Figure " + number + ".");
    page.text(" " + caption).close().close();
  }

  /** One of our own files, with the line ends that its hash is made of. */
  private static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
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
