package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Selection;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.RunFolder;
import org.stratigraph.prune.RememberedImages;
import org.stratigraph.training.EpochListener;

/** All that watches a training. What cannot be watched is said once and does not stop it. */
final class Watches implements EpochListener, AutoCloseable {
  private final Terminal terminal;
  private final List<Watch> watches;
  private final List<Watch> all;

  Watches(Terminal terminal, List<Watch> watches) {
    this.terminal = terminal;
    this.watches = new ArrayList<>(watches);
    this.all = List.copyOf(watches);
  }

  /**
   * How far weights move, and which layers are in conflict on the training's own images.
   *
   * @param run where what is found is kept
   * @param batch images a step
   * @param threads how many to use
   */
  static Watches of(
      ReadyTraining training,
      RunFolder run,
      Evaluator evaluator,
      int batch,
      int threads,
      Terminal terminal) {
    OptionalInt count = OptionalInt.of(ConflictsWatch.SAMPLES);
    Selection chosen = Selection.of(training.data(), count, training.settings().seed());
    // Without augmentation, unlike what is trained on.
    Images samples =
        ImageLoader.of(
            training.data(),
            chosen.samples(),
            training.preprocessing(),
            LoaderOptions.defaults().withThreads(threads));
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("stratigraph", Version.number());
    provenance.put("engine", evaluator.description());
    return new Watches(
        terminal,
        List.of(
            new WeightChangeWatch(run, threads),
            new ConflictsWatch(
                run,
                evaluator,
                RememberedImages.of(samples),
                ConflictOptions.of(training.settings().rate(), batch),
                training.settings().seed(),
                chosen.notes(),
                provenance)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws java.io.UncheckedIOException if what was found cannot be written
   */
  @Override
  public void epoch(int epoch, Graph network) {
    for (Watch watch : List.copyOf(watches)) {
      try {
        watch.epoch(epoch, network);
      } catch (UnusableInputException | EvaluationException e) {
        watches.remove(watch);
        terminal.note(
            "Note: From epoch %d on, %s is not watched: %s"
                .formatted(epoch, watch.name(), e.getMessage()));
      }
    }
  }

  /** The last epoch, a few words a watch. */
  List<String> inShort() {
    return watches.stream().map(Watch::inShort).flatMap(Optional::stream).toList();
  }

  @Override
  public void close() {
    all.forEach(Watch::close);
  }
}
