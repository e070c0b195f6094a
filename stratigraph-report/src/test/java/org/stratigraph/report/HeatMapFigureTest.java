package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.figure.Matrix;
import org.stratigraph.scene.SafeXml;
import org.w3c.dom.Element;

class HeatMapFigureTest {
  @Test
  void aRowForTheMeanAndOneForEachTrial() {
    Matrix map = HeatMapFigure.of(Results.small().build());
    assertThat(map.rows())
        .extracting(Matrix.Row::label)
        .containsExactly("mean", "trial 0", "trial 1", "trial 2");
    assertThat(map.columns())
        .extracting(Matrix.Column::name)
        .containsExactly("conv1", "conv2", "fc1", "fc2", "fc3");
    // By hand: criticalities of trial 0 are .81 .52 .12 .03 .88; mean .472, population sd .3455.
    assertThat(map.rows().get(1).summary()).isEqualTo("47\u00a0\u00b1\u00a035");
  }

  @Test
  void aTrialThatALayerDidNotHaveIsNotMeasured() {
    Matrix map =
        HeatMapFigure.of(
            Results.of("n").layer("a", "conv", 0.5, 0.6).layer("b", "conv", 0.1).build());
    assertThat(map.rows().get(2).cells().get(0).value()).isEqualTo(1 - (1 - 0.6));
    assertThat(map.rows().get(2).cells().get(1).value()).isNaN();
  }

  @Test
  void oneTrialOrVeryManyNeedNoRowsOfTheirOwn() {
    assertThat(HeatMapFigure.of(Results.of("n").layer("a", "conv", 0.5).build()).rows()).hasSize(1);
    assertThat(HeatMapFigure.of(Results.of("n").layer("a", "conv", new double[13]).build()).rows())
        .hasSize(1);
  }

  @Test
  void theSameResultGivesTheSameBytes(@TempDir Path folder) throws Exception {
    HeatMapFigure.write(Results.small().build(), folder.resolve("a.svg"));
    HeatMapFigure.write(Results.small().build(), folder.resolve("b.svg"));
    assertThat(folder.resolve("a.svg")).hasSameBinaryContentAs(folder.resolve("b.svg"));
  }

  /** Labels of torchvision's ResNet-50 in the paper's Figure 1: mean 70, sd 25 over 54 layers. */
  @Test
  @Tag("shared")
  void thePublishedNetworkHasThePublishedLabels(@TempDir Path folder) throws Exception {
    Path csv = Path.of(System.getProperty("stratigraph.shared"), "data", "paper-criticality.csv");
    assumeTrue(Files.isRegularFile(csv), "needs the development data file " + csv);
    Results published = Results.published(csv);
    Matrix map = HeatMapFigure.of(published.build());
    assertThat(map.columns()).hasSize(54);
    assertThat(map.rows()).hasSize(4);
    assertThat(map.rows().get(0).summary()).isEqualTo("70\u00a0\u00b1\u00a025");
    HeatMapFigure.write(published.build(), folder.resolve("figure.svg"));
    List<Element> titles =
        SafeXml.elements(SafeXml.parse(Files.readString(folder.resolve("figure.svg"))), "title");
    // Of the figure, each cell, and in both bands each row.
    assertThat(titles).hasSize(1 + 54 * 4 + 2 * 4);
    assertThat(titles).extracting(Element::getTextContent).contains("mean, fc: 96.0\u202f%");
  }
}
