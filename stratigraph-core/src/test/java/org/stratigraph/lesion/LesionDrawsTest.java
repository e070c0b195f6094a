package org.stratigraph.lesion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LesionDrawsTest {
  private static List<LesionDraw> draws(int blocks, int draws, int most, long seed) {
    List<String> names = IntStream.range(0, blocks).mapToObj(i -> "b" + i).toList();
    return LesionDraws.of(
        Map.of(LesionGroup.ALL, names),
        new LesionOptions(draws, OptionalInt.of(most), seed, 1, false, false, OptionalInt.empty()));
  }

  private static List<LesionDraw> of(List<LesionDraw> draws, int removed) {
    return draws.stream().filter(draw -> draw.removed() == removed).toList();
  }

  /** 5 over 1, 2, ..., 5. */
  @Test
  void fewChoicesAreAllTakenOnce() {
    List<LesionDraw> draws = draws(5, 10, 9, 0);
    int[] expected = {5, 10, 10, 5, 1};
    for (int removed = 1; removed <= 5; removed++) {
      assertThat(of(draws, removed)).hasSize(expected[removed - 1]);
      assertThat(of(draws, removed)).extracting(LesionDraw::blocks).doesNotHaveDuplicates();
    }
    assertThat(of(draws, 2).get(0).blocks()).containsExactly("b0", "b1");
    assertThat(of(draws, 2).get(9).blocks()).containsExactly("b3", "b4");
    assertThat(draws).allMatch(draw -> draw.removed() <= 5);
  }

  @Test
  void manyChoicesAreDrawn() {
    for (int removed = 1; removed <= 20; removed++) {
      List<LesionDraw> draws = of(draws(21, 15, 20, 4), removed);
      assertThat(draws).hasSize(15).extracting(LesionDraw::blocks).doesNotHaveDuplicates();
      for (LesionDraw draw : draws) {
        assertThat(draw.blocks()).doesNotHaveDuplicates();
        List<Integer> places =
            draw.blocks().stream().map(name -> Integer.parseInt(name.substring(1))).toList();
        assertThat(places).isSorted().allMatch(place -> place >= 0 && place < 21);
      }
    }
  }

  @Test
  void theSeedFixesTheDrawsAndMoreDrawsKeepTheFirst() {
    assertThat(draws(21, 15, 6, 1)).isEqualTo(draws(21, 15, 6, 1));
    assertThat(of(draws(21, 15, 6, 1), 5)).isNotEqualTo(of(draws(21, 15, 6, 2), 5));
    assertThat(of(draws(21, 30, 6, 1), 5).subList(0, 15)).isEqualTo(of(draws(21, 15, 6, 1), 5));
  }

  /** Each block is in a choice with probability k / n; six standard deviations of the binomial. */
  @Test
  void everyBlockIsAsLikely() {
    int draws = 2000;
    List<LesionDraw> chosen = of(draws(12, draws, 5, 9), 5);
    assertThat(chosen).hasSize(792); // 12 over 5: fewer than 2,000, so all of them.
    List<LesionDraw> some = of(draws(24, draws, 5, 9), 5);
    double expected = draws * 5.0 / 24;
    double sd = Math.sqrt(draws * (5.0 / 24) * (19.0 / 24));
    for (int block = 0; block < 24; block++) {
      String name = "b" + block;
      long count = some.stream().filter(draw -> draw.blocks().contains(name)).count();
      assertThat((double) count).isBetween(expected - 6 * sd, expected + 6 * sd);
    }
  }

  @Test
  void groupsAreDrawnFromTheirOwnBlocks() {
    List<LesionDraw> draws =
        LesionDraws.of(
            Map.of(
                LesionGroup.CONFLICTING,
                List.of("a", "c"),
                LesionGroup.OTHERS,
                List.of(),
                LesionGroup.ALL,
                List.of("a", "b", "c")),
            LesionOptions.of(0, 1));
    assertThat(draws.stream().filter(d -> d.group() == LesionGroup.CONFLICTING))
        .extracting(LesionDraw::blocks)
        .containsExactly(List.of("a"), List.of("c"), List.of("a", "c"));
    assertThat(draws).noneMatch(d -> d.group() == LesionGroup.OTHERS);
  }
}
