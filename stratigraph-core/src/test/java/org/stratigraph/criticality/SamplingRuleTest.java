package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.data.Sample;
import org.stratigraph.data.Selection;
import org.stratigraph.statistics.MeanSquares;
import org.stratigraph.statistics.Strata;
import org.stratigraph.statistics.TwoLevelMean;

class SamplingRuleTest {
  private static final Blocks BLOCKS = Blocks.doubling(1000, 64, 1000);
  private static final double TARGET = 0.02;
  private static final SamplingRule RULE =
      new SamplingRule(Sampling.until(TARGET, 4, 60, 64), BLOCKS, true);

  @Test
  void theLeastIsTheFirstTrialsOnTheFirstImages() {
    assertThat(RULE.least()).isEqualTo(new Effort(4, 1));
    assertThat(new SamplingRule(Sampling.fixed(3), BLOCKS, true).least())
        .isEqualTo(new Effort(3, BLOCKS.count()));
  }

  @Test
  void aFixedProtocolIsDoneAtOnce() {
    SamplingRule fixed = new SamplingRule(Sampling.fixed(3), BLOCKS, true);
    assertThat(fixed.next(new Effort(3, 5), squares(0.5, 1, 1, 1, 3, 1000)).stop())
        .contains(Stop.PROTOCOL);
  }

  @Test
  void equalTrialsOfALayerInTheMiddleMayBeLuck() {
    assertThat(RULE.next(new Effort(4, 1), squares(0.5, 0, 0, 0, 4, 64)).stop()).isEmpty();
    assertThat(RULE.next(new Effort(40, 1), squares(0.5, 0, 0, 0, 40, 64)).stop())
        .contains(Stop.TARGET);
  }

  /** Nothing can spread much around a mean that is next to a limit of the range. */
  @Test
  void equalTrialsOfALayerThatDoesNothingAreEnough() {
    assertThat(RULE.next(new Effort(4, 1), squares(0.01, 0, 0, 0, 4, 64)).stop())
        .contains(Stop.TARGET);
  }

  @Test
  void noMoreThanTwiceTheTrialsAndFourTimesTheImagesAtOnce() {
    SamplingRule.Step trials =
        RULE.next(new Effort(4, 1), squares(0.5, 64 * 0.09, 0.001, 0.001, 4, 64));
    assertThat(trials.effort()).isEqualTo(new Effort(8, 1));
    assertThat(trials.expected().trials()).isBetween(30, 60);
    SamplingRule.Step images =
        RULE.next(new Effort(4, 1), squares(0.5, 0.001, 4 * 0.2, 0.0001, 4, 64));
    assertThat(BLOCKS.images(images.effort().blocks())).isEqualTo(256);
    assertThat(BLOCKS.images(images.expected().blocks())).isGreaterThan(256);
  }

  @Test
  void whereNothingHelpsTheReasonIsTheLargerPart() {
    Effort all = new Effort(60, BLOCKS.count());
    assertThat(RULE.next(all, squares(0.5, 1000 * 0.16, 0.1, 0.1, 60, 1000)).stop())
        .contains(Stop.TRIALS);
    SamplingRule few = new SamplingRule(Sampling.until(0.002, 4, 60, 64), BLOCKS, true);
    assertThat(few.next(all, squares(0.01, 0.01, 60 * 0.2, 0.01, 60, 1000)).stop())
        .contains(Stop.IMAGES);
  }

  /** Without draws only the images count, and the images' own variance is what they show. */
  @Test
  void aResetWithoutRandomnessNeedsOnlyImages() {
    SamplingRule zero = new SamplingRule(Sampling.until(TARGET, 1, 1, 64), BLOCKS, false);
    SamplingRule.Step step =
        zero.next(new Effort(1, 1), squares(0.5, Double.NaN, 0.09, Double.NaN, 1, 64));
    // 0.09 / n <= 0.0004 from n = 225 on.
    assertThat(step.effort()).isEqualTo(new Effort(1, 3));
    assertThat(
            zero.next(new Effort(1, 3), squares(0.5, Double.NaN, 0.09, Double.NaN, 1, 256)).stop())
        .contains(Stop.TARGET);
  }

  private static MeanSquares squares(
      double mean, double trial, double image, double rest, int trials, int images) {
    return new MeanSquares(mean, trial, image, rest, trials, images, 1, 0);
  }

  /** What a reset of a layer does, by the draw. */
  private interface Draws {
    double next(Random random);
  }

  private record Layer(String name, Draws draws, double truth) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Means between trials of several shapes; the truth is their expectation. */
  static Stream<Layer> layers() {
    return Stream.of(
        new Layer("normal, sd 7", r -> 0.5 + 0.07 * r.nextGaussian(), 0.5),
        new Layer("normal, sd 1", r -> 0.06 + 0.01 * r.nextGaussian(), 0.06),
        new Layer("normal, sd 15", r -> 0.5 + 0.15 * r.nextGaussian(), 0.5),
        new Layer("exponential, sd 5", r -> 0.3 - 0.05 * Math.log(1 - r.nextDouble()), 0.35));
  }

