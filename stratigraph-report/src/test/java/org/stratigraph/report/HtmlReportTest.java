package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.scene.SafeXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script>\"' onload='x' \u202e\u0000\n<img src=//example.org>";

  static Stream<CriticalityResult> results() {
    return Stream.of(
        Results.small().build(),
        Results.unknown().build(),
        Results.of("nothing").build(),
        Results.deep(500).build(),
        hostile());
  }

  private static CriticalityResult hostile() {
    return Results.of(HOSTILE)
        .layer(HOSTILE, HOSTILE, 0.2, 0.3)
        .layer("x".repeat(1_000_000), "conv", 0.5)
        .note(HOSTILE)
        .skip(HOSTILE, HOSTILE)
        .skipImage(HOSTILE)
        .provenance(HOSTILE, HOSTILE)
        .build();
  }

  @ParameterizedTest
  @MethodSource("results")
  void isWellFormedWithEveryIdOnce(CriticalityResult result) throws Exception {
    Document page = SafeXml.parsePage(HtmlReport.html(result));
    List<String> ids = SelfContained.assertLinksLeadSomewhere(page);
    for (Element figure : SafeXml.elements(page, "svg")) {
      for (String id : figure.getAttribute("aria-labelledby").split(" ")) {
        assertThat(id.isEmpty() || ids.contains(id)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void loadsNothing(CriticalityResult result) throws Exception {
    String html = HtmlReport.html(result);
    Document page = SafeXml.parsePage(html);
    SelfContained.assertLoadsNothing(page);
    for (Element element : SafeXml.elements(page, "*")) {
      assertThat(element.getTagName()).isNotEqualTo("foreignObject");
      assertThat(
              !element.hasAttribute("fill")
                  || element
                      .getAttribute("fill")
                      .matches("#[0-9a-f]{6}|none|transparent|url\\(#.*"))
          .isTrue();
    }
    String text = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertThat(Pattern.compile("https?://|@import").matcher(text).find()).isFalse();
  }

  @Test
  void thePolicyAllowsOnlyItsOwnStyleAndScript() throws Exception {
    String html = HtmlReport.html(hostile());
    Document page = SafeXml.parsePage(html);
    SelfContained.assertPolicy(html);
    assertThat(SafeXml.elements(page, "script")).hasSize(1);
    assertThat(SafeXml.elements(page, "style")).hasSize(1);
  }

  @Test
  void aHostileNameIsOnlyText() throws Exception {
    Document page = SafeXml.parsePage(HtmlReport.html(hostile()));
    String shown =
        HOSTILE.replace("\u202e", "\\u202e").replace("\0", "\\u0000").replace("\n", "\\u000a");
    assertThat(SafeXml.elements(page, "h1").get(0).getTextContent()).isEqualTo(shown);
    Element name =
        SafeXml.elements(page, "tr").stream()
            .filter(row -> row.getAttribute("id").equals("layer-1"))
            .flatMap(row -> children(row, "bdi").stream())
            .findFirst()
            .orElseThrow();
    assertThat(name.getTextContent()).isEqualTo(shown);
  }

  private static List<Element> children(Element parent, String tag) {
    return SafeXml.elements(parent.getOwnerDocument(), tag).stream()
        .filter(e -> e.getParentNode().getParentNode() == parent)
        .toList();
  }

  @Test
  void aMillionCharactersDoNotSwellTheReport() {
    assertThat(HtmlReport.html(hostile())).hasSizeLessThan(100_000);
  }

  @Test
  void showsEverythingOfAResult() throws Exception {
    CriticalityResult result =
        Results.small()
            .note("Batch normalisation is folded.")
            .skip("pos_embed", "It is only added.")
            .skipImage("a/b.jpg: not a JPEG file")
            .build();
    Document page = SafeXml.parsePage(HtmlReport.html(result));
    String text = page.getDocumentElement().getTextContent();
    assertThat(text)
        .contains(
            "Resetting a layer moves the network\u2019s predictions by 45.0\u202f% on average")
        .contains("least for fc2 (3.0\u202f%), most for fc3 (85.7\u202f%)")
        .contains("76.2\u202f%", "92.9\u202f%", "0.961", "95.3\u202f%", "92.2\u202f%")
        .contains("Batch normalisation is folded.")
        .contains("It is only added. 1 layer", "pos_embed")
        .contains("Normalisation layers are not among the chosen kinds. 1 layer", "norm1")
        .contains("a/b.jpg: not a JPEG file")
        .contains("2026-01-02T03:04:05Z", "ab".repeat(32), "cd".repeat(32));
    List<Element> rows =
        SafeXml.elements(page, "tr").stream()
            .filter(row -> row.getAttribute("id").startsWith("layer-"))
            .toList();
    assertThat(rows).hasSize(5);
    assertThat(SafeXml.elements(page, "th"))
        .allMatch(heading -> heading.hasAttribute("scope"))
        .filteredOn(heading -> heading.getAttribute("scope").equals("col"))
        .extracting(Element::getTextContent)
        .contains("Layer", "Kind", "Criticality", "95 % interval", "sd", "of uniform ceiling");
  }

  @Test
  void unknownFiguresAreDashesAndNeverNan() {
    assertThat(HtmlReport.html(Results.unknown().build()))
        .doesNotContain("NaN", "Infinity", "null%")
        .contains("<b>\u2013</b>");
  }

  @Test
  void aNoteOfSeveralLayersIsPrintedOnce() throws Exception {
    CriticalityResult result =
        Results.of("n")
            .layerNotes("Its batch norm is folded.", "Its weights are tied.")
            .layer("a", "conv", 0.1, 0.2)
            .layerNotes("Its weights are tied.")
            .layer("b", "conv", 0.1, 0.2)
            .build();
    Document page = SafeXml.parsePage(HtmlReport.html(result));
    assertThat(SafeXml.elements(page, "sup"))
        .extracting(Element::getTextContent)
        .containsExactly("1", "2", "2");
    assertThat(SafeXml.elements(page, "li"))
        .filteredOn(item -> item.getAttribute("id").startsWith("note-"))
        .extracting(Element::getTextContent)
        .containsExactly("Its batch norm is folded.", "Its weights are tied.");
  }

  @Test
  void aVeryLongListIsCutAndSaysSo() throws Exception {
    Results results = Results.small();
    for (int i = 0; i < 1200; i++) {
      results.skipImage("image" + i + ".jpg: not a JPEG file");
    }
    String text =
        SafeXml.parsePage(HtmlReport.html(results.build())).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("1\u202f200 images could not be read", "image999.jpg", "And 200 more.")
        .doesNotContain("image1000.jpg");
  }

  @ParameterizedTest
  @CsvSource({
    "random, drawn anew at random",
    "initial, when training began",
    "zero, set to zero",
    "shuffle, shuffled",
    "gaussian, same mean and standard deviation",
    "from:a.pth, of another file",
    "other, replaced (other)"
  })
  void explainsTheReset(String reset, String words) {
    assertThat(HtmlReport.html(Results.small().reset(reset).build())).contains(words);
  }

  @Test
  void writesTheSameBytesAgain(@TempDir Path folder) {
    HtmlReport.write(Results.small().build(), folder.resolve("a.html"));
    HtmlReport.write(Results.small().build(), folder.resolve("b.html"));
    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
    assertThat(folder.resolve("a.html"))
        .content()
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void isTheSameInEveryLocale(String tag) {
    CriticalityResult result = Results.small().build();
    SelfContained.assertSameIn(tag, () -> HtmlReport.html(result));
  }
}
