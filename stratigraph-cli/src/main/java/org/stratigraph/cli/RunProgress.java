package org.stratigraph.cli;

import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.store.ProgressFile;

/** Shows a run's progress, and ends it when the user wants that. */
final class RunProgress implements ProgressListener, AutoCloseable {
  private final Terminal terminal;
  private final Interruption interruption;
  private final ProgressFile live;
  private final ProgressLine line;

  RunProgress(Terminal terminal, Interruption interruption, ProgressFile live) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.live = live;
    this.line = new ProgressLine(terminal, System::nanoTime);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Interrupted if the user asked for an end; what was just done is in the log already
   */
  @Override
  public void progress(double done, double total, String what) {
    if (interruption.requested()) {
      throw new Interrupted();
    }
    if (total > 0) {
      line.show(done, total, what);
      live.work(done, total, what);
    }
  }

  @Override
  public void baseline(Untouched untouched) {
    Agreement agreement = untouched.agreement();
    line.close();
    terminal.note(
        agreement.labelled() > 0
            ? "Untouched network, first "
                + agreement.images()
                + " images: top-1 "
                + CriticalityTable.percent(agreement.top1Accuracy())
                + " %."
            : "The images have no labels, so nothing tells whether the preprocessing is right.");
  }

  @Override
  public void close() {
    line.close();
  }
}
