package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.file.IoReason;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.network.RunDescription;
import org.stratigraph.network.RunFolder;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.TrainingLog;

/**
 * A directory that keeps a training safe at any moment, and is a network like any other ({@link
 * RunFolder}): what {@link #record} has returned from is on disk, and the same training goes on
 * there after an interruption of any kind.
 *
 * <p>Beside the files of {@link RunFolder} it holds {@code training.json} (the identity), {@code
 * state-NNN.safetensors} (what the engine goes on from; it is written last, so that an epoch counts
 * once it is there; of the newest two epochs where all weights are kept, until the end), {@code
 * metrics.duckdb} (the table {@code epochs}), an event file for TensorBoard, and {@code run.lock},
 * which keeps a second writer out.
 *
 * <p>One live writer. Not thread-safe.
 */
public final class TrainingDirectory implements TrainingLog, AutoCloseable {
  private static final String FORMAT = "stratigraph.training-run/1";

  private final TrainingFiles files;
  private final RunLock lock;
  private final EpochTable table;
  private final EventFile events;
  private final boolean keepAll;
  private OptionalInt last;

  private TrainingDirectory(
      TrainingFiles files, RunLock lock, EpochTable table, EventFile events, boolean keepAll) {
    this.files = files;
    this.lock = lock;
    this.table = table;
    this.events = events;
    this.keepAll = keepAll;
    this.last = files.lastEpoch();
  }

  /**
   * Creates a run directory, or continues the training in it.
   *
   * @param path a directory, or a link to one; created with its parents if it is not there
   * @param identity of the training; on continuing, its information replaces what is stored
   * @param description for who opens the directory as a network
   * @param graph the operators, where the description names no architecture
   * @param keepAll whether the weights after every epoch are kept; otherwise the initial and the
   *     newest ones
   * @throws UnusableInputException if the directory holds something else, which is then not
   *     touched, or a training of another identity (the message says in which parts), is in use, is
   *     damaged, or cannot be written to
   */
  public static TrainingDirectory open(
      Path path,
      RunIdentity identity,
      RunDescription description,
      Optional<Graph> graph,
      boolean keepAll) {
    TrainingFiles files = TrainingFiles.prepare(path);
    RunLock lock = RunLock.acquire(path);
    Optional<EpochTable> table = Optional.empty();
    boolean done = false;
    try {
      files.removeUnfinished();
      keepIdentity(files, identity);
      RunFolder folder = files.folder();
      if (!Files.exists(folder.graph())) {
        graph.ifPresent(network -> OnnxFile.write(network, folder.graph()));
      }
      if (!Files.exists(folder.description())) {
        description.write(folder.description());
      }
      Files.createDirectories(folder.checkpoints());
      OptionalInt last = files.lastEpoch();
      if (last.isPresent()) {
        files.tidy(last.getAsInt(), keepAll);
      }
      table = Optional.of(EpochTable.open(path, files.metrics(), last.orElse(-1)));
      EventFile events = EventFile.open(path, last.orElse(-1));
      TrainingDirectory run = new TrainingDirectory(files, lock, table.get(), events, keepAll);
      done = true;
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write to the run directory %s: %s.".formatted(path, IoReason.of(e)), e);
    } finally {
      if (!done) {
        table.ifPresent(EpochTable::close);
        lock.close();
      }
    }
  }

  private static void keepIdentity(TrainingFiles files, RunIdentity identity) {
    if (Files.exists(files.identity())) {
      RunIdentity stored = IdentityFile.read(files.identity(), FORMAT);
      identity.requireSame(files.folder().path(), stored);
      if (stored.information().equals(identity.information())) {
        return;
      }
    }
    IdentityFile.write(files.identity(), FORMAT, identity);
  }

  /**
   * What the training in a run directory is. Nothing is locked or changed.
   *
   * @throws UnusableInputException if there is none, or its file is damaged
   */
  public static RunIdentity peek(Path path) {
    return IdentityFile.read(new TrainingFiles(new RunFolder(path)).identity(), FORMAT);
  }

  /** The directory. */
  public Path path() {
    return files.folder().path();
  }

  /** Its files as a network. */
  public RunFolder folder() {
    return files.folder();
  }

  /** Whether the training came to its end. */
  public boolean isComplete() {
    return files.folder().isComplete();
  }

  @Override
  public OptionalInt lastEpoch() {
    return last;
  }

  @Override
  public List<EpochRecord> records() {
    return table.records();
  }

  @Override
  public Map<String, Tensor> weights() {
    return reading(files.folder().checkpoint(lastOrThrow()));
  }

  @Override
  public Map<String, Tensor> state() {
    return reading(files.state(lastOrThrow()));
  }

  private Map<String, Tensor> reading(Path file) {
    try {
      return SafetensorsFile.read(file);
    } catch (UnusableInputException e) {
      int before = lastOrThrow() - 1;
      if (!Files.exists(files.state(before)) && before != 0) {
        throw e;
      }
      throw new UnusableInputException(
          "%s Nothing was changed; move %s out of the run directory to go on from epoch %d, which is kept."
              .formatted(e.getMessage(), files.state(before + 1), before),
          e);
    }
  }

  private int lastOrThrow() {
    return last.orElseThrow(() -> new IllegalStateException("no epoch in " + path()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void begin(EpochRecord record, Map<String, Tensor> weights) {
    if (last.isPresent()) {
      throw new IllegalStateException("begun before: " + path());
    }
    tell(record);
    // Last: that it is there makes epoch 0 count.
    SafetensorsFile.write(files.folder().checkpoint(0), weights);
    last = OptionalInt.of(0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if it cannot be written; the epoch before is then the last one
   */
  @Override
  public void record(EpochRecord record, Map<String, Tensor> weights, Map<String, Tensor> state) {
    int epoch = lastOrThrow() + 1;
    if (record.epoch() != epoch) {
      throw new IllegalStateException("epoch %d after %d".formatted(record.epoch(), epoch - 1));
    }
    SafetensorsFile.write(files.folder().checkpoint(epoch), weights);
    tell(record);
    // Last: that it is there makes the epoch count.
    SafetensorsFile.write(files.state(epoch), state);
    last = OptionalInt.of(epoch);
    files.tidy(epoch, keepAll);
  }

  private void tell(EpochRecord record) {
    table.insert(record);
    try {
      events.append(record);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write to the run directory %s: %s.".formatted(path(), IoReason.of(e)), e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if it cannot be written; every epoch is kept all the same
   */
  @Override
  public void finish(Graph network) {
    if (!isComplete()) {
      OnnxFile.write(network, files.folder().network());
      files.tidy(lastOrThrow(), keepAll);
    }
  }

  /** Lets go of the directory. Nothing is lost by ending without. */
  @Override
  public void close() {
    table.close();
    lock.close();
  }
}
