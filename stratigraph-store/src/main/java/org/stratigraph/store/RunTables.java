package org.stratigraph.store;

import java.nio.file.Path;
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
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;

/**
 * The tables {@code run}, {@code identity} and, once the run is finished, {@code result} and those
 * with its rows: {@code layers} and {@code trials}, or {@code draws} of a lesion study.
 */
final class RunTables {
  private static final String FORMAT = "stratigraph.run/1";

  private RunTables() {}

  /** Creates the tables of a run that has measured nothing. */
  static void create(DuckDBConnection connection, RunIdentity identity) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE run (format VARCHAR NOT NULL, status VARCHAR NOT NULL, created "
              + "VARCHAR NOT NULL, finished VARCHAR)");
      statement.execute(
          "COMMENT ON TABLE run IS 'One row. status is running until the result is stored, "
              + "then finished; times are UTC.'");
      statement.execute(
          "INSERT INTO run VALUES ('%s', 'running', '%s', NULL)".formatted(FORMAT, now()));
      statement.execute(
          "CREATE TABLE identity (part VARCHAR NOT NULL, value VARCHAR NOT NULL, fixed "
              + "BOOLEAN NOT NULL, position INTEGER NOT NULL)");
      statement.execute(
          "COMMENT ON TABLE identity IS 'What was measured and how. A run is continued "
              + "only with equal fixed parts.'");
      insert(connection, identity.fixed(), true);
      insert(connection, identity.information(), false);
    }
  }

  /** Refuses a database that is not a run's, or a run's of another format. */
  static void checkFormat(DuckDBConnection connection, Path directory) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'store' AND "
                  + "table_name IN ('run', 'identity', 'measurements', 'untouched')")) {
        row.next();
        if (row.getInt(1) != 4) {
          throw new UnusableInputException(
              ("The database in %s was not made by Stratigraph. Nothing in it was changed; "
                      + "choose another --run.")
                  .formatted(directory));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT format FROM run")) {
        String format = row.next() ? row.getString(1) : "not given";
        if (!FORMAT.equals(format)) {
          throw new UnusableInputException(
              ("The run directory %s has format %s, and this version of Stratigraph works "
                      + "with %s. Use the version that made it or choose another --run.")
                  .formatted(directory, format, FORMAT));
        }
      }
    }
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

  /** Puts the identity's information in place of what is stored. */
  static void storeInformation(DuckDBConnection connection, RunIdentity identity)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM identity WHERE NOT fixed");
    }
    insert(connection, identity.information(), false);
  }

  /** Whether the run has its result. */
  static boolean isFinished(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT status FROM run")) {
      return row.next() && "finished".equals(row.getString(1));
    }
  }

  /** The stored result's JSON, if the run is finished. */
  static Optional<String> result(DuckDBConnection connection) throws SQLException {
    if (!isFinished(connection)) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT json FROM result")) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * Stores a result where there is none, and marks the run as finished.
   *
   * @param tables its rows by the name of the table, which {@link #dropResult} knows
   * @param json the whole result
   */
  static void storeResult(DuckDBConnection connection, Map<String, Table> tables, String json)
      throws SQLException {
    for (Map.Entry<String, Table> table : tables.entrySet()) {
      table.getValue().create(connection, table.getKey());
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE result (json VARCHAR NOT NULL)");
      statement.execute("UPDATE run SET status = 'finished', finished = '%s'".formatted(now()));
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO result VALUES (?)")) {
      insert.setString(1, json);
      insert.execute();
    }
  }

  /** Drops the result, if there is one, and marks the run as running. */
  static void dropResult(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET status = 'running', finished = NULL");
      for (String table : List.of("layers", "trials", "draws", "result")) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
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
}
