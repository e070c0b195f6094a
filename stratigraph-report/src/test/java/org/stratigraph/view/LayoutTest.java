package org.stratigraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  static Stream<Level> levels() {
    List<CondensedGraph> graphs = new ArrayList<>();
    for (String name :
        List.of("resnet20-cifar", "resnet152", "densenet121", "squeezenet1_1", "mobilenet_v1")) {
      graphs.add(CondensedGraph.of(Networks.named(name)));
    }
    for (long seed = 1; seed <= 12; seed++) {
      graphs.add(CondensedGraph.of(Networks.random((int) (10 * seed), seed)));
    }
    graphs.add(CondensedGraph.of(Networks.named("fnn:width=10,depth=600")));
    return graphs.stream()
        .flatMap(
            graph -> {
              Grouping grouping = Grouping.of(graph);
              return Stream.iterate(1, depth -> depth <= grouping.depth() + 1, depth -> depth + 1)
                  .map(depth -> Level.of(graph, grouping, depth));
            });
  }

  private static List<Layout.Size> sizes(Level level) {
    List<Layout.Size> sizes = new ArrayList<>();
    for (int i = 0; i < level.items().size(); i++) {
      sizes.add(new Layout.Size(40 + i * 37 % 120, 20 + i % 3 * 10, i % 5 == 0 ? 16 : 0));
    }
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("levels")
  void noTwoItemsOverlap(Level level) {
    Layout layout = Layout.of(sizes(level), level.wires());
    List<Layout.Place> places = layout.places();
    assertThat(places).hasSize(level.items().size());
    for (int i = 0; i < places.size(); i++) {
      Layout.Place a = places.get(i);
      assertThat(a.x()).isNotNegative();
      assertThat(a.y()).isNotNegative();
      assertThat(a.right()).isLessThanOrEqualTo(layout.width());
      assertThat(a.bottom()).isLessThanOrEqualTo(layout.height());
      for (int j = 0; j < i; j++) {
        Layout.Place b = places.get(j);
        boolean apart =
            a.right() < b.x() || b.right() < a.x() || a.bottom() < b.y() || b.bottom() < a.y();
        assertThat(apart).as("%s and %s", a, b).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void everyWireLeadsDownFromItsItemToTheNext(Level level) {
    Layout layout = Layout.of(sizes(level), level.wires());
    int wires = 0;
    for (Layout.Strand strand : layout.strands()) {
      Layout.Place from = layout.places().get(strand.from());
      for (Layout.Piece piece : strand.pieces()) {
        assertThat(piece.fromY()).isLessThanOrEqualTo(piece.turn());
        assertThat(piece.turn()).isLessThan(piece.end());
        assertThat(piece.end()).isLessThanOrEqualTo(piece.toY());
        boolean begins = piece.fromX() == from.centre() && piece.fromY() == from.bottom();
        boolean goesOn =
            strand.pieces().stream()
                .anyMatch(p -> p.toX() == piece.fromX() && p.toY() == piece.fromY());
        assertThat(begins || goesOn).as("%s hangs loose", piece).isTrue();
      }
      for (int to : strand.to()) {
        Layout.Place place = layout.places().get(to);
        assertThat(strand.pieces())
            .anyMatch(piece -> piece.toX() == place.centre() && piece.toY() == place.y());
        wires++;
      }
    }
    assertThat(wires).isEqualTo(level.wires().size());
  }

  /** Where a wire is straight down, no box may stand on it. */
  @ParameterizedTest
  @MethodSource("levels")
  void noWireLeadsThroughABox(Level level) {
    Layout layout = Layout.of(sizes(level), level.wires());
    for (Layout.Strand strand : layout.strands()) {
      for (Layout.Piece piece : strand.pieces()) {
        for (Layout.Place place : layout.places()) {
          boolean beside = piece.fromX() <= place.x() || piece.fromX() >= place.right();
          boolean above = piece.turn() <= place.y() || piece.fromY() >= place.bottom();
          assertThat(beside || above).as("%s and %s", piece, place).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void isTheSameEachTime(Level level) {
    assertThat(Layout.of(sizes(level), level.wires()))
        .isEqualTo(Layout.of(sizes(level), level.wires()));
  }

  @Test
  void aChainIsStraight() {
    List<Layout.Size> sizes =
        List.of(new Layout.Size(50, 20, 0), new Layout.Size(90, 20, 0), new Layout.Size(70, 20, 0));
    Layout layout =
        Layout.of(sizes, List.of(new CondensedGraph.Wire(0, 1), new CondensedGraph.Wire(1, 2)));
    assertThat(layout.places().stream().map(Layout.Place::centre).distinct()).hasSize(1);
    assertThat(layout.width()).isEqualTo(90 + 2 * 16);
  }

  @Test
  void nothingIsLaidOutAsNothing() {
    assertThat(Layout.of(List.of(), List.of()).places()).isEmpty();
  }
}
