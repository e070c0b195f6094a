package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();
  private long now;

  private Terminal terminal(boolean watched) {
    return new Terminal(
        new PrintWriter(new StringWriter()), new PrintWriter(err), false, watched, true);
  }

  private void after(Duration time) {
    now += time.toNanos();
  }

  @Test
  void timeLeftComesFromTheSpeedSoFar() {
    TimeLeft time = new TimeLeft(() -> now);
    after(Duration.ofSeconds(30));
    assertThat(time.left(25, 100)).contains(Duration.ofSeconds(90));
    assertThat(time.left(100, 100)).contains(Duration.ZERO);
  }

  @Test
  void moreWorkTakesMoreTime() {
    TimeLeft time = new TimeLeft(() -> now);
    after(Duration.ofSeconds(10));
    assertThat(time.left(50, 100)).contains(Duration.ofSeconds(10));
    assertThat(time.left(50, 200)).contains(Duration.ofSeconds(30));
  }

  @Test
  void nothingIsPromisedTooEarly() {
    TimeLeft time = new TimeLeft(() -> now);
    after(Duration.ofMillis(200));
    assertThat(time.left(10, 100)).isEmpty();
  }

  @Test
  void withoutATerminalALineAtEachTenth() {
    try (ProgressLine line = new ProgressLine(terminal(false), () -> now)) {
      for (int done = 1; done <= 100; done++) {
        after(Duration.ofSeconds(1));
        line.show(done, 100, "conv1");
      }
    }
    assertThat(err.toString().lines()).hasSize(10);
    assertThat(err.toString().lines().findFirst()).contains("10 %, 10 s, 1 min 30 s left");
    assertThat(err.toString()).doesNotContain("\r");
  }

  @Test
  void withoutATerminalSlowWorkStillGivesASignEachMinute() {
    try (ProgressLine line = new ProgressLine(terminal(false), () -> now)) {
      for (int done = 1; done <= 4; done++) {
        after(Duration.ofSeconds(40));
        line.show(done, 1000, "conv1");
      }
    }
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void onATerminalOneLineIsRedrawnAndTakenAway() {
    try (ProgressLine line = new ProgressLine(terminal(true), () -> now)) {
      for (int done = 0; done <= 100; done += 50) {
        after(Duration.ofSeconds(1));
        line.show(done, 100, "layer1.0.conv1");
      }
    }
    assertThat(err.toString())
        .doesNotContain("\n")
        .contains("layer1.0.conv1")
        .endsWith("\r\u001b[K");
    assertThat(err.toString()).contains("█".repeat(12) + "░".repeat(12) + "  50 %");
  }
}