  /**
   * The definitions: over many runs the root of the mean squared error is the target at most, and
   * intervals hold the truth in about 95 % of them, although the rule looked at the data.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void theTargetIsReachedAndTheIntervalsHold(Layer layer) {
    Outcome outcome = outcome(layer);
    assertThat(outcome.error()).isLessThan(1.1 * TARGET);
    assertThat(outcome.held()).isBetween(0.93, 0.99);
  }

  /**
   * What the rule cannot see: where three resets in ten do something else altogether, the first
   * four are alike in a quarter of all runs. The page on the method says so.
   */
  @Test
  void aLayerWithTwoOutcomesIsHeldLessOften() {
    Outcome outcome = outcome(new Layer("two values", r -> r.nextDouble() < 0.3 ? 0.7 : 0.4, 0.49));
    assertThat(outcome.error()).isLessThan(2 * TARGET);
    assertThat(outcome.held()).isBetween(0.8, 0.95);
  }

  /**
   * Where the class of an image explains most of what images differ by, fewer do, and error and
   * interval are as good. The pool's classes are drawn, as those of any data set are.
   */
  @Test
  void classesSaveImages() {
    Layer layer = new Layer("normal, sd 7", r -> 0.5 + 0.07 * r.nextGaussian(), 0.5);
    Outcome plain = outcome(layer, random -> Pool.drawn(random, false));
    Outcome stratified = outcome(layer, random -> Pool.drawn(random, true));
    assertThat(stratified.error()).isLessThan(1.1 * TARGET);
    assertThat(stratified.held()).isBetween(0.93, 0.99);
    assertThat(stratified.cells()).isLessThan(0.7 * plain.cells());
  }

  /** What images differ by, and their classes. */
  private record Pool(double[] images, Strata strata) {
    static Pool unlabelled(Random random) {
      double[] images = new double[1000];
      Arrays.setAll(images, i -> 0.15 * random.nextGaussian());
      return new Pool(images, Strata.none());
    }

    /** Eight classes with means of sd 0.2 that cancel; images of one class have sd 0.1. */
    static Pool drawn(Random random, boolean balanced) {
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        samples.add(new Sample(String.valueOf(i), OptionalInt.of(random.nextInt(8))));
      }
      Selection selection = new Selection(samples, List.of());
      List<Sample> order = balanced ? selection.balanced(random.nextLong()).samples() : samples;
      int[] classes = order.stream().mapToInt(sample -> sample.label().getAsInt()).toArray();
      double[] images = new double[1000];
      Arrays.setAll(images, i -> (classes[i] % 2 == 0 ? 0.2 : -0.2) + 0.1 * random.nextGaussian());
      return new Pool(images, balanced ? Strata.of(classes) : Strata.none());
    }
  }

  private record Outcome(double error, double held, double cells) {}

  private static Outcome outcome(Layer layer) {
    return outcome(layer, Pool::unlabelled);
  }

  private static Outcome outcome(Layer layer, Function<Random, Pool> pools) {
    int runs = 600;
    double squares = 0;
    int held = 0;
    double cells = 0;
    for (int run = 0; run < runs; run++) {
      Random random = new Random(1000L + run);
      MeanSquares squared = sample(layer, random, pools);
      TwoLevelMean found = LayerStatistics.of(squared, true, true);
      squares += Math.pow(found.mean() - layer.truth(), 2) / runs;
      held += found.low() <= layer.truth() && layer.truth() <= found.high() ? 1 : 0;
      cells += (double) squared.trials() * squared.images() / runs;
    }
    return new Outcome(Math.sqrt(squares), (double) held / runs, cells);
  }

  private static MeanSquares sample(Layer layer, Random random, Function<Random, Pool> pools) {
    double[] means = new double[60];
    Arrays.setAll(means, t -> layer.draws().next(random));
    Pool pool = pools.apply(random);
    double[] images = pool.images();
    double[][] values = new double[60][1000];
    for (int t = 0; t < means.length; t++) {
      for (int i = 0; i < images.length; i++) {
        values[t][i] = means[t] + images[i] + 0.15 * random.nextGaussian();
      }
    }
    Effort effort = RULE.least();
    Optional<Stop> stop = Optional.empty();
    MeanSquares found = MeanSquares.of(part(values, effort), pool.strata());
    while (stop.isEmpty()) {
      SamplingRule.Step step = RULE.next(effort, found);
      stop = step.stop();
      effort = step.effort();
      found = MeanSquares.of(part(values, effort), pool.strata());
    }
    return found;
  }

  private static double[][] part(double[][] values, Effort effort) {
    double[][] part = new double[effort.trials()][];
    Arrays.setAll(part, t -> Arrays.copyOf(values[t], BLOCKS.images(effort.blocks())));
    return part;
  }
}
