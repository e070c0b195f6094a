package org.stratigraph.store;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Connections to DuckDB as this product uses it: one thread, little memory, no network. */
final class DuckDb {
  /** The product keeps a memory budget for images; the database must stay small beside it. */
  private static final String MEMORY_LIMIT = "256MB";

  private DuckDb() {}

  /** An empty database in memory, which may write files. */
  static Connection inMemory() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY_LIMIT);
    // An extension would come over the network.
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    return Objects.requireNonNull(connection, "the driver refused its own address");
  }

  /**
   * Opens a database file, creating it if it is not there and may be written. Attached rather than
   * named in the address, where a semicolon in the path would be read as an option. Nothing in the
   * file, such as a view over other files, can reach outside of it.
   */
  static Connection open(Path file, boolean readOnly) throws SQLException {
    Connection connection = inMemory();
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

  /** A string literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The first line of what DuckDB says, without the stack that it adds to internal errors. */
  static String reason(SQLException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "no reason given");
    return message.lines().findFirst().orElse(message).replaceFirst("^(\\w+ )?Error: ", "");
  }

  /** A list parameter; SQL has no NaN in this product's tables, so NaN becomes NULL. */
  static Array array(Connection connection, float[] values) throws SQLException {
    @Nullable Object[] boxed = new @Nullable Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = Float.isNaN(values[i]) ? null : (Object) values[i];
    }
    return connection.createArrayOf("FLOAT", boxed);
  }

  /** As for floats. */
  static Array array(Connection connection, double[] values) throws SQLException {
    @Nullable Object[] boxed = new @Nullable Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = Double.isNaN(values[i]) ? null : (Object) values[i];
    }
    return connection.createArrayOf("DOUBLE", boxed);
  }

  static Array array(Connection connection, long[] values) throws SQLException {
    Object[] boxed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return connection.createArrayOf("BIGINT", boxed);
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
