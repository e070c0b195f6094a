package org.stratigraph.view;

import org.stratigraph.scene.HtmlPage;
import org.stratigraph.scene.Label;

/** The section as a page of its own. */
final class NetworkPage {
  private NetworkPage() {}

  static String of(String name, NetworkView view) {
    String style = "\n" + Resources.text("page.css") + NetworkView.style();
    String script = "\n" + NetworkView.script();
    return HtmlPage.of(
        Label.of(name, 80) + ": network",
        style,
        script,
        page -> {
          page.verbatim("\n").open("h1").element("bdi", Label.of(name, 120)).close();
          page.add(view.section("network"));
        });
  }
}
