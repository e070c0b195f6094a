package org.stratigraph.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.LayerBypasses;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.Removals;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.lesion.RemovalSweep;
import org.stratigraph.lesion.Variant;
import org.stratigraph.sweep.SweepOptions;

/**
 * Takes out residual blocks and layers as long as the predictions stay good enough.
 *
 * <p>First every part is taken out alone. Then, again and again, the part that costs least goes, if
 * the network without it still passes on images that no choice was made with. What a removal costs
 * is measured again on the network as it is by then; as costs mostly grow, only the parts that were
 * cheapest before are looked at (the lazy greedy algorithm: Minoux, "Accelerated greedy algorithms
 * for maximizing submodular set functions", 1978).
 */
public final class PruneAnalysis {
  /** The same operations on the same values; engines may order them differently. */
  private static final double ROUNDING = 1e-3;

  private final ImagePredictions.Source selection;
  private final ImagePredictions.Source verification;
  private final Graph graph;
  private final List<Removable> parts;
  private final Predicate<ResidualBlock> conflicting;
  private final ToDoubleFunction<Node> nodeCosts;
  private final PruneOptions options;
  private final boolean labelled;

  private PruneAnalysis(
      ImagePredictions.Source selection,
      ImagePredictions.Source verification,
      Graph graph,
      List<Removable> parts,
      Predicate<ResidualBlock> conflicting,
      ToDoubleFunction<Node> nodeCosts,
      PruneOptions options) {
    this.selection = selection;
    this.verification = verification;
    this.graph = graph;
    this.parts = List.copyOf(parts);
    this.conflicting = conflicting;
    this.nodeCosts = nodeCosts;
    this.options = options;
    this.labelled = selection.images().labelled() && verification.images().labelled();
  }

  /**
   * Finds what might go.
   *
   * @param graph a network with one input and one output of logits
   * @param selection the images that parts are chosen with
   * @param verification other images, on which every step is verified
   * @param conflicting whether a block's branch makes conflicting bundles
   * @param nodeCosts work of a node for one image, in any unit; for the progress only
   * @throws UnusableInputException if the network has no part that could be taken out
   */
  public static PruneAnalysis of(
      Evaluator evaluator,
      Graph graph,
      Images selection,
      Images verification,
      Predicate<ResidualBlock> conflicting,
      ToDoubleFunction<Node> nodeCosts,
      PruneOptions options) {
    List<Removable> parts = new ArrayList<>(ResidualBlocks.of(graph));
    parts.addAll(LayerBypasses.of(graph));
    if (parts.isEmpty()) {
      throw new UnusableInputException(
          "the network has nothing that could be taken out: no residual block, and no layer whose"
              + " output has the shape of its input");
    }
    return new PruneAnalysis(
        new ImagePredictions.Source(evaluator, selection, options.memory()),
        new ImagePredictions.Source(evaluator, verification, options.memory()),
        graph,
        parts,
        conflicting,
        nodeCosts,
        options);
  }

  /** What might go: residual blocks, then layers, each in the order of the network. */
  public List<Removable> parts() {
    return parts;
  }

  /** How many classes the network tells apart; evaluates two black images. */
  public int classes() {
    return selection.classes(graph);
  }

  /** The images on which every step is verified. */
  Images verificationImages() {
    return verification.images();
  }

  /**
   * Takes out what can go.
   *
   * @throws UnusableInputException if the untouched network predicts near chance and that is not to
   *     be accepted, its outputs are not finite, the memory does not suffice, or an image cannot be
   *     read
   */
  public PruneResult run(ProgressListener listener) {
    List<PruneResult.Kept> kept = new ArrayList<>();
    List<Candidate> candidates = alone(kept, listener);
    return new GreedyRemoval(graph, selection, verification, options, labelled, candidates, kept)
        .run(listener);
  }

  /**
   * Compares a network that was read from a file with the one that was measured.
   *
   * @param read it, with one output of logits
   * @param result what was measured
   * @throws VerificationException if its logits differ by more than rounding, or it scores
   *     otherwise or too low
   */
  void verify(Graph read, PruneResult result) {
    Graph measured = Removals.without(graph, result.removed());
    List<Score> scores = new ArrayList<>();
    for (ImagePredictions.Source source : List.of(selection, verification)) {
      ImagePredictions found = source.of(read);
      double difference = source.of(measured).largestDifference(found);
      if (!(difference <= ROUNDING)) {
        throw new VerificationException(
            String.format(
                Locale.ROOT,
                "the network in the file differs from the one that was measured: by %.3g in a logit",
                difference));
      }
      scores.add(score(source.of(graph).agreement(found)));
    }
    Scores after = new Scores(scores.get(0), scores.get(1));
    if (after.dropFrom(result.before()) > options.maxDrop() || !after.equals(result.after())) {
      throw new VerificationException(
          "the network in the file predicts %s images right, not %s as measured"
              .formatted(after.all(), result.after().all()));
    }
  }

  private Score score(Agreement agreement) {
    return Score.of(agreement, labelled);
  }

  /** Takes out every part alone. */
  private List<Candidate> alone(List<PruneResult.Kept> kept, ProgressListener listener) {
    Images images = selection.images();
    RemovalSweep sweep =
        RemovalSweep.plan(
            selection.evaluator(),
            graph,
            parts.stream().map(part -> new Variant(part.label(), List.of(part))).toList(),
            images,
            nodeCosts,
            SweepOptions.of(images.count(), options.memory()));
    MemoryLog log = new MemoryLog();
    Map<String, String> failures = sweep.run(log, options.acceptBaseline(), listener);
    Agreement untouched = Agreement.none();
    for (int chunk = 0; chunk < sweep.chunks(); chunk++) {
      untouched =
          log.untouched(chunk).map(u -> u.agreement()).map(untouched::merge).orElse(untouched);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Variant variant : sweep.variants()) {
      Removable part = variant.removed().get(0);
      String failure = failures.get(variant.name());
      if (failure != null) {
        kept.add(new PruneResult.Kept(part, Double.NaN, "without it, " + failure));
        continue;
      }
      Agreement agreement = Agreement.none();
      for (Measurement measurement : log.measurements(variant.name())) {
        agreement = agreement.merge(measurement.agreement());
      }
      double drop = score(agreement).dropFrom(score(untouched));
      double distance = 1 - agreement.meanCosine();
      boolean conflicts = part instanceof ResidualBlock block && conflicting.test(block);
      Candidate candidate = new Candidate(part, drop, distance, conflicts, drop, distance);
      if (drop > options.maxDrop()) {
        kept.add(
            new PruneResult.Kept(
                part, drop, String.format(Locale.ROOT, "it alone costs %.2f points", 100 * drop)));
      } else {
        candidates.add(candidate);
      }
    }
    return candidates;
  }
}
