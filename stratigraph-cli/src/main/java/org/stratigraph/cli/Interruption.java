package org.stratigraph.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Watches for Ctrl-C, SIGTERM and SIGHUP (a closed terminal; not under nohup, which ignores it)
 * while a run is under way. The first asks the run to stop between two pieces of work; the second
 * stops the process at once, which loses the piece in flight and nothing else. Thread-safe.
 */
final class Interruption implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "INT", ExitStatus.INTERRUPTED,
          "TERM", ExitStatus.TERMINATED,
          "HUP", ExitStatus.HUNG_UP);

  /** A terminal signals each of its processes, and this one may be handed what another got. */
  private static final long ONE_REQUEST_NANOS = Isolated.isThisProcess() ? 300_000_000 : 0;

  private final Terminal terminal;
  private final AtomicInteger status = new AtomicInteger();
  private long requested;
  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

  private Interruption(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Starts watching, until closed. */
  static Interruption watch(Terminal terminal) {
    Interruption interruption = new Interruption(terminal);
    SIGNALS.forEach(interruption::handle);
    return interruption;
  }

  private void handle(String name, int code) {
    try {
      Signal signal = new Signal(name);
      before.put(signal, Signal.handle(signal, received -> request(code)));
    } catch (IllegalArgumentException taken) {
      // The virtual machine keeps this signal for itself (-Xrs), or the system has no such one: it
      // then ends the process as usual.
      return;
    }
  }

  /** What a signal does. */
  private synchronized void request(int code) {
    if (status.compareAndSet(0, code)) {
      requested = System.nanoTime();
      if (terminal.errIsTerminal()) {
        terminal.note(""); // leaves the progress line
      }
      terminal.error("Stopping after the piece of work in hand; once more to stop at once.");
    } else if (System.nanoTime() - requested >= ONE_REQUEST_NANOS) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Whether the run is to stop. */
  boolean requested() {
    return status.get() != 0;
  }

  /** The exit status of an interrupted run; empty if nothing interrupted it. */
  OptionalInt status() {
    int code = status.get();
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** Gives the signals back. */
  @Override
  public void close() {
    before.forEach(Signal::handle);
    before.clear();
  }
}
