package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.scene.SafeXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is asked of every report. */
final class SelfContained {
  private SelfContained() {}

  /** No id is there twice, and every link leads to one; all ids. */
  static List<String> assertLinksLeadSomewhere(Document page) {
    List<String> ids =
        SafeXml.elements(page, "*").stream()
            .map(element -> element.getAttribute("id"))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    for (Element link : SafeXml.elements(page, "a")) {
      assertThat(ids).contains(link.getAttribute("href").substring(1));
    }
    return ids;
  }

  /** No element is one that loads something, or runs what an attribute says. */
  static void assertLoadsNothing(Document page) {
    for (Element element : SafeXml.elements(page, "*")) {
      assertThat(element.getTagName())
          .isNotIn("link", "img", "image", "iframe", "object", "embed", "use", "base");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        String name = element.getAttributes().item(i).getNodeName();
        String value = element.getAttributes().item(i).getNodeValue();
        assertThat(name).doesNotStartWith("on").isNotIn("src", "srcset", "xlink:href", "style");
        assertThat(!name.equals("href") || value.startsWith("#")).isTrue();
      }
    }
  }

  /** The policy lets nothing in but the page's own style sheet and script. */
  static void assertPolicy(String html) throws Exception {
    String policy =
        SafeXml.elements(SafeXml.parsePage(html), "meta").stream()
            .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .findFirst()
            .orElseThrow()
            .getAttribute("content");
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(hash(html, "style"), hash(html, "script")));
  }

  private static String hash(String html, String element) throws Exception {
    Matcher matcher =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).isTrue();
    byte[] source = matcher.group(1).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(source);
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  /** A page is the same in a locale as in that of this process. */
  static void assertSameIn(String locale, Supplier<String> html) {
    String expected = html.get();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(html.get()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }
}
