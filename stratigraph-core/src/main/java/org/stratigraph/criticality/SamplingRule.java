package org.stratigraph.criticality;

import java.util.Optional;
import org.stratigraph.statistics.MeanSquares;
import org.stratigraph.statistics.PriorVariance;

/**
 * From what was measured of a layer to how many trials and images it should get.
 *
 * <p>The variance of the mean over T trials and n images is S²/T + Vb/n (see {@link
 * org.stratigraph.statistics.TwoLevelMean}). Of all T and n for which that is below the target's
 * square, the cheapest are chosen; where there are none within the limits, the cheapest that come
 * near to the best within them. Since the components are estimates, no more than twice as many
 * trials and four times as many images are taken before looking again.
 *
 * <p>A rule that stops as soon as an estimated variance is small stops too early just where the
 * estimate is small by luck (Glynn and Whitt 1992, "The asymptotic validity of sequential stopping
 * rules for stochastic simulations"). So the variance between trials is moderated by what is known
 * of it beforehand, {@link TrialPrior}.
 *
 * @param sampling limits and target
 * @param blocks the images
 * @param random whether trials are draws
 */
record SamplingRule(Sampling sampling, Blocks blocks, boolean random) {
  private static final int MOST_TIMES_TRIALS = 2;
  private static final int MOST_TIMES_IMAGES = 4;

  /**
   * Where the target is out of reach, a variance this close to the least that is possible will do.
   */
  private static final double NEAR = 1.1;

  /**
   * Variance of 1 - cosine between images, and of what neither image nor trial explains, of a usual
   * layer, for a first guess of the time: ResNet-20 on CIFAR-10 has 0.08 and 0.07.
   */
  private static final double IMAGE_VARIANCE = 0.08;

  /**
   * What to do next with a layer.
   *
   * @param effort what to measure it with; as now where it is done
   * @param expected what it will need in all, as far as one can tell now
   * @param stop why it is done; empty if it goes on
   * @param excess how many times the target its standard error is; 0 where there is no target
   */
  record Step(Effort effort, Effort expected, Optional<Stop> stop, double excess) {}

  /** The least that every layer gets. */
  Effort least() {
    return sampling.isAdaptive()
        ? new Effort(sampling.trials(), blocks.holding(sampling.images()))
        : new Effort(sampling.trials(), blocks.count());
  }

  /** What a layer of which nothing is known yet will need, if it is like others. */
  Effort usual() {
    if (!sampling.isAdaptive()) {
      return least();
    }
    double sd = TrialPrior.LOGIT_SD / 4;
    Parts parts = new Parts(sd * sd, IMAGE_VARIANCE, IMAGE_VARIANCE, 0);
    return cheapest(least(), parts, target());
  }

  private double target() {
    return sampling.targetError().orElse(0) * sampling.targetError().orElse(0);
  }

  /**
   * The next step after a layer was measured.
   *
   * @param now what it was measured with
   * @param found the analysis of 1 - cosine over exactly that
   */
  Step next(Effort now, MeanSquares found) {
    if (!sampling.isAdaptive()) {
      return new Step(now, now, Optional.of(Stop.PROTOCOL), 0);
    }
    Parts parts = Parts.of(found, random);
    double target = target();
    double least = parts.variance(sampling.mostTrials(), blocks.images(blocks.count()));
    double goal = least <= target ? target : least * NEAR;
    double variance = parts.variance(now.trials(), blocks.images(now.blocks()));
    double excess = Math.sqrt(variance / target);
    if (variance <= goal) {
      return new Step(
          now,
          now,
          Optional.of(
              variance <= target ? Stop.TARGET : parts.larger(now.trials(), found.images())),
          excess);
    }
    Effort wanted = cheapest(now, parts, goal);
    int reachable = now.blocks();
    long mostImages = (long) MOST_TIMES_IMAGES * blocks.images(now.blocks());
    while (reachable < wanted.blocks() && blocks.images(reachable + 1) <= mostImages) {
      reachable++;
    }
    Effort next =
        new Effort(
            Math.min(wanted.trials(), MOST_TIMES_TRIALS * now.trials()),
            Math.max(reachable, Math.min(now.blocks() + 1, wanted.blocks())));
    return new Step(next, wanted, Optional.empty(), excess);
  }

  /** The least trials times images, from what there is on, whose variance is the goal at most. */
  private Effort cheapest(Effort now, Parts parts, double goal) {
    Effort best = new Effort(sampling.mostTrials(), blocks.count());
    double least = Double.POSITIVE_INFINITY;
    for (int block = now.blocks(); block <= blocks.count(); block++) {
      int images = blocks.images(block);
      double trials = Math.max(now.trials(), parts.trials(images, goal));
      if (trials <= sampling.mostTrials() && trials * images < least) {
        best = new Effort((int) trials, block);
        least = trials * images;
      }
    }
    return best;
  }

  /**
   * The parts of the variance of a mean over T trials and n images: S²/T + Vb/n, where S² = Va +
   * Ve/n, and what the shares of the classes add whatever T and n are.
   */
  private record Parts(double trial, double image, double rest, double shares) {
    static Parts of(MeanSquares found, boolean random) {
      if (!random) {
        double image = found.images() < 2 ? 0 : found.image() / found.trials();
        return new Parts(0, image, 0, found.shares());
      }
      PriorVariance prior = TrialPrior.of(found.mean());
      double between = prior.moderated(found.trialVariance(), found.trials() - 1.0);
      if (found.trials() < 2 || found.images() < 2) {
        return new Parts(between, 0, 0, found.shares());
      }
      double trial = Math.max(0, between - found.rest() / found.images());
      return new Parts(trial, found.imageVariance(), found.rest(), found.shares());
    }

    double variance(int trials, int images) {
      return trial / trials + image / images + rest / ((double) trials * images) + shares;
    }

    /** How many trials reach the target with so many images; very many where none do. */
    double trials(int images, double target) {
      double left = target - image / images - shares;
      return left <= 0 ? Integer.MAX_VALUE : Math.ceil((trial + rest / images) / left);
    }

    Stop larger(int trials, int images) {
      return image / images + shares > (trial + rest / images) / trials ? Stop.IMAGES : Stop.TRIALS;
    }
  }
}
