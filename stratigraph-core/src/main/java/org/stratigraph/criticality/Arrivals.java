package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.graph.Layer;

/**
 * Takes the results of a round in whatever order they come, perhaps some of them twice, and keeps
 * them. Nothing is kept before the untouched network is known to be fit, which its first chunks
 * tell, in their order.
 */
final class Arrivals implements Workforce.Results {
  private final CriticalityPlan plan;
  private final boolean acceptBaseline;
  private final MeasurementLog log;
  private final ProgressListener listener;
  private final double total;
  private final Set<Portion> seen = new HashSet<>();
  private final List<PortionResult> held = new ArrayList<>();

  /** The first failure of each layer, as a sweep that goes chunk by chunk would meet it. */
  private final Map<String, Place> failures = new HashMap<>();

  private double done;
  private int judged;
  private long labelled;
  private boolean fit;

  private record Place(int chunk, int trial, String reason) {
    boolean before(Place other) {
      return chunk != other.chunk ? chunk < other.chunk : trial < other.trial;
    }
  }

  /**
   * Begins a round.
   *
   * @param done work of earlier rounds
   * @param total the same with this round's
   */
  Arrivals(
      CriticalityPlan plan,
      boolean acceptBaseline,
      MeasurementLog log,
      ProgressListener listener,
      double done,
      double total) {
    this.plan = plan;
    this.acceptBaseline = acceptBaseline;
    this.log = log;
    this.listener = listener;
    this.done = done;
    this.total = total;
    this.fit = acceptBaseline;
  }

  @Override
  public void take(PortionResult result) {
    if (!seen.add(result.portion())) {
      return;
    }
    held.add(result);
    while (!fit && judgeNext()) {
      judged++;
    }
    if (fit) {
      held.forEach(this::keep);
      held.clear();
    }
    int chunk = result.portion().chunk();
    List<Cell> cells = result.portion().cells();
    done += Portions.images(plan, chunk) * (plan.untouched() + Portions.cost(plan, cells));
    listener.progress(
        done,
        total,
        cells.isEmpty()
            ? "untouched network"
            : cells.get(cells.size() - 1).layer()
                + ", images from "
                + chunk * plan.sweep().chunk());
  }

  @Override
  public void waiting() {
    listener.progress(done, total, "waiting for results");
  }

  /** Judges the next chunk, if its result is there. */
  private boolean judgeNext() {
    Optional<Untouched> next = log.untouched(judged);
    if (next.isEmpty()) {
      next =
          held.stream()
              .map(PortionResult::untouched)
              .filter(untouched -> untouched.chunk() == judged)
              .findFirst();
    }
    if (next.isEmpty()) {
      return false;
    }
    Untouched untouched = next.get();
    Baseline.require(untouched, log);
    keep(untouched);
    labelled += untouched.agreement().labelled();
    fit =
        judged + 1 >= plan.chunks()
            || untouched.agreement().labelled() == 0
            || !Baseline.isOpen(labelled);
    return true;
  }

  private void keep(Untouched untouched) {
    if (log.untouched(untouched.chunk()).isEmpty()) {
      if (untouched.chunk() == 0) {
        listener.baseline(untouched);
      }
      log.record(untouched);
    }
  }

  private void keep(PortionResult result) {
    keep(result.untouched());
    for (Measurement measurement : result.measurements()) {
      log.record(measurement);
    }
    for (PortionResult.Failure failure : result.failures()) {
      Place place = new Place(result.portion().chunk(), failure.cell().trial(), failure.reason());
      failures.merge(failure.cell().layer(), place, (a, b) -> b.before(a) ? b : a);
    }
  }

  /** Work done so far. */
  double done() {
    return done;
  }

  /** Layers that could not be measured, with the reason, as a sweep would come upon them. */
  Map<String, String> failures() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      for (Layer layer : plan.layers()) {
        Place place = failures.get(layer.name());
        if (place != null && place.chunk() == chunk) {
          reasons.put(layer.name(), place.reason());
        }
      }
    }
    return reasons;
  }
}
