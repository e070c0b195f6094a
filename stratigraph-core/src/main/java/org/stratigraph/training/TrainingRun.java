package org.stratigraph.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/**
 * A training from its first epoch, or from the one that a {@link TrainingLog} kept, to its last.
 *
 * <p>Epoch 0, the initial weights, is kept before the first step. After each epoch the network is
 * tested and kept. A training that goes on ends with the same bits, on the same machine with the
 * same number of threads, as one that was never interrupted.
 *
 * @param trainer the engine that trains
 * @param evaluator the engine that tests
 * @param initial the network before the first step
 * @param phases the parts, in order; at least one
 * @param batches what is trained on
 * @param test what is tested on after each epoch, if anything
 */
public record TrainingRun(
    Trainer trainer,
    Evaluator evaluator,
    Graph initial,
    List<Phase> phases,
    BatchSource batches,
    Optional<TestSet> test) {
  public TrainingRun {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a training has at least one part");
    }
  }

  /** The number of epochs of all parts. */
  public int epochs() {
    return phases.stream().mapToInt(phase -> phase.plan().epochs()).sum();
  }

  /**
   * Trains to the end.
   *
   * @param log what is done already, and where the rest is kept
   * @param listener told of steps and of epochs that are kept
   * @param watchers shown the network after each epoch
   * @return the trained network, in evaluation form
   * @throws DivergedException if a loss or a weight became NaN or infinite; the log then holds the
   *     last good epoch
   * @throws org.stratigraph.UnusableInputException if the engine cannot train the network
   */
  public Graph run(TrainingLog log, TrainingListener listener, List<EpochListener> watchers) {
    Graph network = begin(log, listener, watchers);
    int before = 0;
    for (Phase phase : phases) {
      if (last(log) < before + phase.plan().epochs()) {
        network = train(phase, before, network, log, listener, watchers);
      }
      before += phase.plan().epochs();
    }
    log.finish(network);
    return network;
  }

  private Graph begin(TrainingLog log, TrainingListener listener, List<EpochListener> watchers) {
    OptionalInt last = log.lastEpoch();
    if (last.isPresent()) {
      Graph network = initial.withInitialisers(log.weights());
      watchers.forEach(watcher -> watcher.epoch(last.getAsInt(), network));
      return network;
    }
    Map<String, Tensor> weights = Weights.of(initial);
    requireFinite(weights, 0);
    EpochRecord record = EpochRecord.initial(score(initial));
    watchers.forEach(watcher -> watcher.epoch(0, initial));
    log.begin(record, weights);
    listener.epoch(record);
    return initial;
  }

  /**
   * Trains the rest of a part.
   *
   * @param before the number of epochs of the parts before it
   * @param from the network that the part begins or goes on with
   */
  private Graph train(
      Phase phase,
      int before,
      Graph from,
      TrainingLog log,
      TrainingListener listener,
      List<EpochListener> watchers) {
    Graph network = from;
    int done = last(log) - before;
    // The engine first: it says what it cannot train before anything else is opened.
    try (Training training =
            done > 0
                ? trainer.resume(from, phase.plan(), log.state())
                : trainer.start(from, phase.plan());
        TrainingBatches source = batches.open(phase)) {
      for (int epoch = done + 1; epoch <= phase.plan().epochs(); epoch++) {
        int number = before + epoch;
        EpochMetrics metrics =
            training.epoch(
                epoch, source, (step, steps, loss) -> listener.step(number, step, steps, loss));
        Graph trained = training.network();
        Map<String, Tensor> weights = Weights.of(trained);
        requireFinite(weights, number);
        EpochRecord record = record(number, phase, metrics, trained);
        watchers.forEach(watcher -> watcher.epoch(number, trained));
        log.record(record, weights, training.state());
        listener.epoch(record);
        network = trained;
      }
    }
    return network;
  }

  private EpochRecord record(int number, Phase phase, EpochMetrics metrics, Graph network) {
    // While a trunk alone is trained, the last layer is as it was drawn.
    boolean tellsClasses = phase.plan().objective() instanceof Objective.CrossEntropy;
    TestSet.Score score = tellsClasses ? score(network) : TestSet.Score.none();
    return new EpochRecord(
        number,
        phase.name(),
        metrics.loss(),
        metrics.accuracy(),
        score.loss(),
        score.accuracy(),
        metrics.learningRate(),
        metrics.images(),
        metrics.seconds());
  }

  private TestSet.Score score(Graph network) {
    return test.map(images -> images.score(evaluator, network)).orElseGet(TestSet.Score::none);
  }

  private static int last(TrainingLog log) {
    return log.lastEpoch().orElseThrow();
  }

  /** An engine should have noticed; a checkpoint with such weights must never be written. */
  private static void requireFinite(Map<String, Tensor> weights, int epoch) {
    Weights.firstNonFinite(weights)
        .ifPresent(
            name -> {
              throw new DivergedException(
                  "The tensor %s holds NaN or infinite values after epoch %d."
                      .formatted(name, epoch));
            });
  }
}
