package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.graph.Layer;

/**
 * Takes the results of a round in whatever order they come, perhaps some of them twice, and keeps
 * them. Nothing is kept before the untouched network is known to be fit, which its first blocks
 * tell, in their order.
 */
final class Arrivals implements Workforce.Results {
  private final CriticalityPlan plan;
  private final MeasurementLog log;
  private final Work work;
  private final Set<Portion> seen = new HashSet<>();
  private final List<PortionResult> held = new ArrayList<>();

  /** The first failure of each layer, as a sweep that goes load by load would meet it. */
  private final Map<String, Place> failures = new HashMap<>();

  private int judged;
  private long labelled;
  private boolean fit;

  /** Work on the untouched network that the listener was not told of yet. */
  private double untold;

  private record Place(int block, int trial, String reason) {
    boolean before(Place other) {
      return block != other.block ? block < other.block : trial < other.trial;
    }
  }

  Arrivals(CriticalityPlan plan, boolean acceptBaseline, MeasurementLog log, Work work) {
    this.plan = plan;
    this.log = log;
    this.work = work;
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
      keepHeld();
    }
    List<Cell> cells = result.portion().cells();
    tell(
        Portions.work(plan, cells),
        cells.isEmpty()
            ? "untouched network"
            : cells.get(cells.size() - 1).layer()
                + ", trial "
                + cells.get(cells.size() - 1).trial());
  }

  /** Last of all, because the listener may end the run, and nothing that is here should be lost. */
  private void tell(double resets, String what) {
    double untouched = untold;
    untold = 0;
    work.done(resets + untouched, what);
  }

  @Override
  public void waiting() {
    work.done(0, "waiting for results");
  }

  /** Judges the next block, if its result is there. */
  private boolean judgeNext() {
    Optional<Untouched> next = log.untouched(judged);
    if (next.isEmpty()) {
      next =
          held.stream()
              .flatMap(result -> result.untouched().stream())
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
    fit = untouched.agreement().labelled() == 0 || !Baseline.isOpen(labelled);
    return true;
  }

  private void keep(Untouched untouched) {
    if (log.untouched(untouched.chunk()).isPresent()) {
      return;
    }
    if (untouched.chunk() == 0) {
      work.listener().baseline(untouched);
    }
    log.record(untouched);
    untold += untouched.agreement().images() * plan.untouched();
  }

  private void keepHeld() {
    for (PortionResult result : held) {
      result.untouched().forEach(this::keep);
      result.measurements().forEach(log::record);
      for (PortionResult.Failure failure : result.failures()) {
        Place place =
            new Place(result.portion().blocks().first(), failure.cell().trial(), failure.reason());
        failures.merge(failure.cell().layer(), place, (a, b) -> b.before(a) ? b : a);
      }
    }
    held.clear();
  }

  /**
   * Ends the round: what was held back because too few images were there for a verdict is kept.
   *
   * @param failed takes the layers that could not be measured, with the reason, in the order in
   *     which a sweep comes upon them
   */
  void end(Map<String, String> failed) {
    keepHeld();
    List<String> layers = new ArrayList<>(plan.layers().stream().map(Layer::name).toList());
    layers.removeIf(layer -> !failures.containsKey(layer));
    layers.sort(Comparator.comparingInt(this::block));
    layers.forEach(layer -> failed.putIfAbsent(layer, reason(layer)));
  }

  private int block(String layer) {
    Place place = failures.get(layer);
    return place == null ? 0 : place.block();
  }

  private String reason(String layer) {
    Place place = failures.get(layer);
    return place == null ? "" : place.reason();
  }
}
