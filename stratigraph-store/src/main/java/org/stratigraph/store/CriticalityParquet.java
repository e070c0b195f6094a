package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.AtomicFile;

/**
 * A result as a Parquet table, with the columns of {@link CriticalityCsv} typed: text, 32 and 64
 * bit integers, doubles; null where a figure is not known. Names are kept as they are.
 */
public final class CriticalityParquet {
  private CriticalityParquet() {}

  /**
   * Writes one row a layer.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(CriticalityResult result, Path path) {
    AtomicFile.write(path, file -> copy(Table.layers(result), file));
  }

  private static void copy(Table table, Path file) throws IOException {
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement()) {
      table.create(connection, "layers");
      statement.execute(
          "COPY layers TO "
              + DuckDb.literal(file.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw new IOException(DuckDb.reason(e), e);
    }
  }
}
