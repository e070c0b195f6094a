package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.file.IoReason;

/**
 * The database file of a comparison directory. DuckDB keeps readers out of a file that is open for
 * writing, so it is open only while a network is added, and whoever meets that moment tries again.
 */
final class ComparisonDatabase {
  static final String NAME = "comparison.duckdb";

  private static final String UNBORN = NAME + ".new";

  /** What may be there when a directory was left before its database had its name. */
  static final Set<String> BEFORE_BIRTH =
      Set.of(RunLock.FILE, UNBORN, UNBORN + ".wal", UNBORN + ".tmp");

  /** A change takes less. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Within a process DuckDB does not see that a file is open already. */
  private static final Object ONE_AT_A_TIME = new Object();

  private ComparisonDatabase() {}

  /** What is asked of an open database, or done to it. */
  interface Use<T> {
    T of(DuckDBConnection connection) throws SQLException;
  }

  /** What is done to an open database. */
  interface Change {
    void make(DuckDBConnection connection) throws SQLException;
  }

  static Path file(Path directory) {
    return directory.resolve(NAME);
  }

  /** Makes the database; a kill at any moment leaves it whole or not there. */
  static void create(Path directory, List<MeasuredNetwork> networks) {
    Path unborn = directory.resolve(UNBORN);
    try {
      deleteUnborn(unborn);
      boolean done = false;
      try (DuckDBConnection connection = DuckDb.open(unborn, false);
          Statement statement = connection.createStatement()) {
        ComparisonTables.create(statement);
        connection.setAutoCommit(false);
        for (MeasuredNetwork network : networks) {
          ComparisonWriting.put(connection, network);
        }
        connection.commit();
        connection.setAutoCommit(true);
        statement.execute("CHECKPOINT");
        done = true;
      } finally {
        if (!done) {
          deleteUnborn(unborn);
        }
      }
      AtomicFile.flush(unborn);
      AtomicFile.move(unborn, file(directory));
      AtomicFile.flushFolder(directory);
    } catch (SQLException e) {
      throw failure(directory, e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write %s: %s.".formatted(file(directory), IoReason.of(e)), e);
    }
  }

  private static void deleteUnborn(Path unborn) throws IOException {
    Files.deleteIfExists(unborn);
    Files.deleteIfExists(unborn.resolveSibling(UNBORN + ".wal"));
  }

  /** Asks without changing anything. */
  static <T> T reading(Path directory, Use<T> use) {
    synchronized (ONE_AT_A_TIME) {
      try (DuckDBConnection connection = open(directory, true)) {
        ComparisonTables.checkFormat(connection, directory);
        return use.of(connection);
      } catch (SQLException e) {
        throw failure(directory, e);
      }
    }
  }

  /** Makes a change in one transaction; on return it is on disk. */
  static void writing(Path directory, Change change) throws SQLException {
    synchronized (ONE_AT_A_TIME) {
      DuckDBConnection connection;
      try {
        connection = open(directory, false);
      } catch (SQLException e) {
        throw failure(directory, e);
      }
      // Closed without a commit, the transaction is undone.
      try (connection) {
        connection.setAutoCommit(false);
        change.make(connection);
        connection.commit();
      }
    }
  }

  private static DuckDBConnection open(Path directory, boolean readOnly) throws SQLException {
    return DuckDb.open(file(directory), readOnly, PATIENCE);
  }

  /** What a database that cannot be opened or read means to the user. */
  private static RuntimeException failure(Path directory, SQLException e) {
    String reason = DuckDb.reason(e);
    if (DuckDb.isHeld(e)) {
      return new UnusableInputException(
          "%s is open in another program, such as a DuckDB shell. Close it there and try again."
              .formatted(file(directory)),
          e);
    }
    if (DuckDb.isRefusedBySystem(e)) {
      return new UncheckedIOException(
          "Cannot open %s: %s.".formatted(file(directory), reason), new IOException(e));
    }
    return new UnusableInputException(
        "%s is damaged, or was written by a newer DuckDB (%s). It was left as it is."
            .formatted(file(directory), reason),
        e);
  }
}
