package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Connections to DuckDB as this product uses it: one thread, little memory, no network. */
final class DuckDb {
  /** The product keeps a memory budget for images; the database must stay small beside it. */
  private static final String MEMORY_LIMIT = "256MB";

  /** What the operating system says when it does not write; DuckDB wraps it in a paragraph. */
  private static final List<String> SYSTEM =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "File too large",
          "Read-only file system",
          "Permission denied",
          "Input/output error",
          "Stale file handle");

  private static final Duration PAUSE = Duration.ofMillis(50);

  private DuckDb() {}

  /** An empty database in memory, which may write files. */
  static DuckDBConnection inMemory() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY_LIMIT);
    // An extension would come over the network.
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    return new DuckDBDriver().connect("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
  }

  /**
   * Opens a database file, creating it if it is not there and may be written. Attached rather than
   * named in the address, where a semicolon in the path would be read as an option. Nothing in the
   * file, such as a view over other files, can reach outside of it.
   */
  static DuckDBConnection open(Path file, boolean readOnly) throws SQLException {
    DuckDBConnection connection = inMemory();
    try (Statement statement = connection.createStatement()) {
      String path = file.toAbsolutePath().toString();
      statement.execute("SET temp_directory = " + literal(path + ".tmp"));
      statement.execute("ATTACH " + literal(path) + " AS store" + (readOnly ? " (READ_ONLY)" : ""));
      statement.execute("USE store");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a database file of which the caller is the only writer. Whoever reads it at that moment
   * keeps it for as long as a query takes, so a while is waited for.
   */
  static DuckDBConnection openToWrite(Path file) throws SQLException {
    return open(file, false, Duration.ofSeconds(2));
  }

  /**
   * Opens a database file as {@link #open(Path, boolean)}.
   *
   * @param patience how long another process that holds the file is waited for
   */
  static DuckDBConnection open(Path file, boolean readOnly, Duration patience) throws SQLException {
    for (long attempts = patience.dividedBy(PAUSE); ; attempts--) {
      try {
        return open(file, readOnly);
      } catch (SQLException e) {
        if (!isHeld(e) || attempts <= 1) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  /** Whether another process holds the file. */
  static boolean isHeld(SQLException e) {
    return reason(e).contains("Could not set lock");
  }

  /** A string literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The cause in what DuckDB says, without its kind of error and the stack of internal ones. */
  static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    for (String cause : SYSTEM) {
      if (message.contains(cause)) {
        return cause;
      }
    }
    List<String> lines = message.lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("Error: "))
        .findFirst()
        .orElse(lines.isEmpty() ? "no reason given" : lines.get(0))
        .replaceFirst("^(Error: )?([A-Z]\\w* )*Error: ", "");
  }

  /** Whether the operating system refused, rather than DuckDB. */
  static boolean isRefusedBySystem(SQLException e) {
    return SYSTEM.contains(reason(e));
  }

  /** Appends a number; this product's tables have no NaN, it becomes NULL. */
  static void append(DuckDBAppender row, double value) throws SQLException {
    if (Double.isNaN(value)) {
      row.appendNull();
    } else {
      row.append(value);
    }
  }

  /** Appends a list, with NULL for NaN. */
  static void append(DuckDBAppender row, float[] values) throws SQLException {
    boolean[] unknown = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      unknown[i] = Float.isNaN(values[i]);
    }
    row.append(values, unknown);
  }

  /** Appends a list, with NULL for NaN. */
  static void append(DuckDBAppender row, double[] values) throws SQLException {
    boolean[] unknown = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      unknown[i] = Double.isNaN(values[i]);
    }
    row.append(values, unknown);
  }

  /** A number; NULL becomes NaN. */
  static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  static float[] floats(Array array) throws SQLException {
    @Nullable Object[] boxed = (@Nullable Object[]) array.getArray();
    float[] values = new float[boxed.length];
    for (int i = 0; i < boxed.length; i++) {
      Object value = boxed[i];
      values[i] = value == null ? Float.NaN : (Float) value;
    }
    return values;
  }

  static double[] doubles(Array array) throws SQLException {
    @Nullable Object[] boxed = (@Nullable Object[]) array.getArray();
    double[] values = new double[boxed.length];
    for (int i = 0; i < boxed.length; i++) {
      Object value = boxed[i];
      values[i] = value == null ? Double.NaN : (Double) value;
    }
    return values;
  }

  static long[] longs(Array array) throws SQLException {
    Object[] boxed = (Object[]) array.getArray();
    long[] values = new long[boxed.length];
    for (int i = 0; i < boxed.length; i++) {
      values[i] = (Long) boxed[i];
    }
    return values;
  }
}
