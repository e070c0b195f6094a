package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainTest {
  private static final Optional<String> YARN = Optional.of("yarn");

  @Test
  void aSubmittedStudyIsMeasuredWhereItWasSubmittedTo() {
    assertThat(Main.withMaster(List.of("study", "s.yaml"), YARN))
        .containsExactly("study", "s.yaml", "--spark=yarn");
  }

  @Test
  void whatTheUserSaysGoesFirst() {
    for (List<String> said :
        List.of(
            List.of("study", "s.yaml", "--master", "local[2]"),
            List.of("study", "s.yaml", "--spark=local[2]"),
            List.of("study", "--help"),
            List.of("summary", "runs/a"))) {
      assertThat(Main.withMaster(said, YARN)).isEqualTo(said);
    }
    assertThat(Main.withMaster(List.of("study", "s.yaml"), Optional.empty()))
        .containsExactly("study", "s.yaml");
  }
}
