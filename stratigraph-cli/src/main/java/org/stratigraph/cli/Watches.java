package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.graph.Graph;
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
