package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.stratigraph.file.AtomicFile;

/** A table as a Parquet file. */
final class ParquetFile {
  private ParquetFile() {}

  /**
   * Writes a table.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  static void write(Table table, Path path) {
    AtomicFile.write(path, file -> copy(table, file));
  }

  private static void copy(Table table, Path file) throws IOException {
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement()) {
      // One transaction, not one a row.
      connection.setAutoCommit(false);
      table.create(connection, "content");
      statement.execute(
          "COPY content TO "
              + DuckDb.literal(file.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw new IOException(DuckDb.reason(e), e);
    }
  }
}
