package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.report.HeatMap.Column;
import org.stratigraph.report.HeatMap.Row;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.SafeXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HeatMapTest {
  private static HeatMap map(int columns, Row... rows) {
    List<Column> names =
        IntStream.range(0, columns)
            .mapToObj(i -> new Column("g" + i / 4 + ".c" + i, "c" + i, "g" + i / 4))
            .toList();
    return new HeatMap(
        "title", "subtitle", "description", HeatMap.Legend.CRITICALITY, names, List.of(rows));
  }

  private static List<Element> cells(Document svg) {
    return SafeXml.elements(svg, "title").stream()
        .map(title -> (Element) title.getParentNode())
        .filter(parent -> parent.getTagName().equals("rect"))
        .toList();
  }

  @Test
  void aCellSaysWhatItIs() throws Exception {
    Row row = new Row("mean", List.of(0.0, 0.5, 1.0, Double.NaN, 0.123), "", true);
    List<Element> cells = cells(SafeXml.parse(map(5, row).toSvg("m").get(0)));
    assertThat(cells)
        .extracting(Element::getTextContent)
        .containsExactly(
            "g0.c0, mean: 0 %",
            "g0.c1, mean: 50.0 %",
            "g0.c2, mean: 100 %",
            "g0.c3, mean: not measured",
            "g1.c4, mean: 12.3 %");
    assertThat(cells)
        .extracting(cell -> cell.getAttribute("fill"))
        .containsExactly(
            "#fcfdbf",
            ColourScale.SEQUENTIAL.at(0.5).hex(),
            "#1d1147",
            "url(#m1-hatch)",
            ColourScale.SEQUENTIAL.at(0.123).hex());
  }

  @Test
  void columnsAreEvenWithinAGroupAndApartBetweenGroups() throws Exception {
    Row row = new Row("r", List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), "", false);
    List<Double> x =
        cells(SafeXml.parse(map(6, row).toSvg("m").get(0))).stream()
            .map(cell -> SafeXml.number(cell, "x"))
            .toList();
    double step = x.get(1) - x.get(0);
    assertThat(x.get(2) - x.get(1)).isCloseTo(step, within(0.011));
    assertThat(x.get(3) - x.get(2)).isCloseTo(step, within(0.011));
    assertThat(x.get(4) - x.get(3)).isGreaterThan(step + 1);
    assertThat(x.get(5) - x.get(4)).isCloseTo(step, within(0.011));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 54, 61, 500})
  void staysWithinItsFrameAndCellsDoNotOverlap(int columns) throws Exception {
    List<Double> values = IntStream.range(0, columns).mapToObj(i -> i / 500.0).toList();
    HeatMap map =
        map(
            columns,
            new Row("mean", values, "50 \u00b1 20", true),
            new Row("0", values, "", false));
    List<Element> cells = new ArrayList<>();
    for (String panel : map.toSvg("m")) {
      Document svg = SafeXml.parse(panel);
      String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ");
      for (Element cell : cells(svg)) {
        double right = SafeXml.number(cell, "x") + SafeXml.number(cell, "width");
        double bottom = SafeXml.number(cell, "y") + SafeXml.number(cell, "height");
        assertThat(right).isLessThan(Double.parseDouble(box[2]));
        assertThat(bottom).isLessThan(Double.parseDouble(box[3]));
        assertThat(SafeXml.number(cell, "width")).isGreaterThan(9);
        cells.add(cell);
      }
    }
    assertThat(cells).hasSize(2 * columns);
    for (int i = 1; i < cells.size(); i++) {
      Element left = cells.get(i - 1);
      boolean sameLine =
          left.getOwnerDocument() == cells.get(i).getOwnerDocument()
              && left.getAttribute("y").equals(cells.get(i).getAttribute("y"));
      double end = SafeXml.number(left, "x") + SafeXml.number(left, "width");
      assertThat(!sameLine || SafeXml.number(cells.get(i), "x") >= end).isTrue();
    }
  }

  @Test
  void emphasisedRowsShowTheirValues() throws Exception {
    Row row = new Row("mean", List.of(0.0, 0.456, 1.0), "46 \u00b1 41", true);
    assertThat(SafeXml.elements(SafeXml.parse(map(3, row).toSvg("m").get(0)), "text"))
        .extracting(Element::getTextContent)
        .contains("0", "46", "100", "46 \u00b1 41", "mean", "c0", "c1", "c2", "g0");
  }

  @Test
  void manyNetworksByLayers() throws Exception {
    List<Double> values = IntStream.range(0, 54).mapToObj(i -> i / 54.0).toList();
    Row[] rows =
        IntStream.range(0, 50)
            .mapToObj(i -> new Row("network " + i, values, "50 \u00b1 29", false))
            .toArray(Row[]::new);
    assertThat(cells(SafeXml.parse(map(54, rows).toSvg("m").get(0)))).hasSize(54 * 50);
  }

  @Test
  void aStandaloneFileHasItsHeadingAndWhiteGround() throws Exception {
    String text = map(1, new Row("r", List.of(0.5), "", false)).toStandaloneSvg();
    Document svg = SafeXml.parse(text);
    assertThat(text)
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .endsWith("</svg>\n");
    assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(SafeXml.elements(svg, "text"))
        .extracting(Element::getTextContent)
        .startsWith("title", "subtitle");
    assertThat(SafeXml.elements(svg, "rect").get(2).getAttribute("fill")).isEqualTo("#ffffff");
  }

  @Test
  void describesItselfToScreenReaders() throws Exception {
    Document svg = SafeXml.parse(map(1, new Row("r", List.of(0.5), "", false)).toSvg("m").get(0));
    assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(svg.getDocumentElement().getAttribute("aria-labelledby"))
        .isEqualTo("m1-title m1-desc");
    assertThat(SafeXml.elements(svg, "desc").get(0).getTextContent()).isEqualTo("description");
  }

  @Test
  void refusesARowThatDoesNotFit() {
    assertThatThrownBy(() -> map(3, new Row("short", List.of(0.5), "", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row short has 1 values for 3 columns");
  }
}
