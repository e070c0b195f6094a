package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.lesion.LesionResult;

/**
 * A directory that keeps a run safe at any moment: what {@link #record} has returned from is on
 * disk, and the same run continues there after an interruption of any kind.
 *
 * <p>It holds {@code run.duckdb}, a DuckDB database that any DuckDB shell or pandas opens, and
 * {@code run.lock}, which keeps a second writer out. The tables: {@code run} (format and status,
 * one row), {@code identity}, {@code measurements} and {@code untouched} (one row a completed
 * cell), and once the run is finished {@code layers}, {@code trials} and {@code result} (the whole
 * result as {@link CriticalityJson}); or, of a lesion study, {@code draws} and {@code result}.
 * Tables and columns carry comments.
 *
 * <p>One live writer. Not thread-safe.
 */
public final class RunDirectory implements MeasurementLog, AutoCloseable {
  private final Path path;
  private final RunIdentity identity;
  private final RunLock lock;
  private final RunDatabase database;
  private final Set<MeasurementTables.Cell> cells;
  private final Set<Integer> chunks;

  /**
   * The cells of the chunk that was last asked for. A sweep goes chunk by chunk, and DuckDB reads
   * many rows to give one.
   */
  private final Map<MeasurementTables.Cell, Measurement> lastChunk = new HashMap<>();

  private boolean closed;

  private RunDirectory(
      Path path,
      RunIdentity identity,
      RunLock lock,
      RunDatabase database,
      RunDatabase.Stored stored) {
    this.path = path;
    this.identity = identity;
    this.lock = lock;
    this.database = database;
    this.cells = new HashSet<>(stored.cells());
    this.chunks = new HashSet<>(stored.chunks());
  }

