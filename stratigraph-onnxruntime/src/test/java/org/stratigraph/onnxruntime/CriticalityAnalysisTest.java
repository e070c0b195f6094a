package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.criticality.Reset;
import org.stratigraph.criticality.ResultAssembly;
import org.stratigraph.criticality.Sampling;
import org.stratigraph.criticality.Stop;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.Images;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;

class CriticalityAnalysisTest {
  private static final int IMAGES = 30;
  private static final long PLENTY = 4L << 30;
  private static final long SEED = 3;

  private final OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2);

  @AfterEach
  void close() {
    evaluator.close();
  }

  @Test
  void theSweepEqualsPlainEvaluationOnEveryMeasure() {
    for (long network : new long[] {2, 5, 8, 13}) {
      Graph graph = RandomNetwork.of(network);
      NoiseImages images = NoiseImages.of(labels(graph));
      CriticalityResult fast = run(graph, images, options(8, false), new MemoryLog());
      CriticalityResult plain = run(graph, images, options(30, true), new MemoryLog());
      assertThat(fast.measurements()).hasSameSizeAs(plain.measurements()).isNotEmpty();
      for (CriticalityResult.TrialResult a : fast.measurements()) {
        CriticalityResult.TrialResult b =
            plain.measurements().stream()
                .filter(m -> m.layer().equals(a.layer()) && m.trial() == a.trial())
                .findFirst()
                .orElseThrow();
        assertThat(a.cosine()).isCloseTo(b.cosine(), within(1e-5));
        assertThat(a.l1()).isCloseTo(b.l1(), within(1e-5));
        assertThat(a.l2()).isCloseTo(b.l2(), within(1e-5));
        assertThat(a.loss()).isCloseTo(b.loss(), within(1e-5 * Math.max(1, b.loss())));
        assertThat(a.top1()).isEqualTo(b.top1());
        assertThat(a.top5()).isEqualTo(b.top5());
        assertThat(a.images()).isEqualTo(IMAGES);
      }
      assertThat(fast.original().top1()).isEqualTo(1);
      assertThat(fast.layers())
          .allSatisfy(
              layer -> {
                assertThat(layer.criticality()).isBetween(0.0, 1.0);
                assertThat(layer.intervalLow()).isBetween(0.0, layer.criticality());
                assertThat(layer.intervalHigh()).isBetween(layer.criticality(), 1.0);
              });
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameResult() {
    Graph graph = RandomNetwork.of(5);
    NoiseImages images = NoiseImages.of(labels(graph));
    CriticalityResult whole = run(graph, images, options(8, false), new MemoryLog());
    for (int stopAfter = 0; stopAfter < 12; stopAfter += 3) {
      StoppingLog log = new StoppingLog(stopAfter);
      assertThatThrownBy(() -> run(graph, images, options(8, false), log))
          .isInstanceOf(StoppingLog.Stopped.class);
      log.goOn();
      CriticalityResult resumed = run(graph, images, options(8, false), log);
      assertThat(resumed.layers()).isEqualTo(whole.layers());
      assertThat(resumed.measurements()).isEqualTo(whole.measurements());
      assertThat(resumed.original()).isEqualTo(whole.original());
      assertThat(log.repeated).isZero();
    }
  }

  @Test
  void imagesThatCannotBeReadAreCountedAndNamed() {
    Graph graph = RandomNetwork.of(5);
    NoiseImages some = new NoiseImages(IMAGES, labels(graph), true);
    CriticalityResult result = run(graph, some, options(8, false), new MemoryLog());
    assertThat(result.skippedImages())
        .containsExactly(
            "noise/3: bad on purpose",
            "noise/10: bad on purpose",
            "noise/17: bad on purpose",
            "noise/24: bad on purpose");
    assertThat(result.data().images()).isEqualTo(26);
    assertThat(result.layers()).allSatisfy(layer -> assertThat(layer.images()).isEqualTo(26));
  }

  @Test
  void aNetworkNearChanceIsRefused() {
    Graph graph = RandomNetwork.of(5);
    List<Integer> wrong =
        labels(graph).stream().map(label -> (label + 1) % RandomNetwork.CLASSES).toList();
    assertThatThrownBy(() -> run(graph, NoiseImages.of(wrong), options(8, false), new MemoryLog()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--accept-baseline");
  }

  @Test
  void trialsAreAddedWhereTheErrorIsLarge() {
    Graph graph = RandomNetwork.of(5);
    CriticalityOptions options =
        new CriticalityOptions(
            "auto",
            Sampling.until(0.02, 3, 9, 8),
            List.of(),
            SEED,
            PLENTY,
            false,
            false,
            OptionalInt.of(16),
            OptionalInt.of(4));
    CriticalityResult result = run(graph, NoiseImages.of(labels(graph)), options, new MemoryLog());
    assertThat(result.layers())
        .allSatisfy(
            layer -> assertThat(layer.trials() == 9 || layer.standardError() <= 0.025).isTrue());
    assertThat(result.protocol().targetError()).isEqualTo(0.02);
    assertThat(result.measurements())
        .hasSize(result.layers().stream().mapToInt(CriticalityResult.LayerResult::trials).sum());
  }

  /** The cells of an adaptive run are those of the full table, only fewer. */
  @Test
  void anAdaptiveRunMeasuresWhatAFixedOneDoes() {
    Graph graph = RandomNetwork.of(8);
    NoiseImages images = NoiseImages.of(labels(graph));
    MemoryLog all = new MemoryLog();
    run(graph, images, CriticalityOptions.fixed(9, SEED, PLENTY), all);
    MemoryLog some = new MemoryLog();
    CriticalityResult result = run(graph, images, adaptive(Sampling.until(0.03, 2, 9, 4)), some);
    Set<Integer> amounts = new HashSet<>();
    for (CriticalityResult.LayerResult layer : result.layers()) {
      amounts.add(layer.trials() * layer.images());
      for (int trial = 0; trial < layer.trials(); trial++) {
        float[] few = cosines(some, layer.layer(), trial);
        assertThat(few).hasSize(layer.images());
        assertThat(Arrays.copyOf(cosines(all, layer.layer(), trial), few.length))
            .containsExactly(few, within(1e-6f));
      }
    }
    assertThat(amounts).hasSizeGreaterThan(1);
  }

  private static float[] cosines(MeasurementLog log, String layer, int trial) {
    return Agreement.of(
            log.measurements(layer).stream()
                .filter(cell -> cell.trial() == trial)
                .map(Measurement::agreement)
                .toList())
        .cosines();
  }

  @Test
  void anInterruptedAdaptiveRunGoesOnToTheSameResult() {
    Graph graph = RandomNetwork.of(8);
    NoiseImages images = NoiseImages.of(labels(graph));
    CriticalityOptions options = adaptive(Sampling.until(0.03, 2, 9, 4));
    CriticalityResult whole = run(graph, images, options, new MemoryLog());
    for (int stopAfter = 1; stopAfter < whole.measurements().size(); stopAfter += 7) {
      StoppingLog log = new StoppingLog(stopAfter);
      assertThatThrownBy(() -> run(graph, images, options, log))
          .isInstanceOf(StoppingLog.Stopped.class);
      log.goOn();
      assertThat(run(graph, images, options, log).layers()).isEqualTo(whole.layers());
      assertThat(log.repeated).isZero();
    }
  }

  @Test
  void aSmallerTargetContinuesTheSameRun() {
    Graph graph = RandomNetwork.of(8);
    NoiseImages images = NoiseImages.of(labels(graph));
    CriticalityResult fresh =
        run(graph, images, adaptive(Sampling.until(0.02, 2, 9, 4)), new MemoryLog());
    StoppingLog log = new StoppingLog(Integer.MAX_VALUE);
    CriticalityResult coarse = run(graph, images, adaptive(Sampling.until(0.1, 2, 9, 4)), log);
    CriticalityResult fine = run(graph, images, adaptive(Sampling.until(0.02, 2, 9, 4)), log);
    assertThat(fine.layers()).isEqualTo(fresh.layers());
    assertThat(log.repeated).isZero();
    assertThat(coarse.measurements().size()).isLessThan(fine.measurements().size());
    // And back again: what the coarse run does not need is there, and does not count.
    assertThat(run(graph, images, adaptive(Sampling.until(0.1, 2, 9, 4)), log).layers())
        .isEqualTo(coarse.layers());
  }

  @Test
  void aBudgetIsKeptAndSaidToHaveStoppedIt() {
    Graph graph = RandomNetwork.of(8);
    NoiseImages images = NoiseImages.of(labels(graph));
    int layers = Layers.of(graph).layers().size();
    // Cost 1 for each node: no layer's part is more than the whole network.
    double budget = 4 + 2 * 4 * layers + 60;
    Sampling sampling = new Sampling(2, 20, 4, OptionalDouble.of(0.001), OptionalDouble.of(budget));
    CriticalityResult result = run(graph, images, adaptive(sampling), new MemoryLog());
    assertThat(result.layers())
        .extracting(CriticalityResult.LayerResult::stopped)
        .contains(Stop.BUDGET.label());
    assertThat(result.layers().stream().mapToInt(layer -> layer.trials() * layer.images()).sum())
        .isGreaterThan(2 * 4 * layers);
    Sampling tooLittle = new Sampling(2, 20, 4, OptionalDouble.of(0.001), OptionalDouble.of(5));
    assertThatThrownBy(() -> run(graph, images, adaptive(tooLittle), new MemoryLog()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("budget of 5 evaluations does not suffice for 2 trials");
  }

  private static CriticalityOptions adaptive(Sampling sampling) {
    return new CriticalityOptions(
        "auto",
        sampling,
        List.of(),
        SEED,
        PLENTY,
        false,
        false,
        OptionalInt.empty(),
        OptionalInt.of(4));
  }

  @Test
  void theNumberOfTrialsDoesNotChangeTheDraws() {
    Graph graph = RandomNetwork.of(5);
    NoiseImages images = NoiseImages.of(labels(graph));
    CriticalityResult three = run(graph, images, options(30, false), new MemoryLog());
    CriticalityResult one =
        run(graph, images, CriticalityOptions.fixed(1, SEED, PLENTY), new MemoryLog());
    for (CriticalityResult.TrialResult trial : one.measurements()) {
      assertThat(three.measurements())
          .anySatisfy(
              other -> {
                assertThat(other.layer()).isEqualTo(trial.layer());
                assertThat(other.trial()).isZero();
                assertThat(other.cosine()).isCloseTo(trial.cosine(), within(1e-6));
              });
    }
    assertThat(one.layers()).allSatisfy(layer -> assertThat(layer.standardError()).isNaN());
  }

  private CriticalityResult run(
      Graph graph, Images images, CriticalityOptions options, MeasurementLog log) {
    Reset reset = Reset.random(Initialisers.pyTorchDefault(), SEED);
    CriticalityAnalysis analysis =
        CriticalityAnalysis.plan(
            evaluator,
            graph,
            Layers.of(graph).layers(),
            List.of(),
            reset,
            images,
            node -> 1,
            options);
    return ResultAssembly.of(
        analysis.plan(),
        reset,
        analysis.run(log, ProgressListener.none()),
        new CriticalityResult.Model("random", "random", "", 0, RandomNetwork.CLASSES),
        images,
        options,
        List.of(),
        Map.of());
  }

  private static CriticalityOptions options(int chunk, boolean plain) {
    return new CriticalityOptions(
        "fixed",
        Sampling.fixed(3),
        List.of(),
        SEED,
        PLENTY,
        plain,
        false,
        OptionalInt.of(chunk),
        OptionalInt.of(4));
  }

  private List<Integer> labels(Graph graph) {
    return OwnLabels.of(evaluator, graph, IMAGES);
  }

  /** Fails after a number of results, as a full disk would, and counts results that come twice. */
  private static final class StoppingLog implements MeasurementLog {
    private final MemoryLog log = new MemoryLog();
    private int left;
    private int repeated;

    private static final class Stopped extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    StoppingLog(int left) {
      this.left = left;
    }

    void goOn() {
      left = Integer.MAX_VALUE;
    }

    @Override
    public Optional<Untouched> untouched(int chunk) {
      return log.untouched(chunk);
    }

    @Override
    public Optional<Measurement> measurement(String layer, int trial, int chunk) {
      return log.measurement(layer, trial, chunk);
    }

    @Override
    public List<Measurement> measurements(String layer) {
      return log.measurements(layer);
    }

    @Override
    public void record(Untouched untouched) {
      count();
      log.record(untouched);
    }

    @Override
    public void record(Measurement m) {
      repeated += log.measurement(m.layer(), m.trial(), m.chunk()).isPresent() ? 1 : 0;
      count();
      log.record(m);
    }

    private void count() {
      if (left-- == 0) {
        throw new Stopped();
      }
    }
  }
}
