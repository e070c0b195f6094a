package org.stratigraph.autotune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;

/** Worked out by hand from the rules of methods.md 2.4, table row 1. */
class RemovalRuleTest {
  /** Blocks as a word: x is in conflict. */
  private static List<Boolean> conflicts(String blocks) {
    return blocks.chars().filter(c -> c != ' ').mapToObj(c -> c == 'x').toList();
  }

  @ParameterizedTest
  @CsvSource({
    "first-and-rest, ... .x.x. .x, 3 1 2",
    "conflicting-only, ... .x.x. .x, 3 3 2",
    "all-types, ... .x.x. .x, 3 3 1",
    "first-and-rest, x.. ..... .., 0 5 2",
    "conflicting-only, x.. ..... .., 2 5 2",
    "all-types, xxx xxxxx xx, 0 0 0",
    "first-and-rest, ... ..... .., 3 5 2",
    "conflicting-only, ... ..... .x, 3 5 1",
  })
  void whatStays(String rule, String blocks, String expected) {
    assertThat(RemovalRule.named(rule).apply(List.of(3, 5, 2), conflicts(blocks)))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList());
  }

  @Test
  void aTypeMayHaveNoBlocks() {
    assertThat(RemovalRule.FIRST_AND_REST.apply(List.of(0, 2), conflicts(".x")))
        .containsExactly(0, 1);
  }

  @Test
  void anUnknownRuleIsAnsweredWithTheNames() {
    assertThatThrownBy(() -> RemovalRule.named("all"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("first-and-rest, conflicting-only, all-types");
  }
}
