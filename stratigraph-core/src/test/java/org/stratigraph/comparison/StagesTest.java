package org.stratigraph.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.comparison.Stages.Place;
import org.stratigraph.comparison.Stages.Run;

class StagesTest {
  @Test
  void residualNetwork() {
    assertThat(
            Stages.of(List.of("conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "fc")))
        .containsExactly(
            new Place("stem", "conv1"),
            new Place("layer1", "0.conv1"),
            new Place("layer1", "0.conv2"),
            new Place("layer2", "0.conv1"),
            new Place("head", "fc"));
  }

  @Test
  void aPrefixSharedByNearlyAllLayersIsPassedOver() {
    assertThat(
            Stages.of(
                List.of(
                    "features.conv0",
                    "features.denseblock1.denselayer1.conv1",
                    "features.denseblock1.denselayer1.conv2",
                    "features.transition1.conv",
                    "features.denseblock2.denselayer1.conv1",
                    "classifier")))
        .extracting(Place::stage)
        .containsExactly(
            "features", "denseblock1", "denseblock1", "transition1", "denseblock2", "head");
  }

  @Test
  void numberedStagesKeepTheirParent() {
    List<String> layers =
        Stream.of("0", "1", "2")
            .flatMap(b -> Stream.of("blocks." + b + ".attn.qkv", "blocks." + b + ".mlp.fc1"))
            .toList();
    assertThat(Stages.of(layers))
        .containsExactly(
            new Place("blocks.0", "attn.qkv"),
            new Place("blocks.0", "mlp.fc1"),
            new Place("blocks.1", "attn.qkv"),
            new Place("blocks.1", "mlp.fc1"),
            new Place("blocks.2", "attn.qkv"),
            new Place("blocks.2", "mlp.fc1"));
  }

  @Test
  void namesWithoutPrefixHaveNoStage() {
    assertThat(Stages.of(List.of("conv1", "conv2", "fc")))
        .containsExactly(new Place("", "conv1"), new Place("", "conv2"), new Place("", "fc"));
  }

  @Test
  void oddNamesAreKept() {
    List<String> odd = List.of("", ".", "/", "...", "/a/b", "a..b", "\ud800", "a/");
    assertThat(Stages.of(odd)).hasSameSizeAs(odd);
    assertThat(Stages.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 60})
  void piecesCoverEverythingInOrderAndAreNeverTooLarge(int most) {
    List<String> groups =
        IntStream.of(3, 1, 10, 130, 2, 60, 61)
            .boxed()
            .flatMap(size -> Collections.nCopies(size, "group of " + size).stream())
            .toList();
    List<Run> pieces = Stages.pieces(groups, most);
    assertThat(pieces).allMatch(run -> run.size() >= 1 && run.size() <= most);
    assertThat(pieces.get(0).from()).isZero();
    assertThat(pieces.get(pieces.size() - 1).to()).isEqualTo(groups.size());
    for (int i = 1; i < pieces.size(); i++) {
      assertThat(pieces.get(i).from()).isEqualTo(pieces.get(i - 1).to());
    }
  }

  @Test
  void piecesBreakBetweenGroups() {
    List<String> groups = List.of("a", "a", "b", "b", "b", "c");
    assertThat(Stages.pieces(groups, 4)).containsExactly(new Run(0, 2), new Run(2, 6));
  }
}
