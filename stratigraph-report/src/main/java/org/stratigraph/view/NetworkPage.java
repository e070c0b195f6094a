package org.stratigraph.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** The section as a page of its own: one HTML file whose policy lets it load nothing. */
final class NetworkPage {
  private NetworkPage() {}

  static String of(String name, NetworkView view) {
    String style = "\n" + Resources.text("page.css") + NetworkView.style();
    String script = "\n" + NetworkView.script();
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
    page.verbatim("\n").element("title", Label.of(name, 80) + ": network");
    page.verbatim("\n").open("style").verbatim(style).close();
    page.verbatim("\n").close().verbatim("\n").open("body").verbatim("\n").open("main");
    page.verbatim("\n").open("h1").element("bdi", Label.of(name, 120)).close();
    page.add(view.section("network"));
    page.verbatim("\n").close().verbatim("\n").open("script").verbatim(script).close();
    return page.verbatim("\n").close().verbatim("\n").close().verbatim("\n").toString();
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
