package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.Phase;
import org.stratigraph.training.TrainingListener;

/** Shows how a training goes on, and ends it when the user wants that. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final Terminal terminal;
  private final Interruption interruption;
  private final List<Phase> phases;
  private final int epochs;
  private final int batch;
  private final Watches watches;
  private final ProgressFile live;
  private final List<EpochRecord> records;
  private final ProgressLine line;
  private final double total;
  private double done;
  private long epochStart = System.nanoTime();

  /**
   * Starts the clock.
   *
   * @param last the last epoch that is done already
   * @param batch images a step
   * @param watches have a word on each epoch
   * @param records of the epochs that are done already
   * @param live tells others
   */
  TrainingProgress(
      Terminal terminal,
      Interruption interruption,
      List<Phase> phases,
      int last,
      int batch,
      Watches watches,
      List<EpochRecord> records,
      ProgressFile live) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.phases = phases;
    this.batch = batch;
    this.watches = watches;
    this.records = new ArrayList<>(records);
    this.live = live;
    live.epochs(records);
    this.epochs = phases.stream().mapToInt(phase -> phase.plan().epochs()).sum();
    double left = 0;
    for (int epoch = last + 1; epoch <= epochs; epoch++) {
      left += TrainingCost.ofImage(TrainingCost.phase(phases, epoch));
    }
    this.total = left;
    this.line = new ProgressLine(terminal, System::nanoTime);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Interrupted if the user asked for an end; the epoch that was begun is then lost
   */
  @Override
  public void step(int epoch, int step, int steps, double loss) {
    if (interruption.requested()) {
      throw new Interrupted();
    }
    if (step == 1) {
      // From the end of the first step: the one before may have waited for the engine to load.
      epochStart = System.nanoTime();
    }
    done += TrainingCost.ofImage(TrainingCost.phase(phases, epoch)) / steps;
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    String speed =
        step > 1 ? String.format(Locale.ROOT, ", %.0f images/s", batch * (step - 1) / seconds) : "";
    String doing =
        String.format(Locale.ROOT, "epoch %d of %d, loss %.4f%s", epoch, epochs, loss, speed);
    line.show(done, total, doing);
    live.share((epoch - 1 + (double) step / steps) / epochs, doing);
  }

  @Override
  public void epoch(EpochRecord record) {
    line.close();
    records.add(record);
    live.epochs(records);
    terminal.note(TrainingText.of(record, epochs, watches.inShort()));
  }

  @Override
  public void close() {
    line.close();
  }
}
