package org.stratigraph.autotune;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.stratigraph.conflict.ConflictAnalysis;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.NetworkActivations;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatches;

/**
 * Trains a deep network, looks for a conflict in its last block after each of the first epochs, and
 * where there is one, removes conflicting blocks and starts again from scratch, until a network
 * goes through all epochs. Each restart has fewer blocks, so there is an end.
 *
 * <p>All that happens goes to the log first. A tuning that was killed goes on after the last epoch
 * that the log has.
 */
public final class AutoTune {
  /** Memory for the activations of some samples. */
  private static final long MEMORY = 256L << 20;

  private final AutoTuneOptions options;
  private final TuningNetworks networks;
  private final Trainer trainer;
  private final Evaluator evaluator;
  private final TrainingBatches batches;
  private final IntFunction<Images> samples;
  private final Function<Graph, NetworkFigures> figures;
  private final TuningLog log;
  private final TuningListener listener;

  /**
   * A tuning; nothing is done yet.
   *
   * @param trainer trains
   * @param evaluator measures
   * @param batches of training
   * @param samples for an epoch, the labelled images to look for conflicts on; closed after use
   * @param figures measures a network for the result: the first one when it is given up, and the
   *     last one
   * @param log the history; what it has is not done again
   */
  public AutoTune(
      AutoTuneOptions options,
      TuningNetworks networks,
      Trainer trainer,
      Evaluator evaluator,
      TrainingBatches batches,
      IntFunction<Images> samples,
      Function<Graph, NetworkFigures> figures,
      TuningLog log,
      TuningListener listener) {
    this.options = options;
    this.networks = networks;
    this.trainer = trainer;
    this.evaluator = evaluator;
    this.batches = batches;
    this.samples = samples;
    this.figures = figures;
    this.log = log;
    this.listener = listener;
  }

  /**
   * What came out.
   *
   * @param network trained
   * @param blocks its numbers of blocks
   * @param attempts how many networks were tried, itself included
   */
  public record Tuned(Graph network, List<Integer> blocks, int attempts) {}

  /**
   * Does what the log does not have yet.
   *
   * @throws NothingLeftException if every block is in conflict
   * @throws org.stratigraph.training.DivergedException if a network's loss is no number any more
   * @throws org.stratigraph.UnusableInputException if the trainer cannot train the network
   */
  public Tuned run() {
    List<Integer> blocks = options.blocks();
    for (int attempt = 1; ; attempt++) {
      Optional<List<Integer>> pruned =
          found(TuningEvent.Pruned.class, attempt, 0).map(p -> p.after());
      if (pruned.isEmpty()) {
        Attempt result = attempt(attempt, blocks);
        if (result.network().isPresent()) {
          return new Tuned(result.network().get(), blocks, attempt);
        }
        pruned = Optional.of(result.next());
      }
      blocks = pruned.get();
      if (blocks.stream().mapToInt(n -> n).sum() == 0) {
        throw new NothingLeftException(
            "Every block of network "
                + attempt
                + " is in conflict, so no smaller one is left to try. Make the blocks wider, or"
                + " lower the learning rate.");
      }
    }
  }

  /** Either a trained network, or the blocks of the next one. */
  private record Attempt(Optional<Graph> network, List<Integer> next) {}

  private Attempt attempt(int attempt, List<Integer> blocks) {
    Graph initial = networks.initial(blocks);
    if (found(TuningEvent.Started.class, attempt, 0).isEmpty()) {
      record(new TuningEvent.Started(attempt, blocks));
    }
    int done = trained(attempt);
    try (Training training =
        done == 0
            ? trainer.start(initial, options.plan())
            : trainer.resume(initial, options.plan(), log.state(attempt, done))) {
      // The check after the last epoch of an interrupted run may be missing.
      for (int epoch = Math.max(1, done); epoch <= options.plan().epochs(); epoch++) {
        if (epoch > done) {
          train(training, attempt, epoch);
        }
        if (epoch <= options.checkEpochs()) {
          Graph network = training.network();
          if (check(network, attempt, epoch).conflicting()) {
            return new Attempt(Optional.empty(), prune(network, attempt, epoch, blocks));
          }
        }
      }
      Graph network = training.network();
      test(network, attempt, options.plan().epochs());
      if (found(TuningEvent.Finished.class, attempt, 0).isEmpty()) {
        record(new TuningEvent.Finished(attempt, blocks));
      }
      return new Attempt(Optional.of(network), blocks);
    }
  }

  private void train(Training training, int attempt, int epoch) {
    EpochMetrics metrics =
        training.epoch(
            epoch, batches, (steps, of, loss) -> listener.step(attempt, epoch, steps, of, loss));
    log.keep(attempt, epoch, training.state());
    record(new TuningEvent.Trained(attempt, metrics));
  }

  private LayerConflicts check(Graph network, int attempt, int epoch) {
    Optional<TuningEvent.Checked> before = found(TuningEvent.Checked.class, attempt, epoch);
    if (before.isPresent()) {
      return before.get().last();
    }
    List<MeasuredValue> values = networks.blocks(network);
    List<MeasuredValue> end = values.subList(values.size() - 1, values.size());
    LayerConflicts last = measure(network, end, epoch).get(0);
    record(new TuningEvent.Checked(attempt, epoch, last));
    return last;
  }

  private List<Integer> prune(Graph network, int attempt, int epoch, List<Integer> blocks) {
    if (attempt == 1) {
      test(network, attempt, epoch);
    }
    List<LayerConflicts> layers = measure(network, networks.blocks(network), epoch);
    List<Integer> after =
        options.rule().apply(blocks, layers.stream().map(LayerConflicts::conflicting).toList());
    record(new TuningEvent.Pruned(attempt, epoch, layers, blocks, after));
    return after;
  }

  private void test(Graph network, int attempt, int epoch) {
    if (found(TuningEvent.Tested.class, attempt, epoch).isEmpty()) {
      record(new TuningEvent.Tested(attempt, epoch, figures.apply(network)));
    }
  }

  private List<LayerConflicts> measure(Graph network, List<MeasuredValue> values, int epoch) {
    try (Images images = samples.apply(epoch)) {
      int[] labels =
          images.samples().stream().mapToInt(sample -> sample.label().orElse(-1)).toArray();
      return ConflictAnalysis.measure(
          NetworkActivations.of(evaluator, network, values, images, MEMORY),
          labels,
          options.amplitude().of(network, values),
          options.conflicts());
    }
  }

  private int trained(int attempt) {
    return log.events().stream()
        .filter(event -> event.attempt() == attempt)
        .filter(TuningEvent.Trained.class::isInstance)
        .mapToInt(event -> ((TuningEvent.Trained) event).metrics().epoch())
        .max()
        .orElse(0);
  }

  /**
   * An event of an attempt that the log has.
   *
   * @param epoch of the event; 0 for any
   */
  private <T extends TuningEvent> Optional<T> found(Class<T> kind, int attempt, int epoch) {
    return log.events().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(event -> event.attempt() == attempt)
        .filter(event -> epoch == 0 || epoch(event) == epoch)
        .findFirst();
  }

  private static int epoch(TuningEvent event) {
    if (event instanceof TuningEvent.Checked checked) {
      return checked.epoch();
    }
    return event instanceof TuningEvent.Tested tested ? tested.epoch() : 0;
  }

  private void record(TuningEvent event) {
    log.record(event);
    listener.happened(event);
  }
}
