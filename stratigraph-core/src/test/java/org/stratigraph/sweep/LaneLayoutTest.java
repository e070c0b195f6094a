package org.stratigraph.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneLayoutTest {
  @Test
  void valuesThatNeverMeetShareAPlace() {
    LaneLayout layout =
        LaneLayout.of(List.of(new Lifetime("a", 0, 1, 640), new Lifetime("b", 2, 3, 640)));
    assertThat(layout.bytes()).isEqualTo(640);
    assertThat(layout.offsets()).containsEntry("a", 0L).containsEntry("b", 0L);
  }

  @Test
  void aValueMadeWhenAnotherIsUsedLastDoesNotOverwriteIt() {
    LaneLayout layout =
        LaneLayout.of(List.of(new Lifetime("a", 0, 1, 64), new Lifetime("b", 1, 2, 64)));
    assertThat(layout.bytes()).isEqualTo(128);
  }

  @Test
  void noTwoValuesOverlapInPlaceAndTime() {
    Random random = new Random(4);
    for (int run = 0; run < 200; run++) {
      List<Lifetime> lifetimes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int made = random.nextInt(10);
        lifetimes.add(
            new Lifetime("v" + i, made, made + random.nextInt(5), 1 + random.nextInt(1000)));
      }
      LaneLayout layout = LaneLayout.of(lifetimes);
      for (Lifetime a : lifetimes) {
        long start = layout.offsets().get(a.value());
        assertThat(start % 64).isZero();
        assertThat(start + a.bytes()).isLessThanOrEqualTo(layout.bytes());
        for (Lifetime b : lifetimes) {
          if (a != b && a.made() <= b.last() && b.made() <= a.last()) {
            long other = layout.offsets().get(b.value());
            assertThat(start + a.bytes() <= other || other + b.bytes() <= start)
                .as("%s and %s", a, b)
                .isTrue();
          }
        }
      }
    }
  }
}
