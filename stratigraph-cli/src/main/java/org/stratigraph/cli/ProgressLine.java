package org.stratigraph.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that tells how far the work is: redrawn in place where a person watches, a plain line at
 * every tenth of the work (or each minute) where not. Not thread-safe.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration REPEAT = Duration.ofMinutes(1);
  private static final int BAR = 24;

  private final Terminal terminal;
  private double total = 1;
  private final TimeLeft timeLeft;
  private double done;
  private Duration lastShown = Duration.ZERO;
  private int lastTenth;
  private boolean drawn;

  /**
   * Starts the clock.
   *
   * @param nanos a monotonic clock
   */
  ProgressLine(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.timeLeft = new TimeLeft(nanos);
  }

  /**
   * Tells how far the work is.
   *
   * @param nowDone work done since the start, in any unit of cost
   * @param nowTotal all of it as known now, more than 0; may have grown
   * @param doing what is being done, a few words
   */
  void show(double nowDone, double nowTotal, String doing) {
    total = nowTotal;
    done = Math.min(nowDone, nowTotal);
    Duration now = timeLeft.elapsed();
    if (terminal.errIsTerminal()) {
      if (!drawn || now.minus(lastShown).compareTo(REDRAW) >= 0) {
        lastShown = now;
        draw(doing);
      }
      return;
    }
    int tenth = (int) (10 * done / total);
    if (tenth > lastTenth || now.minus(lastShown).compareTo(REPEAT) >= 0) {
      lastTenth = tenth;
      lastShown = now;
      terminal.note(text());
    }
  }

  private void draw(String doing) {
    int filled = (int) Math.round(BAR * done / total);
    String full = terminal.unicode() ? "█" : "#";
    String empty = terminal.unicode() ? "░" : ".";
    String line = full.repeat(filled) + empty.repeat(BAR - filled) + " " + text() + "  " + doing;
    String fitting = line.substring(0, Math.min(line.length(), 100));
    terminal.err().print("\r" + OneLine.of(fitting) + "\u001b[K");
    terminal.err().flush();
    drawn = true;
  }

  private String text() {
    String percent = String.format(Locale.ROOT, "%3d %%", (int) (100 * done / total));
    String spent = TimeText.of(timeLeft.elapsed());
    String left = timeLeft.left(done, total).map(t -> ", " + TimeText.of(t) + " left").orElse("");
    return percent + ", " + spent + left;
  }

  /** Takes the line away, so that what follows starts on a clean one. */
  @Override
  public void close() {
    if (drawn) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      drawn = false;
    }
  }
}
