package org.stratigraph.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.cli.Assignment;
import org.stratigraph.cli.Workplace.Pixels;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.PortionMeter;
import org.stratigraph.criticality.PortionResult;

/**
 * What an executor keeps across tasks: the network that it works on, opened and made ready, and
 * decoded images. Thread-safe.
 */
final class Bench {
  /** Of this process. */
  private static final Bench OWN = new Bench();

  private final Map<Assignment, Room> rooms = new LinkedHashMap<>();
  private final PixelCache pixels = new PixelCache();

  private Bench() {}

  static Bench ofProcess() {
    return OWN;
  }

  /**
   * Measures a portion.
   *
   * @param threads with which it is measured
   * @param kept bytes of decoded images that are kept for later portions
   * @throws org.stratigraph.UnusableInputException if something cannot be used here
   */
  PortionResult measure(Assignment assignment, Portion portion, int threads, long kept) {
    Room room = enter(assignment, threads);
    try {
      Pixels images =
          pixels.get(
              room.workplace().pixels(portion), () -> room.workplace().decode(portion), kept);
      PortionMeter meter = room.take();
      boolean done = false;
      try {
        PortionResult result = meter.measure(portion, images.images(), images.bytes());
        done = true;
        return result;
      } finally {
        if (done) {
          room.give(meter);
        } else {
          meter.close();
        }
      }
    } finally {
      leave(room);
    }
  }

  private Room enter(Assignment assignment, int threads) {
    List<Room> old = new ArrayList<>();
    Room room;
    synchronized (rooms) {
      room = rooms.computeIfAbsent(assignment, a -> new Room(a, threads));
      room.enter();
      for (Iterator<Room> others = rooms.values().iterator(); others.hasNext(); ) {
        Room other = others.next();
        if (!other.equals(room) && other.isEmpty()) {
          others.remove();
          old.add(other);
        }
      }
    }
    // Before the new network is opened, so that there is memory for it.
    old.forEach(Room::close);
    return room;
  }

  private void leave(Room room) {
    synchronized (rooms) {
      room.leave();
    }
  }
}
