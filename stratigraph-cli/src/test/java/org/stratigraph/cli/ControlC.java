package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import sun.misc.Signal;

/**
 * Interrupts this process as a user does, and waits until the command says that it stops.
 *
 * @param err what the command says
 */
record ControlC(StringWriter err) implements Runnable {
  @Override
  public void run() {
    Signal.raise(new Signal("INT"));
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!err.toString().contains("Stopping")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
