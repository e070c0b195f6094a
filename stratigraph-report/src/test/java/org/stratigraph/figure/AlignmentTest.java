package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;

class AlignmentTest {

  private static List<String> names(Alignment alignment, String id) {
    return alignment.cells().get(id).stream()
        .map(cell -> cell.map(MeasuredLayer::layer).orElse("-"))
        .toList();
  }

  @Test
  void networksOfOneArchitectureAreAlignedByName() {
    MeasuredNetwork part =
        TestNetworks.network("part", "", .5, List.of("conv1", "layer2.0.conv1", "fc"), .1, .2, .3);
    Comparison comparison = new Comparison(List.of(part, TestNetworks.three().networks().get(0)));
    Alignment alignment = Alignment.of(comparison);
    assertThat(alignment.reference()).isEmpty();
    assertThat(names(alignment, "part")).contains("-").contains("conv1", "layer2.0.conv1", "fc");
    assertThat(alignment.columns()).hasSize(6);
  }

  @Test
  void otherNetworksAreAlignedByRoleAndRelativeDepth() {
    MeasuredNetwork deep = TestNetworks.three().networks().get(0);
    MeasuredNetwork shallow =
        TestNetworks.network(
            "s", "", .5, List.of("first", "blocks.0.a", "blocks.1.a", "last"), .1, .2, .3, .4);
    Alignment alignment = Alignment.of(new Comparison(List.of(shallow, deep)));
    assertThat(alignment.reference()).isEqualTo(Optional.of(deep));
    // Of the four layers between stem and head the first two are as deep as the first of two.
    assertThat(names(alignment, "s"))
        .containsExactly("first", "blocks.0.a", "blocks.0.a", "blocks.1.a", "blocks.1.a", "last");
  }

  @Test
  void aLayerInSeveralColumnsCountsOnce() {
    MeasuredNetwork deep = TestNetworks.three().networks().get(0);
    MeasuredNetwork shallow =
        TestNetworks.network(
            "s", "", .5, List.of("first", "blocks.0.a", "blocks.1.a", "last"), .1, .2, .4, .5);
    Matrix matrix =
        NetworkMap.of(new Comparison(List.of(shallow, deep)), Optional.empty(), RowOrder.GIVEN)
            .criticality();
    // By hand: mean of .1 .2 .4 .5 is .3, population sd .1581.
    assertThat(matrix.rows().get(0).summary()).isEqualTo("30\u00a0\u00b1\u00a016");
    assertThat(matrix.subtitle()).contains("relative depth").contains("a");
  }

  @Test
  void noNetworksHaveNoColumns() {
    assertThat(Alignment.of(new Comparison(List.of())).columns()).isEmpty();
  }
}
