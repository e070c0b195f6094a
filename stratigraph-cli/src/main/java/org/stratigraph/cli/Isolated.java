package org.stratigraph.cli;

import java.io.IOException;
import sun.misc.Signal;

/** This process as the one that {@link Isolation} started. */
final class Isolated {
  /** Set on the command line of Java, for the environment goes on to processes started here. */
  static final String PROPERTY = "stratigraph.isolated";

  private static final int KILLED = 137;

  private Isolated() {}

  static boolean isThisProcess() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Takes signals from the process that started this one, and ends with it. */
  static void follow() {
    if (!isThisProcess()) {
      return;
    }
    Thread thread = new Thread(Isolated::obey, "isolation");
    thread.setDaemon(true);
    thread.start();
  }

  private static void obey() {
    try {
      for (int signal = System.in.read(); signal >= 0; signal = System.in.read()) {
        raise(signal);
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(KILLED);
  }

  private static void raise(int signal) {
    switch (signal) {
      case 'I' -> Signal.raise(new Signal("INT"));
      case 'T' -> Signal.raise(new Signal("TERM"));
      case 'H' -> Signal.raise(new Signal("HUP"));
      default -> throw new IllegalStateException("no signal is " + signal);
    }
  }
}
