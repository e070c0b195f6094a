package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.scene.SafeXml;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

class ComparisonReportTest {
  private static ComparedNetwork network(String name, double change, double entropy) {
    LayerChange moved =
        new LayerChange("conv1", 1, "epoch-000", "epoch-001", 9, change, change, 0, 0, 1, 1, 1);
    LayerConflicts layer = new LayerConflicts("conv1", 64, 32, 4, 1, 0, entropy);
    return new ComparedNetwork(
        name,
        Results.small().build(),
        new WeightChangeResult(List.of("epoch-000", "epoch-001"), List.of(moved)),
        List.of(new ConflictResult.Checkpoint("epoch-001", List.of(1.0), List.of(layer))));
  }

  @Test
  void everyNetworkHasItsRowsInFiguresAndTables() throws Exception {
    String html =
        ComparisonReport.html(List.of(network("standard", 0.25, 0), network("other", 0.5, 0.7)));
    assertThat(html).contains("Networks compared", "standard, epoch 1", "other, epoch 1");
    assertThat(html).contains("0 of 1", "1 of 1", "25.0", "50.0");
    SafeXml.parsePage(html);
  }

  @Test
  void namesFromOutsideAreEscaped() {
    String html = ComparisonReport.html(List.of(network("<script>alert(1)</script>", 0.25, 0)));
    assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
  }
}
