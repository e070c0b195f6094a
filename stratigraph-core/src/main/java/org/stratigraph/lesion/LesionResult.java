package org.stratigraph.lesion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.criticality.CriticalityResult;

/**
 * The result of a lesion study. Shares are in [0, 1]; NaN where a figure does not exist.
 *
 * @param model the network
 * @param data the images
 * @param protocol what was done
 * @param original the untouched network
 * @param blocks each residual block alone, in the order of the network
 * @param curves for each group and number of removed blocks, over the draws
 * @param draws every draw
 * @param skipped what could not be measured, and why
 * @param notes what a reader must know; whole sentences
 * @param provenance name to value
 */
public record LesionResult(
    CriticalityResult.Model model,
    CriticalityResult.Data data,
    Protocol protocol,
    Score original,
    List<BlockResult> blocks,
    List<CurvePoint> curves,
    List<DrawResult> draws,
    List<Skipped> skipped,
    List<String> notes,
    Map<String, String> provenance) {
  public LesionResult {
    blocks = List.copyOf(blocks);
    curves = List.copyOf(curves);
    draws = List.copyOf(draws);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** Whether scores are accuracies; otherwise they are agreements with the untouched network. */
  public boolean scoresAccuracy() {
    return data.labelled();
  }

  /** A score as this study takes it: accuracy with labels, agreement without. */
  public double score(Score score) {
    return scoresAccuracy() ? score.top1() : score.agreement();
  }

  /**
   * What was done.
   *
   * @param draws how many choices of blocks each number of blocks had at most
   * @param most the most blocks that were removed at once
   * @param seed of the draws
   * @param conflicts how conflicting blocks were found; empty if nobody looked for them
   */
  public record Protocol(int draws, int most, long seed, Optional<String> conflicts) {}

  /**
   * How well a network predicts.
   *
   * @param top1 accuracy; NaN without labels
   * @param top5 share of images whose label is among the five most probable; NaN without labels
   * @param loss mean cross-entropy in nats; NaN without labels
   * @param agreement share of images whose most probable class is that of the untouched network
   * @param cosine mean cosine similarity to the class probabilities of the untouched network
   */
  public record Score(double top1, double top5, double loss, double agreement, double cosine) {}

  /**
   * One block, removed alone.
   *
   * @param block its name
   * @param identityShortcut whether its shortcut is its input itself
   * @param layers names of the layers of its branch
   * @param parameters trained values of its branch
   * @param entropy bundle entropy of its branch, in nats; empty if nobody looked
   * @param score of the network without it
   */
  public record BlockResult(
      String block,
      boolean identityShortcut,
      List<String> layers,
      long parameters,
      OptionalDouble entropy,
      Score score) {
    public BlockResult {
      layers = List.copyOf(layers);
    }

    /** Whether its branch makes conflicting bundles; empty if nobody looked. */
    public Optional<Boolean> conflicting() {
      return entropy.isPresent() ? Optional.of(entropy.getAsDouble() > 0) : Optional.empty();
    }
  }

  /** One draw and what it led to. */
  public record DrawResult(LesionDraw draw, Score score) {}

  /**
   * A point of a curve.
   *
   * @param group out of which blocks was drawn
   * @param removed how many blocks
   * @param draws how many draws could be measured
   * @param mean of the scores of the draws
   * @param sd their sample standard deviation; NaN for a single draw
   * @param least the smallest score
   * @param largest the largest score
   */
  public record CurvePoint(
      LesionGroup group,
      int removed,
      int draws,
      double mean,
      double sd,
      double least,
      double largest) {}

  /** What could not be measured. */
  public record Skipped(List<String> blocks, String reason) {
    public Skipped {
      blocks = List.copyOf(blocks);
    }
  }
}
