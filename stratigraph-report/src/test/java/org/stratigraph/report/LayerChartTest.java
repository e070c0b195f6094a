package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.Original;
import org.stratigraph.scene.SafeXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LayerChartTest {
  private static final double ROUNDING = 0.011;

  private static Document only(CriticalityResult result) throws Exception {
    List<String> panels = LayerChart.of(result).toSvg("c");
    assertThat(panels).hasSize(1);
    return SafeXml.parse(panels.get(0));
  }

  /** The x coordinates of the discs of the rows, in order. */
  private static List<Double> discs(Document svg) {
    return SafeXml.elements(svg, "circle").stream()
        .filter(c -> c.getAttribute("class").equals("f-ink") && inRow(c))
        .map(c -> SafeXml.number(c, "cx"))
        .toList();
  }

  private static boolean inRow(Element element) {
    return ((Element) element.getParentNode()).getAttribute("class").equals("row");
  }

  private static double tick(Document svg, String label) {
    return SafeXml.elements(svg, "text").stream()
        .filter(text -> text.getTextContent().equals(label))
        .filter(text -> text.getAttribute("text-anchor").equals("middle"))
        .mapToDouble(text -> SafeXml.number(text, "x"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void marksStandWhereTheAxisSaysTheyDo() throws Exception {
    Document svg =
        only(
            Results.of("n")
                .layer("a", "conv", 0.0, 0.0)
                .layer("b", "conv", 0.5, 0.5)
                .layer("c", "conv", 1.0, 1.0)
                .layer("d", "conv", 0.2, 0.2)
                .build());
    double zero = tick(svg, "0");
    double hundred = tick(svg, "100");
    List<Double> discs = discs(svg);
    assertThat(discs.get(0)).isCloseTo(zero, within(ROUNDING));
    assertThat(discs.get(1)).isCloseTo((zero + hundred) / 2, within(ROUNDING));
    assertThat(discs.get(2)).isCloseTo(hundred, within(ROUNDING));
    assertThat(discs.get(3)).isCloseTo(tick(svg, "20"), within(ROUNDING));
  }

  @Test
  void everyTrialIsARingAndTheIntervalSpansItsEnds() throws Exception {
    CriticalityResult result = Results.of("n").layer("a", "conv", 0.40, 0.50, 0.45).build();
    Document svg = only(result);
    LinearScale scale = new LinearScale(tick(svg, "0"), tick(svg, "100"));
    List<Double> rings =
        SafeXml.elements(svg, "circle").stream()
            .filter(c -> c.getAttribute("class").equals("ring") && inRow(c))
            .map(c -> SafeXml.number(c, "cx"))
            .toList();
    assertThat(rings).hasSize(3);
    double[] expected = {scale.at(0.40), scale.at(0.50), scale.at(0.45)};
    for (int i = 0; i < 3; i++) {
      assertThat(rings.get(i)).isCloseTo(expected[i], within(ROUNDING));
    }
    double low = result.layers().get(0).intervalLow();
    double high = result.layers().get(0).intervalHigh();
    Element bar =
        SafeXml.elements(svg, "line").stream()
            .filter(line -> line.getAttribute("class").equals("s-ink") && inRow(line))
            .findFirst()
            .orElseThrow();
    assertThat(SafeXml.number(bar, "x1")).isCloseTo(scale.at(low), within(ROUNDING));
    assertThat(SafeXml.number(bar, "x2")).isCloseTo(scale.at(high), within(ROUNDING));
  }

  @Test
  void ceilingsAreReferenceLines() throws Exception {
    Document svg =
        only(
            Results.of("n")
                .original(new Original(0.9, 1, 0.3, 0.65, 0.6))
                .layer("a", "conv", 0.4, 0.5)
                .build());
    LinearScale scale = new LinearScale(tick(svg, "0"), tick(svg, "100"));
    List<Double> dashed =
        SafeXml.elements(svg, "line").stream()
            .filter(line -> line.hasAttribute("stroke-dasharray"))
            .map(line -> SafeXml.number(line, "x1"))
            .toList();
    assertThat(dashed).hasSize(2);
    assertThat(dashed.get(0)).isCloseTo(scale.at(0.65), within(ROUNDING));
    assertThat(dashed.get(1)).isCloseTo(scale.at(0.6), within(ROUNDING));
    assertThat(SafeXml.elements(svg, "text"))
        .extracting(Element::getTextContent)
        .contains("ceiling, uniform output 65.0", "ceiling, constant output 60.0");
  }

  @Test
  void whatIsNotKnownIsNotDrawn() throws Exception {
    Document svg = only(Results.unknown().build());
    assertThat(discs(svg)).isEmpty();
    assertThat(SafeXml.elements(svg, "line")).noneMatch(l -> l.hasAttribute("stroke-dasharray"));
    assertThat(SafeXml.elements(svg, "title"))
        .extracting(Element::getTextContent)
        .anyMatch(title -> title.startsWith("only (conv): not measured"));
  }

  @Test
  void fiveHundredLayersComeInPanelsThatFitOnAPage() throws Exception {
    CriticalityResult deep = Results.deep(500).build();
    List<String> found = new ArrayList<>();
    for (String panel : LayerChart.of(deep).toSvg("c")) {
      Document svg = SafeXml.parse(panel);
      String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ");
      // A4 less margins of 14 and 12 mm is 186 x 269 mm.
      assertThat(Double.parseDouble(box[3]) / Double.parseDouble(box[2])).isLessThan(269.0 / 186);
      SafeXml.elements(svg, "text").stream()
          .map(Element::getTextContent)
          .filter(text -> text.startsWith("blocks."))
          .forEach(found::add);
    }
    assertThat(found)
        .containsExactlyElementsOf(deep.layers().stream().map(layer -> layer.layer()).toList());
  }

  @Test
  void noLayersNoPanels() {
    assertThat(LayerChart.of(Results.of("n").build()).toSvg("c")).isEmpty();
  }
}
