package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;

/** The database of a run directory, open for writing. */
final class RunDatabase implements AutoCloseable {
  static final String FORMAT = "stratigraph.run/1";

  private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

  private final DuckDBConnection connection;
  private final MeasurementTables measurements;
  private boolean finished;

  private RunDatabase(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    this.measurements = new MeasurementTables(connection);
    this.finished = result(connection).isPresent();
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
        statement.execute(
            "CREATE TABLE run (format VARCHAR NOT NULL, status VARCHAR NOT NULL, created VARCHAR NOT NULL, finished VARCHAR)");
        statement.execute(
            "COMMENT ON TABLE run IS 'One row. status is running until the result is stored, then finished; times are UTC.'");
        statement.execute(
            "INSERT INTO run VALUES ('%s', 'running', '%s', NULL)".formatted(FORMAT, now()));
        statement.execute(
            "CREATE TABLE identity (part VARCHAR NOT NULL, value VARCHAR NOT NULL, fixed BOOLEAN NOT NULL, position INTEGER NOT NULL)");
        statement.execute(
            "COMMENT ON TABLE identity IS 'What was measured and how. A run is continued only with equal fixed parts.'");
        insert(connection, identity.fixed(), true);
        insert(connection, identity.information(), false);
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
      checkFormat(files, connection);
      return use.of(connection);
    } catch (SQLException e) {
      throw failure(files, e);
    }
  }

  /** Opens the database of a run for writing, and stores the identity's information in it. */
  static RunDatabase write(RunFiles files, RunIdentity identity) {
    try {
      DuckDBConnection connection = DuckDb.open(files.database(), false);
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

  private static void checkFormat(RunFiles files, DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'store' AND table_name IN ('run', 'identity', 'measurements', 'untouched')")) {
        row.next();
        if (row.getInt(1) != 4) {
          throw new UnusableInputException(
              "The database in %s was not made by Stratigraph. Nothing in it was changed; choose another --run."
                  .formatted(files.directory()));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT format FROM run")) {
        String format = row.next() ? row.getString(1) : "not given";
        if (!FORMAT.equals(format)) {
          throw new UnusableInputException(
              "The run directory %s has format %s, and this version of Stratigraph works with %s. Use the version that made it or choose another --run."
                  .formatted(files.directory(), format, FORMAT));
        }
      }
    }
  }

  /**
   * What is stored. Every measured value is read on the way, so that a damaged block is met now and
   * not hours later.
   */
  static Stored stored(DuckDBConnection connection) throws SQLException {
    MeasurementTables measurements = new MeasurementTables(connection);
    return new Stored(identity(connection), measurements.cells(), measurements.chunks());
  }

  /** The stored identity. */
  static RunIdentity identity(DuckDBConnection connection) throws SQLException {
    Map<String, String> fixed = new LinkedHashMap<>();
    Map<String, String> information = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT fixed, part, value FROM identity ORDER BY fixed, position")) {
      while (row.next()) {
        (row.getBoolean(1) ? fixed : information).put(row.getString(2), row.getString(3));
      }
    }
    return new RunIdentity(fixed, information);
  }

  /** The stored result's JSON, if the run is finished. */
  static Optional<String> result(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT status FROM run")) {
        if (!row.next() || !"finished".equals(row.getString(1))) {
          return Optional.empty();
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT json FROM result")) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  MeasurementTables measurements() {
    return measurements;
  }

  boolean finished() {
    return finished;
  }

  /** Stores the identity's information in place of what is there. */
  private void inform(RunIdentity identity) throws SQLException {
    if (identity(connection).information().equals(identity.information())) {
      return;
    }
    transaction(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM identity WHERE NOT fixed");
          }
          insert(connection, identity.information(), false);
        });
  }

  /** Adds a measurement; on return it is on disk. */
  void add(Action insert) throws SQLException {
    if (!finished) {
      insert.run();
      return;
    }
    transaction(
        () -> {
          dropResult();
          insert.run();
        });
    finished = false;
  }

  /** Stores the result. */
  void finish(CriticalityResult result) throws SQLException {
    transaction(
        () -> {
          dropResult();
          Table.layers(result).create(connection, "layers");
          Table.trials(result).create(connection, "trials");
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE result (json VARCHAR NOT NULL)");
            statement.execute(
                "UPDATE run SET status = 'finished', finished = '%s'".formatted(now()));
          }
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO result VALUES (?)")) {
            insert.setString(1, CriticalityJson.text(result));
            insert.execute();
          }
        });
    finished = true;
  }

  private void dropResult() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET status = 'running', finished = NULL");
      for (String table : new String[] {"layers", "trials", "result"}) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
    }
  }

  private void transaction(Action action) throws SQLException {
    connection.setAutoCommit(false);
    try {
      action.run();
      connection.commit();
    } catch (SQLException e) {
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

  private static void insert(DuckDBConnection connection, Map<String, String> parts, boolean fixed)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO identity VALUES (?, ?, ?, ?)")) {
      int position = 0;
      for (Map.Entry<String, String> part : parts.entrySet()) {
        insert.setString(1, part.getKey());
        insert.setString(2, part.getValue());
        insert.setBoolean(3, fixed);
        insert.setInt(4, position++);
        insert.execute();
      }
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** What a database that cannot be opened or read means to the user. */
  private static RuntimeException failure(RunFiles files, SQLException e) {
    String reason = DuckDb.reason(e);
    if (reason.contains("Could not set lock")) {
      Matcher holder = HOLDER.matcher(reason);
      return RunLock.inUse(
          files.directory(), holder.find() ? "pid " + holder.group(1) : "another program");
    }
    if (reason.contains("No space left")
        || reason.contains("ermission denied")
        || reason.contains("Read-only file system")
        || reason.contains("File too large")) {
      return new UncheckedIOException(
          "Cannot open the run directory %s: %s.".formatted(files.directory(), reason),
          new IOException(e));
    }
    return new UnusableInputException(
        "The database of the run directory %s is damaged or was written by a newer DuckDB (%s). It was left as it is; choose another --run, or move the directory away."
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
