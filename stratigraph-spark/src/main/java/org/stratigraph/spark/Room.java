package org.stratigraph.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.stratigraph.cli.Assignment;
import org.stratigraph.cli.Workplace;
import org.stratigraph.criticality.PortionMeter;

/** A network as an executor has it open, with a meter for each task that works on it at a time. */
final class Room implements AutoCloseable {
  private final Assignment assignment;
  private final int threads;
  private final Deque<PortionMeter> idle = new ArrayDeque<>();
  private Optional<Workplace> workplace = Optional.empty();
  private int users;

  Room(Assignment assignment, int threads) {
    this.assignment = assignment;
    this.threads = threads;
  }

  /** Opens the network, the first time; whoever comes meanwhile waits. */
  synchronized Workplace workplace() {
    if (workplace.isEmpty()) {
      workplace = Optional.of(Workplace.open(assignment, threads));
    }
    return workplace.get();
  }

  /** A meter for one task. */
  synchronized PortionMeter take() {
    PortionMeter meter = idle.poll();
    return meter == null ? workplace().meter() : meter;
  }

  synchronized void give(PortionMeter meter) {
    idle.push(meter);
  }

  /** Counted by the bench, which alone decides when a room is closed. */
  void enter() {
    users++;
  }

  void leave() {
    users--;
  }

  boolean isEmpty() {
    return users == 0;
  }

  @Override
  public synchronized void close() {
    idle.forEach(PortionMeter::close);
    idle.clear();
    workplace.ifPresent(Workplace::close);
    workplace = Optional.empty();
  }
}
