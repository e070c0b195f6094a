package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stratigraph.report.Compared.layer;
import static org.stratigraph.report.Compared.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.scene.SafeXml;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ComparisonReportTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script>\"' onload='x' \u202e\u0000\ud800\n<img src=//example.org>&amp;";

  private static Comparison three() {
    return Compared.of(
        network("a", "one", .7, .02, .9, .3),
        network("b", "two", .8, .02, .8, .1),
        network("c", "one", .9, .02, .95, .5));
  }

  private static ReportContent.Training training(String name) {
    LayerChange moved =
        new LayerChange("conv1", 1, "epoch-000", "epoch-001", 9, .25, .25, 0, 0, 1, 1, 1);
    LayerConflicts conflicting = new LayerConflicts("conv1", 64, 32, 4, 1, 0, 0.7);
    return new ReportContent.Training(
        name,
        List.of(
            new EpochRecord(0, EpochRecord.INITIAL, Double.NaN, Double.NaN, 2.3, .1, .1, 0, 0),
            new EpochRecord(1, "main", 1.5, .5, 1.25, .625, .1, 100, 1)),
        Optional.of(new WeightChangeResult(List.of("epoch-000", "epoch-001"), List.of(moved))),
        List.of(new ConflictResult.Checkpoint("epoch-001", List.of(1.0), List.of(conflicting))));
  }

  private static ReportContent full() {
    return new ReportContent(
        "All of it",
        Selection.all(three()),
        Optional.of("a"),
        List.of(training("first"), training("second")),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of("stratigraph", "0.1.0"));
  }

  private static ReportContent hostile() {
    MeasuredNetwork bad =
        new MeasuredNetwork(
            HOSTILE,
            HOSTILE,
            Optional.of(HOSTILE),
            OptionalDouble.of(.5),
            Map.of(HOSTILE, HOSTILE),
            List.of(layer(HOSTILE, .2, .3), layer("x".repeat(1_000_000), .5)));
    MeasuredNetwork long1 = network("y".repeat(1_000_000), "z".repeat(1_000_000), .4, .1, .3, .4);
    return new ReportContent(
        HOSTILE,
        Selection.all(new Comparison(List.of(bad, long1))),
        Optional.of(HOSTILE),
        List.of(training(HOSTILE)),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(HOSTILE, HOSTILE));
  }

  static Stream<ReportContent> contents() {
    return Stream.of(
        full(),
        hostile(),
        Compared.content(three()),
        Compared.content(Compared.of(network("only", "", Double.NaN, .01, .2, .3))),
        Compared.content(Compared.of(network("bare", "", .5))),
        Compared.content(Compared.of(network("x", "", .5, layer("a", Double.NaN), layer("b", .5)))),
        Compared.content(
            Compared.of(
                network("x", "", .5, layer("a", .1), layer("b", .5)),
                network("y", "k", Double.NaN, layer("c", .2, .3)))),
        new ReportContent(
            "Trainings",
            Selection.all(new Comparison(List.of())),
            Optional.empty(),
            List.of(training("one")),
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of()));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isWellFormedWithEveryIdOnceAndLinksThatLeadSomewhere(ReportContent content)
      throws Exception {
    Document page = SafeXml.parsePage(ComparisonReport.html(content));
    SelfContained.assertLinksLeadSomewhere(page);
    for (Element heading : SafeXml.elements(page, "th")) {
      assertThat(heading.getAttribute("scope")).isIn("row", "col", "rowgroup");
    }
  }

  @ParameterizedTest
  @MethodSource("contents")
  void loadsNothing(ReportContent content) throws Exception {
    String html = ComparisonReport.html(content);
    SelfContained.assertLoadsNothing(SafeXml.parsePage(html));
    assertThat(html).contains("content=\"default-src &#39;none&#39;; ");
  }

  @Test
  void thePolicyAllowsOnlyItsOwnStyleAndScript() throws Exception {
    SelfContained.assertPolicy(ComparisonReport.html(full()));
  }

  private static String block(String html) {
    Matcher matcher =
        Pattern.compile("<script type=\"application/json\" id=\"data\">([^<]*)</script>")
            .matcher(html);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void theDataAreTheNumbers() throws Exception {
    JsonNode data = new ObjectMapper().readTree(block(ComparisonReport.html(full())));
    assertThat(data.at("/networks/1/name").asText()).isEqualTo("b");
    assertThat(data.at("/networks/1/c/0").asDouble()).isEqualTo(0.8);
    assertThat(data.at("/networks/1/t/0/0").asDouble()).isEqualTo(0.78);
    assertThat(data.at("/networks/1/t/0/1").asDouble()).isEqualTo(0.82);
    // The sample deviation of two values is their distance over the root of two.
    assertThat(data.at("/networks/1/s/0").asDouble()).isEqualTo(0.028284);
    assertThat(data.at("/networks/1/a/0/0").asDouble()).isEqualTo(0.25);
    assertThat(data.at("/networks/1/mean").asDouble()).isEqualTo(0.45);
    assertThat(data.at("/layers/1/name").asText()).isEqualTo("layer2.0.conv1");
    assertThat(data.at("/columns")).hasSize(2);
    assertThat(data.at("/baseline").asInt()).isZero();
    assertThat(data.at("/categories/1/name").asText()).isEqualTo("two");
  }

  @Test
  void whatIsNotKnownIsNullInTheDataAndADashInTables() throws Exception {
    String html =
        ComparisonReport.html(
            Compared.content(
                Compared.of(
                    network("x", "", Double.NaN, layer("a", Double.NaN), layer("b", .5)),
                    network("y", "", Double.NaN, layer("b", .25)))));
    JsonNode data = new ObjectMapper().readTree(block(html));
    assertThat(data.at("/networks/0/c/0").isNull()).isTrue();
    assertThat(data.at("/networks/1/c/0").isNull()).isTrue();
    assertThat(data.at("/networks/0/accuracy").isNull()).isTrue();
    assertThat(data.at("/networks/1/c/1").asDouble()).isEqualTo(0.25);
    assertThat(html)
        .contains("1 cell has no known criticality and is left out of all means.")
        .contains("The networks do not have the same layers: 1 of 2 are in all of them.")
        .contains("The accuracy of 2 of 2 networks is not known")
        .doesNotContain(">NaN", "Infinity<");
  }

  @Test
  void aNetworkThatIsLeftOutIsNamedWithTheReason() {
    String html =
        ComparisonReport.html(
            Compared.content(
                Compared.of(
                    network("a", "", .7, .02, .9, .3),
                    network("lost", "", Double.NaN, 0, .1, .1))));
    assertThat(html)
        .contains("Left out: <bdi>lost</bdi> (its accuracy is not known, and others have theirs).");
  }

  @Test
  void aHostileNameIsOnlyText() throws Exception {
    String html = ComparisonReport.html(hostile());
    assertThat(html).doesNotContain("<script>alert", "<img", "\u202e").hasSizeLessThan(300_000);
    String shown =
        HOSTILE
            .replace("\u202e", "\\u202e")
            .replace("\0", "\\u0000")
            .replace("\ud800", "\\ud800")
            .replace("\n", "\\u000a");
    Document page = SafeXml.parsePage(html);
    assertThat(SafeXml.elements(page, "h1").get(0).getTextContent()).isEqualTo(shown);
    JsonNode data = new ObjectMapper().readTree(block(html));
    assertThat(data.at("/networks/0/id").asText()).isEqualTo(shown);
    assertThat(data.at("/layers/0/name").asText()).isEqualTo(shown);
    assertThat(data.at("/layers/1/name").asText()).hasSizeLessThan(500);
  }

  @Test
  void trainingsHaveTheirFiguresAndTheirRow() throws Exception {
    Document page = SafeXml.parsePage(ComparisonReport.html(full()));
    String text = page.getDocumentElement().getTextContent();
    assertThat(text)
        .contains("first: relative weight change", "second: bundle entropy", "1 of 1", "62.50");
  }

  @Test
  void writesTheSameBytesAgain(@TempDir Path folder) {
    ComparisonReport.write(hostile(), folder.resolve("a.html"));
    ComparisonReport.write(hostile(), folder.resolve("b.html"));
    assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void isTheSameInEveryLocale(String tag) {
    SelfContained.assertSameIn(tag, () -> ComparisonReport.html(full()));
  }
}
