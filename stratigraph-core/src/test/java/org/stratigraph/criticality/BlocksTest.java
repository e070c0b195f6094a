package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stratigraph.data.ImageRange;

class BlocksTest {
  @Test
  void growingBlocksDoubleWhatCameBeforeThem() {
    assertThat(Blocks.doubling(1000, 64, 256).ends()).containsExactly(64, 128, 256, 512, 768, 1000);
    assertThat(Blocks.doubling(50, 64, 256).ends()).containsExactly(50);
    assertThat(Blocks.doubling(0, 64, 256).ends()).isEmpty();
  }

  @Test
  void evenBlocksAreAllAlike() {
    assertThat(Blocks.even(10, 4).ends()).containsExactly(4, 8, 10);
  }

  @Test
  void blocksThatHoldANumberOfImages() {
    Blocks blocks = Blocks.doubling(1000, 64, 256);
    assertThat(blocks.holding(1)).isEqualTo(1);
    assertThat(blocks.holding(64)).isEqualTo(1);
    assertThat(blocks.holding(65)).isEqualTo(2);
    assertThat(blocks.holding(Integer.MAX_VALUE)).isEqualTo(6);
    assertThat(blocks.images(2)).isEqualTo(128);
    assertThat(blocks.range(new BlockRange(2, 3))).isEqualTo(new ImageRange(128, 256));
  }

  @Test
  void whatFitsIntoMemoryIsReadTogether() {
    assertThat(Blocks.doubling(1000, 64, 256).loads(256))
        .containsExactly(
            new BlockRange(0, 3), new BlockRange(3, 4), new BlockRange(4, 5), new BlockRange(5, 6));
    assertThat(Blocks.doubling(1000, 64, 256).loads(1000)).containsExactly(new BlockRange(0, 6));
    assertThat(Blocks.even(0, 4).loads(4)).isEmpty();
  }
}
