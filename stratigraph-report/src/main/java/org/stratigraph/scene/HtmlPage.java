package org.stratigraph.scene;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.stratigraph.file.Sha256;

/** One HTML file with its own style sheet and script, whose policy lets it load nothing else. */
public final class HtmlPage {
  private HtmlPage() {}

  /**
   * A page.
   *
   * @param title of the window
   * @param style the style sheet
   * @param script what runs when the page is there
   * @param content adds what is in the page's main element
   */
  public static String of(String title, String style, String script, Consumer<Markup> content) {
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
    page.verbatim("\n").close().verbatim("\n").open("script").verbatim(script).close();
    return page.verbatim("\n").close().verbatim("\n").close().verbatim("\n").toString();
  }

  /** As a content security policy names it. */
  private static String hash(String source) {
    byte[] bytes = Sha256.digest().digest(source.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
  }
}
