package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.file.IoReason;

/** The database of a run directory, open for writing. */
final class RunDatabase implements AutoCloseable {
  private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

  private final DuckDBConnection connection;
  private final MeasurementTables measurements;
  private boolean finished;

  private RunDatabase(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    this.measurements = new MeasurementTables(connection);
    this.finished = RunTables.result(connection).isPresent();
  }

  /** A query. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /** A change. */
  interface Action {
    void run() throws SQLException;
  }

  /** What is asked of an open database. */
  interface Use<T> {
    T of(DuckDBConnection connection) throws SQLException;
  }

  /** The identity of a run and the names of all that it has measured. */
  record Stored(RunIdentity identity, List<MeasurementTables.Cell> cells, List<Integer> chunks) {}

  /** Makes the database of a new run; a kill at any moment leaves it whole or not there. */
  static void create(RunFiles files, RunIdentity identity) {
    try {
      deleteUnborn(files);
      try (DuckDBConnection connection = DuckDb.open(files.unborn(), false);
          Statement statement = connection.createStatement()) {
        RunTables.create(connection, identity);
        MeasurementTables.create(statement);
        statement.execute("CHECKPOINT");
      }
      AtomicFile.flush(files.unborn());
      AtomicFile.move(files.unborn(), files.database());
      AtomicFile.flushFolder(files.directory());
    } catch (SQLException e) {
      throw failure(files, e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot create the run directory %s: %s.".formatted(files.directory(), IoReason.of(e)),
          e);
    }
  }

  private static void deleteUnborn(RunFiles files) throws IOException {
    Files.deleteIfExists(files.unborn());
    Files.deleteIfExists(files.unborn().resolveSibling(files.unborn().getFileName() + ".wal"));
  }

  /** Asks the database of a run without changing anything. */
  static <T> T read(RunFiles files, Use<T> use) {
    try (DuckDBConnection connection = DuckDb.open(files.database(), true)) {
      RunTables.checkFormat(connection, files.directory());
      return use.of(connection);
    } catch (SQLException e) {
      throw failure(files, e);
    }
  }

  /** Opens the database of a run for writing, and stores the identity's information in it. */
  static RunDatabase write(RunFiles files, RunIdentity identity) {
    try {
      DuckDBConnection connection = DuckDb.openToWrite(files.database());
      try {
        RunDatabase database = new RunDatabase(connection);
        database.inform(identity);
        return database;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(files, e);
    }
  }

  /**
   * What is stored. Every measured value is read on the way, so that a damaged block is met now and
   * not hours later.
   */
  static Stored stored(DuckDBConnection connection) throws SQLException {
    MeasurementTables measurements = new MeasurementTables(connection);
    return new Stored(RunTables.identity(connection), measurements.cells(), measurements.chunks());
  }

  MeasurementTables measurements() {
    return measurements;
  }

  boolean finished() {
    return finished;
  }

  /** Stores the identity's information in place of what is there. */
  private void inform(RunIdentity identity) throws SQLException {
    if (RunTables.identity(connection).information().equals(identity.information())) {
      return;
    }
    transaction(() -> RunTables.storeInformation(connection, identity));
  }

  /** Adds a measurement; on return it is on disk. */
  void add(Action insert) throws SQLException {
    if (!finished) {
      insert.run();
      return;
    }
    transaction(
        () -> {
          RunTables.dropResult(connection);
          insert.run();
        });
    finished = false;
  }

  /** Stores the result as {@link RunTables#storeResult}. */
  void finish(Map<String, Table> tables, String json) throws SQLException {
    transaction(
        () -> {
          RunTables.dropResult(connection);
          RunTables.storeResult(connection, tables, json);
        });
    finished = true;
  }

  private void transaction(Action action) throws SQLException {
    connection.setAutoCommit(false);
    try {
      action.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** What a database that cannot be opened or read means to the user. */
  private static RuntimeException failure(RunFiles files, SQLException e) {
    String reason = DuckDb.reason(e);
    if (DuckDb.isHeld(e)) {
      Matcher holder = HOLDER.matcher(reason);
      return RunLock.inUse(
          files.directory(), holder.find() ? "pid " + holder.group(1) : "another program");
    }
    if (DuckDb.isRefusedBySystem(e)) {
      return new UncheckedIOException(
          "Cannot open the run directory %s: %s.".formatted(files.directory(), reason),
          new IOException(e));
    }
    return new UnusableInputException(
        ("The database of the run directory %s is damaged or was written by a newer DuckDB "
                + "(%s). It was left as it is; choose another --run, or move the directory away.")
            .formatted(files.directory(), reason),
        e);
  }

  /** Closes; a failure to tidy up loses nothing that was stored. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // All is in the write-ahead log.
    }
  }
}
