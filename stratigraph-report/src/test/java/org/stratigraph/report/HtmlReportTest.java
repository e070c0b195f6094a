package org.stratigraph.report;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  @Test
  void look() throws Exception {
    Path out = Path.of(System.getProperty("look", "/tmp/rep"));
    var big =
        Results.published(
                Path.of(System.getProperty("stratigraph.shared"), "data", "paper-criticality.csv"))
            .build();
    HtmlReport.write(big, out.resolve("big.html"));
    HeatMapFigure.write(big, out.resolve("big.svg"));
    HtmlReport.write(
        Results.small().note("A note to the reader of this.").build(), out.resolve("small.html"));
    HtmlReport.write(Results.unknown().build(), out.resolve("unknown.html"));
    HtmlReport.write(Results.deep(500).build(), out.resolve("deep.html"));
  }
}
