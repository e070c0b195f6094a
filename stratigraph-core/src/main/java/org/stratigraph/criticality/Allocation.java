package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Layer;
import org.stratigraph.statistics.MeanSquares;
import org.stratigraph.statistics.Strata;

/**
 * What each layer gets, round by round. It depends on nothing but the measurements of what was
 * given before, so a run that resumes takes the same way.
 */
final class Allocation {
  /** One draw says nothing about the spread of draws. */
  private static final int FEWEST_TRIALS = 2;

  private final CriticalityPlan plan;
  private final SamplingRule rule;
  private final Map<String, Effort> efforts = new LinkedHashMap<>();
  private final Map<String, Effort> expected = new LinkedHashMap<>();
  private final Map<String, Stop> stops = new LinkedHashMap<>();

  private Allocation(CriticalityPlan plan, SamplingRule rule) {
    this.plan = plan;
    this.rule = rule;
  }

  /**
   * What every layer gets in the first round.
   *
   * @throws UnusableInputException if the budget does not suffice for two trials of every layer
   */
  static Allocation start(CriticalityPlan plan, SamplingRule rule) {
    Allocation allocation = new Allocation(plan, rule);
    Sampling sampling = rule.sampling();
    Effort least = rule.least();
    while (!allocation.isAffordable(allocation.all(least))) {
      int fewest = rule.random() ? Math.min(FEWEST_TRIALS, sampling.mostTrials()) : least.trials();
      if (least.trials() <= fewest) {
        throw new UnusableInputException(
            String.format(
                Locale.ROOT,
                "The budget of %.0f evaluations does not suffice for %d trials of %d layers on %d"
                    + " images, which cost %.0f; give at least that, or choose fewer layers.",
                sampling.budget().orElse(0),
                least.trials(),
                plan.layers().size(),
                plan.blocks().images(least.blocks()),
                Math.ceil(allocation.work(allocation.all(least)))));
      }
      least = new Effort(least.trials() - 1, least.blocks());
    }
    allocation.efforts.putAll(allocation.all(least));
    allocation.expected.putAll(allocation.all(rule.usual()));
    return allocation;
  }

  private Map<String, Effort> all(Effort effort) {
    Map<String, Effort> all = new LinkedHashMap<>();
    plan.layers().forEach(layer -> all.put(layer.name(), effort));
    return all;
  }

  private boolean isAffordable(Map<String, Effort> wanted) {
    return work(wanted) <= rule.sampling().budget().orElse(Double.POSITIVE_INFINITY);
  }

  /** The work of some efforts from nothing, the untouched network once included. */
  private double work(Map<String, Effort> wanted) {
    double work = 0;
    int most = 0;
    for (Map.Entry<String, Effort> entry : wanted.entrySet()) {
      Effort effort = entry.getValue();
      int images = plan.blocks().images(effort.blocks());
      work += plan.cost(entry.getKey()) * effort.trials() * images;
      most = Math.max(most, images);
    }
    return work + most * plan.untouched();
  }

  /** What each layer gets now, in the order of the sweep. */
  Map<String, Effort> efforts() {
    return Map.copyOf(efforts);
  }

  /** What each layer will get in all, as far as one can tell now. */
  Map<String, Effort> expected() {
    return Map.copyOf(expected);
  }

  /** Why each layer is done. */
  Map<String, Stop> stops() {
    return Map.copyOf(stops);
  }

  private record Wish(String layer, SamplingRule.Step step, double urgency) {}

  /**
   * Gives more to the layers that need it; those that are furthest from the target for the work
   * that it takes come first, for as long as the budget lasts.
   *
   * @param log has what was given so far
   * @param strata of the images
   * @param failed layers that get no more
   * @return whether there is more to measure
   */
  boolean next(MeasurementLog log, Strata strata, Set<String> failed) {
    List<Wish> wishes = new ArrayList<>();
    for (Layer layer : plan.layers()) {
      String name = layer.name();
      Effort now = efforts.getOrDefault(name, rule.least());
      if (stops.containsKey(name) || failed.contains(name)) {
        continue;
      }
      MeanSquares found =
          LayerStatistics.squares(
              LayerStatistics.trials(log.measurements(name).stream().filter(now::holds).toList()),
              strata);
      SamplingRule.Step step = rule.next(now, found);
      step.stop().ifPresent(stop -> stops.put(name, stop));
      expected.put(name, step.expected());
      if (step.stop().isEmpty()) {
        wishes.add(new Wish(name, step, step.excess() / added(name, now, step.effort())));
      }
    }
    wishes.sort(Comparator.comparingDouble(Wish::urgency).reversed());
    boolean more = false;
    for (Wish wish : wishes) {
      Map<String, Effort> after = new LinkedHashMap<>(efforts);
      after.put(wish.layer(), wish.step().effort());
      if (isAffordable(after)) {
        efforts.put(wish.layer(), wish.step().effort());
        more = true;
      } else {
        stops.put(wish.layer(), Stop.BUDGET);
        expected.put(wish.layer(), efforts.getOrDefault(wish.layer(), rule.least()));
      }
    }
    return more;
  }

  private double added(String layer, Effort now, Effort next) {
    double cells =
        (double) next.trials() * plan.blocks().images(next.blocks())
            - (double) now.trials() * plan.blocks().images(now.blocks());
    return cells * Math.max(plan.cost(layer), 1e-9);
  }
}
