package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.PortionMeter;
import org.stratigraph.criticality.PortionResult;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.criticality.Reset;
import org.stratigraph.criticality.ResultAssembly;
import org.stratigraph.criticality.Sampling;
import org.stratigraph.criticality.Workforce;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;

/** Runs whose portions are measured by others, who deliver late, mixed up and twice. */
class WorkforceTest {
  private static final int IMAGES = 61;
  private static final long SEED = 3;

  private final OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2);
  private final Graph graph = RandomNetwork.of(5);
  private final NoiseImages images = NoiseImages.of(OwnLabels.of(evaluator, graph, IMAGES));

  @AfterEach
  void close() {
    evaluator.close();
  }

  @Test
  void theResultIsTheSameWhateverThePortionsTheirOrderAndTheirNumber() {
    CriticalityResult alone = run(images, fixed(false), new MemoryLog(), Optional.empty());
    for (int slots : new int[] {1, 2, 5, 64}) {
      Mixed others = new Mixed(slots);
      CriticalityResult result = run(images, fixed(false), new MemoryLog(), Optional.of(others));
      assertThat(result.measurements()).isEqualTo(alone.measurements());
      assertThat(result.layers()).isEqualTo(alone.layers());
      assertThat(result.original()).isEqualTo(alone.original());
      assertThat(others.portions).hasSizeGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void theAutomaticProtocolWorksInRounds() {
    CriticalityResult alone = run(images, auto(), new MemoryLog(), Optional.empty());
    Mixed others = new Mixed(3);
    CriticalityResult result = run(images, auto(), new MemoryLog(), Optional.of(others));
    assertThat(result.measurements()).isEqualTo(alone.measurements());
    assertThat(result.layers()).isEqualTo(alone.layers());
    assertThat(others.rounds).isGreaterThan(1);
  }

  @Test
  void imagesThatCannotBeReadAreNamedInOrder() {
    NoiseImages some = new NoiseImages(IMAGES, images.labels(), true);
    CriticalityResult alone = run(some, fixed(false), new MemoryLog(), Optional.empty());
    CriticalityResult result = run(some, fixed(false), new MemoryLog(), Optional.of(new Mixed(2)));
    assertThat(result.skippedImages()).hasSize(9).isEqualTo(alone.skippedImages());
    assertThat(result.measurements()).isEqualTo(alone.measurements());
  }

  @Test
  void whatWasMeasuredBeforeAnInterruptionIsNotMeasuredAgain() {
    CriticalityResult alone = run(images, fixed(false), new MemoryLog(), Optional.empty());
    MemoryLog log = new MemoryLog();
    Mixed tired = new Mixed(2);
    tired.deliveries = 4;
    assertThatThrownBy(() -> run(images, fixed(true), log, Optional.of(tired)))
        .isInstanceOf(IllegalStateException.class);
    Mixed others = new Mixed(2);
    CriticalityResult result = run(images, fixed(true), log, Optional.of(others));
    assertThat(result.measurements()).isEqualTo(alone.measurements());
    assertThat(others.cells()).isEqualTo(alone.measurements().size() * 8 - tired.delivered);
    // And one machine goes on where many stopped.
    MemoryLog half = new MemoryLog();
    Mixed tiredToo = new Mixed(2);
    tiredToo.deliveries = 4;
    assertThatThrownBy(() -> run(images, fixed(true), half, Optional.of(tiredToo)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(run(images, fixed(true), half, Optional.empty()).measurements())
        .isEqualTo(alone.measurements());
  }

  @Test
  void aNetworkNearChanceIsRefusedAndNothingOfItIsKept() {
    List<Integer> wrong =
        images.labels().stream().map(label -> (label + 1) % RandomNetwork.CLASSES).toList();
    for (int slots : new int[] {1, 7}) {
      MemoryLog log = new MemoryLog();
      assertThatThrownBy(
              () -> run(NoiseImages.of(wrong), fixed(false), log, Optional.of(new Mixed(slots))))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("--accept-baseline");
      Layers.of(graph)
          .layers()
          .forEach(layer -> assertThat(log.measurements(layer.name())).isEmpty());
    }
  }

  private CriticalityResult run(
      Images data, CriticalityOptions options, MeasurementLog log, Optional<Mixed> others) {
    Reset reset = Reset.random(Initialisers.pyTorchDefault(), SEED);
    try (CriticalityAnalysis analysis =
        CriticalityAnalysis.plan(
            evaluator,
            graph,
            Layers.of(graph).layers(),
            List.of(),
            reset,
            data,
            node -> 1,
            options)) {
      others.ifPresent(mixed -> mixed.work(analysis, data));
      return ResultAssembly.of(
          analysis.plan(),
          reset,
          analysis.run(log, ProgressListener.none(), others.map(mixed -> mixed)),
          new CriticalityResult.Model("random", "random", "", 0, RandomNetwork.CLASSES),
          data,
          options,
          List.of(),
          Map.of());
    }
  }

  private static CriticalityOptions fixed(boolean acceptBaseline) {
    return options("fixed", Sampling.fixed(3), acceptBaseline);
  }

  private static CriticalityOptions auto() {
    return options("auto", Sampling.until(0.02, 3, 9, 16), false);
  }

  private static CriticalityOptions options(
      String protocol, Sampling sampling, boolean acceptBaseline) {
    return new CriticalityOptions(
        protocol,
        sampling,
        List.of(),
        SEED,
        4L << 30,
        false,
        acceptBaseline,
        OptionalInt.of(8),
        OptionalInt.of(4));
  }

  /** Delivers in an order that a seed fixes, every third result twice. */
  private static final class Mixed implements Workforce {
    private final int slots;
    private final List<Portion> portions = new ArrayList<>();
    private Optional<CriticalityAnalysis> analysis = Optional.empty();
    private Optional<Images> images = Optional.empty();
    private int rounds;
    private int delivered;
    private int deliveries = Integer.MAX_VALUE;

    Mixed(int slots) {
      this.slots = slots;
    }

    void work(CriticalityAnalysis on, Images data) {
      analysis = Optional.of(on);
      images = Optional.of(data);
    }

    int cells() {
      return portions.stream().mapToInt(portion -> portion.cells().size()).sum();
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public void measure(List<Portion> round, Results results) {
      rounds++;
      portions.addAll(round);
      List<Portion> order = new ArrayList<>(round);
      Collections.shuffle(order, new Random(slots));
      try (PortionMeter meter = analysis.orElseThrow().meter()) {
        for (Portion portion : order) {
          if (deliveries-- == 0) {
            throw new IllegalStateException("tired");
          }
          results.waiting();
          PortionResult result = measure(meter, portion);
          results.take(result);
          delivered += result.measurements().size();
          if (deliveries % 3 == 0) {
            results.take(measure(meter, portion));
          }
        }
      }
    }

    private PortionResult measure(PortionMeter meter, Portion portion) {
      var plan = analysis.orElseThrow().plan().sweep();
      Images data = images.orElseThrow();
      ByteBuffer pixels =
          ByteBuffer.allocateDirect(plan.chunkBytes()).order(ByteOrder.nativeOrder());
      ImageRange range = analysis.orElseThrow().plan().images(portion.blocks());
      Images.Chunk read = data.load(range.from(), range.to(), pixels.asFloatBuffer());
      return meter.measure(portion, read, pixels);
    }
  }
}
