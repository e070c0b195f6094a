package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Watches for Ctrl-C, SIGTERM and SIGHUP (a closed terminal; not under nohup, which ignores it)
 * while runs are under way. The first asks every run that is watched to stop between two pieces of
 * work; the second stops the process at once, which loses the pieces in flight and nothing else.
 * Thread-safe.
 */
final class Interruption implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "INT", ExitStatus.INTERRUPTED,
          "TERM", ExitStatus.TERMINATED,
          "HUP", ExitStatus.HUNG_UP);

  /** A terminal signals each of its processes, and this one may be handed what another got. */
  private static final long ONE_REQUEST_NANOS = Isolated.isThisProcess() ? 300_000_000 : 0;

  /** Who watches; the handlers belong to all of them together. */
  private static final List<Interruption> WATCHING = new ArrayList<>();

  private static final Map<Signal, SignalHandler> BEFORE = new LinkedHashMap<>();

  private final Terminal terminal;
  private final AtomicInteger status = new AtomicInteger();
  private volatile long since;

  private Interruption(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Starts watching, until closed. */
  static Interruption watch(Terminal terminal) {
    Interruption interruption = new Interruption(terminal);
    synchronized (WATCHING) {
      WATCHING.add(interruption);
      if (WATCHING.size() == 1) {
        SIGNALS.forEach(Interruption::handle);
      }
    }
    return interruption;
  }

  private static void handle(String name, int code) {
    try {
      Signal signal = new Signal(name);
      BEFORE.put(signal, Signal.handle(signal, received -> request(code)));
    } catch (IllegalArgumentException taken) {
      // The virtual machine keeps this signal for itself (-Xrs), or the system has no such one: it
      // then ends the process as usual.
      return;
    }
  }

  /** What a signal does. */
  private static synchronized void request(int code) {
    List<Interruption> all;
    synchronized (WATCHING) {
      all = List.copyOf(WATCHING);
    }
    List<Interruption> before = all.stream().filter(Interruption::requested).toList();
    long now = System.nanoTime();
    if (before.stream().anyMatch(watch -> now - watch.since >= ONE_REQUEST_NANOS)) {
      Runtime.getRuntime().halt(code);
    }
    for (Interruption interruption : all) {
      if (interruption.status.compareAndSet(0, code)) {
        interruption.since = now;
      }
    }
    if (before.isEmpty() && !all.isEmpty()) {
      Terminal terminal = all.get(0).terminal;
      if (terminal.errIsTerminal()) {
        terminal.note(""); // leaves the progress line
      }
      terminal.error("Stopping after the piece of work in hand; once more to stop at once.");
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

  /** Gives the signals back, if nobody else watches. */
  @Override
  public void close() {
    synchronized (WATCHING) {
      if (WATCHING.remove(this) && WATCHING.isEmpty()) {
        BEFORE.forEach(Signal::handle);
        BEFORE.clear();
      }
    }
  }
}
