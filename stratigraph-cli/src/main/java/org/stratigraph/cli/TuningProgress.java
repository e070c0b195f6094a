package org.stratigraph.cli;

import java.util.Locale;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.autotune.TuningListener;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.store.ProgressFile;

/** Tells how a tuning goes on, and ends it when the user wants that. */
final class TuningProgress implements TuningListener, AutoCloseable {
  private final Terminal terminal;
  private final Interruption interruption;
  private final int epochs;
  private final ProgressFile live;
  private ProgressLine line;

  TuningProgress(Terminal terminal, Interruption interruption, int epochs, ProgressFile live) {
    this.live = live;
    this.terminal = terminal;
    this.interruption = interruption;
    this.epochs = epochs;
    this.line = new ProgressLine(terminal, System::nanoTime);
  }

  @Override
  public void happened(TuningEvent event) {
    line.close();
    terminal.note(text(event));
    if (event instanceof TuningEvent.Started) {
      line = new ProgressLine(terminal, System::nanoTime);
    }
    stopIfAsked();
  }

  @Override
  public void step(int attempt, int epoch, int steps, int of, double loss) {
    stopIfAsked();
    double done = epoch - 1 + (double) steps / of;
    String doing =
        String.format(Locale.ROOT, "network %d, epoch %d, loss %.4f", attempt, epoch, loss);
    line.show(done, epochs, doing);
    live.share(done / epochs, doing);
  }

  private void stopIfAsked() {
    if (interruption.requested()) {
      throw new Interrupted();
    }
  }

  private static String text(TuningEvent event) {
    String which = "Network " + event.attempt();
    if (event instanceof TuningEvent.Started started) {
      return which + " has blocks " + TuningTable.blocks(started.blocks()) + ".";
    }
    if (event instanceof TuningEvent.Trained trained) {
      return String.format(
          Locale.ROOT,
          "%s, epoch %d: loss %.4f, accuracy %s %% in training.",
          which,
          trained.metrics().epoch(),
          trained.metrics().loss(),
          CriticalityTable.percent(trained.metrics().accuracy()));
    }
    if (event instanceof TuningEvent.Checked checked) {
      LayerConflicts last = checked.last();
      return String.format(
          Locale.ROOT,
          "%s, epoch %d: %s %s (%d bundles, entropy %.5f).",
          which,
          checked.epoch(),
          last.layer(),
          last.conflicting() ? "is conflicting" : "is not conflicting",
          last.bundles(),
          last.entropy());
    }
    if (event instanceof TuningEvent.Pruned pruned) {
      return which
          + " is given up; of blocks "
          + TuningTable.blocks(pruned.before())
          + ", "
          + TuningTable.blocks(pruned.after())
          + " stay.";
    }
    if (event instanceof TuningEvent.Tested tested) {
      return which
          + " is right about "
          + CriticalityTable.percent(tested.figures().accuracy())
          + " % of the test images.";
    }
    return which + " went through all epochs.";
  }

  @Override
  public void close() {
    line.close();
  }
}