  /**
   * Creates a run directory, or continues the run in it.
   *
   * @param path a directory, or a link to one; created with its parents if it is not there
   * @param identity of the run; on continuing, its information replaces what is stored
   * @throws UnusableInputException if the directory holds something else, which is then not
   *     touched, or a run of another identity (the message says in which parts), is in use, is
   *     damaged, or cannot be written to
   */
  public static RunDirectory open(Path path, RunIdentity identity) {
    RunFiles files = RunFiles.prepare(path);
    RunLock lock = RunLock.acquire(path);
    boolean done = false;
    try {
      if (!files.hasDatabase()) {
        RunDatabase.create(files, identity);
      }
      // Read before anything is opened for writing, so that nothing is changed in a run that is
      // refused.
      RunDatabase.Stored stored = RunDatabase.read(files, RunDatabase::stored);
      identity.requireSame(path, stored.identity());
      RunDatabase database = RunDatabase.write(files, identity);
      RunDirectory run = new RunDirectory(path, identity, lock, database, stored);
      done = true;
      return run;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /**
   * The identity of the run that is stored in a directory, if there is one. Nothing is locked or
   * changed.
   *
   * @throws UnusableInputException if the directory holds something else, is in use or is damaged
   */
  public static Optional<RunIdentity> peek(Path path) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    RunFiles files = RunFiles.inspect(path);
    checkNotHere(path);
    return files.hasDatabase()
        ? Optional.of(RunDatabase.read(files, RunTables::identity))
        : Optional.empty();
  }

  /**
   * The result of a finished run. Nothing is locked or changed.
   *
   * @throws UnusableInputException if there is no run, it is not finished, in use or damaged
   */
  public static CriticalityResult readResult(Path path) {
    return CriticalityJson.parse(readDocument(path), path.toString());
  }

  /**
   * The result of a finished run as the JSON that its command writes: of a criticality run or a
   * lesion study. Nothing is locked or changed.
   *
   * @throws UnusableInputException if there is no run, it is not finished, in use or damaged
   */
  public static String readDocument(Path path) {
    RunFiles files = RunFiles.inspect(path);
    checkNotHere(path);
    if (!files.hasDatabase()) {
      throw new UnusableInputException(
          "There is no run in %s. Give the directory of a finished run.".formatted(path));
    }
    return RunDatabase.read(files, RunTables::result)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "The run in %s is not finished. Give its command again to continue it."
                        .formatted(path)));
  }

  /**
   * What a run is, and whether it is finished.
   *
   * @param identity of the run
   * @param finished whether it has its result
   */
  record Look(RunIdentity identity, boolean finished) {}

  /** Looks at a run that has no live writer. Nothing is locked or changed. */
  static Look look(Path path) {
    checkNotHere(path);
    return RunDatabase.read(
        RunFiles.inspect(path),
        connection -> new Look(RunTables.identity(connection), RunTables.isFinished(connection)));
  }

  private static void checkNotHere(Path path) {
    if (RunLock.isHeldHere(path)) {
      throw RunLock.inUse(path, "this process");
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** The identity that the run was opened with. */
  public RunIdentity identity() {
    return identity;
  }

  /** The number of cells (layer, trial, chunk) that are stored. */
  public int recorded() {
    return cells.size();
  }

  @Override
  public Optional<Untouched> untouched(int chunk) {
    checkOpen();
    if (!chunks.contains(chunk)) {
      return Optional.empty();
    }
    return reading(() -> database.measurements().untouched(chunk));
  }

  @Override
  public boolean has(String layer, int trial, int chunk) {
    return cells.contains(new MeasurementTables.Cell(layer, trial, chunk));
  }

  @Override
  public Optional<Measurement> measurement(String layer, int trial, int chunk) {
    checkOpen();
    MeasurementTables.Cell cell = new MeasurementTables.Cell(layer, trial, chunk);
    if (!cells.contains(cell)) {
      return Optional.empty();
    }
    if (!lastChunk.containsKey(cell)) {
      lastChunk.clear();
      reading(() -> database.measurements().ofChunk(chunk))
          .forEach(found -> lastChunk.put(MeasurementTables.Cell.of(found), found));
    }
    return Optional.ofNullable(lastChunk.get(cell));
  }

  @Override
  public List<Measurement> measurements(String layer) {
    checkOpen();
    return reading(() -> database.measurements().ofLayer(layer));
  }

  /**
   * {@inheritDoc} A run that was finished is no longer, and its result is dropped: there is now
   * more to it.
   *
   * @throws IllegalStateException if the chunk is already stored, or the run is closed
   */
  @Override
  public void record(Untouched untouched) {
    checkOpen();
    if (chunks.contains(untouched.chunk())) {
      throw new IllegalStateException("recorded twice: untouched chunk " + untouched.chunk());
    }
    writing(() -> database.measurements().insert(untouched));
    chunks.add(untouched.chunk());
  }

  /**
   * {@inheritDoc} A run that was finished is no longer, and its result is dropped: there is now
   * more to it.
   *
   * @throws IllegalStateException if the cell is already stored, or the run is closed
   */
  @Override
  public void record(Measurement measurement) {
    checkOpen();
    MeasurementTables.Cell cell = MeasurementTables.Cell.of(measurement);
    if (cells.contains(cell)) {
      throw new IllegalStateException("recorded twice: " + cell);
    }
    writing(() -> database.measurements().insert(measurement));
    cells.add(cell);
  }

  /**
   * Stores the result and marks the run as finished, in one step. Replaces an earlier result.
   *
   * @throws UncheckedIOException if it cannot be stored; the run is then not finished
   */
  public void finish(CriticalityResult result) {
    finish(
        Map.of("layers", Table.layers(result), "trials", Table.trials(result)),
        CriticalityJson.text(result));
  }

  /**
   * The same for a lesion study.
   *
   * @throws UncheckedIOException if it cannot be stored; the run is then not finished
   */
  public void finish(LesionResult result) {
    finish(Map.of("draws", LesionFiles.draws(result)), LesionFiles.text(result));
  }

  private void finish(Map<String, Table> tables, String json) {
    checkOpen();
    try {
      database.finish(tables, json);
    } catch (SQLException e) {
      throw failed("store into", e);
    }
  }

  /** Whether the run has its result. */
  public boolean finished() {
    checkOpen();
    return database.finished();
  }

  /** Lets go of the directory. Nothing is lost by ending without. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      database.close();
      lock.close();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("closed: " + path);
    }
  }

  private void writing(RunDatabase.Action action) {
    try {
      database.add(action);
    } catch (SQLException e) {
      throw failed("store into", e);
    }
  }

  private <T> T reading(RunDatabase.Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw failed("read from", e);
    }
  }

  private UncheckedIOException failed(String what, SQLException e) {
    return new UncheckedIOException(
        ("Cannot %s the run directory %s: %s. What was stored before is kept; give the same "
                + "command again to continue.")
            .formatted(what, path, DuckDb.reason(e)),
        new IOException(e));
  }
}
