package org.stratigraph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ParallelRangeTest {
  @Test
  void theLowestFailureIsThrownWhicheverCameFirst() {
    assertThatThrownBy(
            () ->
                ParallelRange.once(
                    "test",
                    2,
                    4,
                    i -> {
                      if (i == 1) {
                        pause(50);
                      }
                      if (i > 0) {
                        throw new IllegalArgumentException("number " + i);
                      }
                      return i;
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number 1");
  }

  @Test
  void resultsAreInOrderAndNoThreadIsLeft() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    List<Integer> squares =
        ParallelRange.once(
            "test",
            8,
            3,
            i -> {
              threads.add(Thread.currentThread());
              return i * i;
            });

    assertThat(squares).containsExactly(0, 1, 4);
    for (Thread thread : threads) {
      thread.join(10_000);
    }
    assertThat(threads).hasSizeBetween(1, 3).noneMatch(Thread::isAlive);
    assertThat(ParallelRange.once("test", 8, 0, i -> i)).isEmpty();
  }

  @Test
  void anInterruptCancelsAndStaysSet() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(ParallelRangeTest::interrupted).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Takes so long that the interrupt is noticed before there is a result. */
  private static void interrupted() {
    ParallelRange.once(
        "test",
        1,
        1,
        i -> {
          pause(60_000);
          return i;
        });
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
