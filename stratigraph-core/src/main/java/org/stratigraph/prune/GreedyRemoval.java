package org.stratigraph.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.NonFiniteOutputException;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.Removals;

/**
 * Takes out one part after another. What a removal costs is measured again on the network as it is
 * by then; as costs mostly grow, only the parts that were cheapest before are looked at (the lazy
 * greedy algorithm: Minoux, "Accelerated greedy algorithms for maximizing submodular set
 * functions", 1978).
 */
final class GreedyRemoval {
  /** More parts than that are not measured again for one step; the best of these goes. */
  private static final int LOOKED_AT = 6;

  private final Graph graph;
  private final ImagePredictions.Source selection;
  private final ImagePredictions.Source verification;
  private final PruneOptions options;
  private final boolean labelled;
  private final Comparator<Candidate> order;
  private final PriorityQueue<Candidate> queue;
  private final List<PruneResult.Kept> kept;
  private final List<PruneResult.Step> steps = new ArrayList<>();
  private final ImagePredictions chosenOn;
  private final ImagePredictions verifiedOn;
  private final Scores before;

  /** The network without the parts so far, and how it agrees with the untouched one. */
  private Trial now;

  /** What was measured of networks with one part less than now. */
  private final Map<String, Trial> trials = new HashMap<>();

  private int evaluations;

  /** A network without some parts, on the images that parts are chosen with. */
  private record Trial(Graph graph, Agreement agreement) {}

  /** A candidate with what its removal costs now. */
  private record Measured(Candidate candidate, Trial trial) {}

  GreedyRemoval(
      Graph graph,
      ImagePredictions.Source selection,
      ImagePredictions.Source verification,
      PruneOptions options,
      boolean labelled,
      List<Candidate> candidates,
      List<PruneResult.Kept> kept) {
    this.graph = graph;
    this.selection = selection;
    this.verification = verification;
    this.options = options;
    this.labelled = labelled;
    this.order = Candidate.order(options.criterion());
    this.queue = new PriorityQueue<>(order);
    this.queue.addAll(candidates);
    this.kept = new ArrayList<>(kept);
    this.chosenOn = selection.of(graph);
    this.verifiedOn = verification.of(graph);
    this.now = new Trial(graph, chosenOn.agreement(chosenOn));
    this.before = new Scores(score(now.agreement()), score(verifiedOn.agreement(verifiedOn)));
  }

  PruneResult run(ProgressListener listener) {
    int all = queue.size();
    while (!queue.isEmpty()) {
      listener.progress(all - queue.size(), all, steps.size() + " parts removed");
      Optional<Measured> cheapest = cheapest();
      if (cheapest.isPresent()) {
        verify(cheapest.get());
      }
    }
    Scores after = steps.isEmpty() ? before : steps.get(steps.size() - 1).after();
    return new PruneResult(before, after, steps, kept, labelled, evaluations);
  }

  /** Looks at the cheapest candidates until one is cheaper than all others were. */
  @SuppressWarnings("ReferenceEquality") // All but the one that is taken.
  private Optional<Measured> cheapest() {
    List<Measured> measured = new ArrayList<>();
    Comparator<Measured> best = Comparator.comparing(Measured::candidate, order);
    while (!queue.isEmpty() && measured.size() < LOOKED_AT) {
      measure(queue.remove()).ifPresent(measured::add);
      if (!measured.isEmpty() && !queue.isEmpty()) {
        Measured leader = measured.stream().min(best).orElseThrow();
        if (order.compare(leader.candidate(), queue.element()) <= 0) {
          break;
        }
      }
    }
    Optional<Measured> cheapest = measured.stream().min(best);
    cheapest.ifPresent(
        chosen ->
            measured.stream()
                .filter(other -> other != chosen)
                .forEach(other -> queue.add(other.candidate())));
    return cheapest;
  }

  /** Empty if the part is gone already, or its removal costs too much. */
  private Optional<Measured> measure(Candidate candidate) {
    Trial trial;
    try {
      trial = trials.computeIfAbsent(candidate.part().label(), label -> without(candidate.part()));
    } catch (NonFiniteOutputException e) {
      kept.add(
          new PruneResult.Kept(
              candidate.part(), candidate.alone(), "without it too, " + e.getMessage()));
      return Optional.empty();
    }
    if (trial.graph().nodes().size() == now.graph().nodes().size()) {
      return Optional.empty(); // It went with a part around it.
    }
    double drop = score(trial.agreement()).dropFrom(before.selection());
    if (drop > options.maxDrop()) {
      keep(candidate, drop, "the images that parts are chosen with");
      return Optional.empty();
    }
    Candidate again =
        candidate.again(
            score(trial.agreement()).dropFrom(score(now.agreement())),
            now.agreement().meanCosine() - trial.agreement().meanCosine());
    return Optional.of(new Measured(again, trial));
  }

  private Trial without(Removable part) {
    List<Removable> removed = new ArrayList<>();
    steps.forEach(step -> removed.add(step.part()));
    removed.add(part);
    Graph rest = Removals.without(graph, removed);
    if (rest.nodes().size() == now.graph().nodes().size()) {
      return new Trial(rest, now.agreement());
    }
    evaluations++;
    return new Trial(rest, chosenOn.agreement(selection.of(rest)));
  }

  /** The verdict, on images that the part was not chosen with. */
  private void verify(Measured measured) {
    Candidate candidate = measured.candidate();
    Scores after =
        new Scores(
            score(measured.trial().agreement()),
            score(verifiedOn.agreement(verification.of(measured.trial().graph()))));
    double drop = after.dropFrom(before);
    if (drop > options.maxDrop()) {
      keep(candidate, drop, "the images of the verification");
      return;
    }
    steps.add(
        new PruneResult.Step(
            candidate.part(),
            candidate.alone(),
            candidate.criticality(),
            candidate.conflicting(),
            after));
    now = measured.trial();
    trials.clear();
  }

  private void keep(Candidate candidate, double drop, String where) {
    kept.add(
        new PruneResult.Kept(
            candidate.part(),
            candidate.alone(),
            String.format(
                Locale.ROOT, "without it too, the drop is %.2f points on %s", 100 * drop, where)));
  }

  private Score score(Agreement agreement) {
    return Score.of(agreement, labelled);
  }
}
