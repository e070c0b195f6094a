package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalityParquetTest {
  @TempDir Path folder;

  @Test
  void hasTypedColumns() throws SQLException {
    Path file = folder.resolve("out.parquet");
    CriticalityParquet.write(Samples.result(), file);
    Map<String, String> types = new LinkedHashMap<>();
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("DESCRIBE " + from(file))) {
        while (row.next()) {
          types.put(row.getString(1), row.getString(2));
        }
      }
      assertThat(types)
          .containsEntry("layer", "VARCHAR")
          .containsEntry("depth", "INTEGER")
          .containsEntry("parameters", "BIGINT")
          .containsEntry("seed", "BIGINT")
          .containsEntry("criticality", "DOUBLE")
          .hasSize(26);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT layer, of_uniform_ceiling, trial_sd, accuracy_loss, seed, count(*) OVER () "
                  + from(file))) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("conv1");
        assertThat(row.getDouble(2)).isEqualTo(1.0 / 3);
        assertThat(row.getLong(5)).isEqualTo(-7);
        assertThat(row.getInt(6)).isEqualTo(2);
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("größe \"x\"\n");
        assertThat(row.getObject(3)).isNull();
        assertThat(row.getObject(4)).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"it's.parquet", "a;b \"c\".x", "{i}-*.parquet", "größe%20層", "=1", "a.csv"})
  void writesToAnyPath(String name) throws SQLException {
    Path file = folder.resolve(name);
    CriticalityParquet.write(Samples.result(), file);
    assertThat(file).isRegularFile();
    assertThat(layer(file)).isEqualTo("conv1");
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\0", "a\0b", "=cmd|' /C calc'!A0", "\u202egnp", "a\r\nb", "", "'); DROP TABLE x"})
  void keepsAnyName(String name) throws Exception {
    Path file = folder.resolve("out.parquet");
    CriticalityParquet.write(HostileNames.inPlaceOfNames(name), file);
    assertThat(layer(file)).isEqualTo(name);
    Files.delete(file);
    String longer = name + "x".repeat(1 << 20);
    CriticalityParquet.write(HostileNames.inPlaceOfNames(longer), file);
    assertThat(layer(file)).isEqualTo(longer);
  }

  private static String layer(Path file) throws SQLException {
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT layer " + from(file))) {
      row.next();
      return row.getString(1);
    }
  }

  /** DuckDB takes stars and brackets in a path for a pattern; braces and the rest are plain. */
  private static String from(Path file) {
    String path = file.toString().replaceAll("[*\\[\\]?]", "[$0]");
    return "FROM read_parquet(" + DuckDb.literal(path) + ")";
  }
}
