package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

class ComparisonDirectoryTest {
  private static final double NONE = Double.NaN;

  @TempDir private Path folder;

  static MeasuredNetwork network(String id, double... cosines) {
    List<TrialResult> trials =
        java.util.stream.IntStream.range(0, cosines.length)
            .mapToObj(t -> new TrialResult("fc", t, t, cosines[t], 0.5, 0.25, NONE, 0.75, 1, 0.125))
            .toList();
    return new MeasuredNetwork(
        id,
        "the " + id,
        Optional.of("a category"),
        OptionalDouble.of(0.625),
        Map.of("eps", "0.5"),
        List.of(
            new MeasuredLayer("conv1", "conv", 0.5, NONE, NONE, NONE, NONE, List.of()),
            MeasuredLayer.ofTrials("fc", "", trials)));
  }

  @Test
  void whatWasStoredIsRead() {
    List<MeasuredNetwork> networks =
        List.of(
            network("b", 0.5, 0.25, 0.125),
            network("<a>'; DROP TABLE networks", 0.5),
            new MeasuredNetwork(
                "", "", Optional.empty(), OptionalDouble.empty(), Map.of(), List.of()));
    ComparisonDirectory.create(folder.resolve("new/run"), new Comparison(networks));
    assertThat(ComparisonDirectory.read(folder.resolve("new/run")).networks()).isEqualTo(networks);
  }

  @Test
  void growsNetworkByNetworkWhileItIsRead() {
    Path path = folder.resolve("run");
    try (ComparisonDirectory directory = ComparisonDirectory.open(path)) {
      assertThat(ComparisonDirectory.read(path).networks()).isEmpty();
      directory.put(network("b", 0.5));
      directory.put(network("a", 0.5));
      assertThat(ComparisonDirectory.read(path).networks())
          .containsExactly(network("b", 0.5), network("a", 0.5));
      directory.put(network("b", 0.25, 0.5));
      assertThat(directory.holds("b")).isTrue();
      assertThat(directory.holds("c")).isFalse();
    }
    try (ComparisonDirectory again = ComparisonDirectory.open(path)) {
      assertThat(again.holds("a")).isTrue();
    }
    assertThat(ComparisonDirectory.read(path).networks())
        .containsExactly(network("b", 0.25, 0.5), network("a", 0.5));
  }

  @Test
  void aSecondWriterIsRefused() {
    try (ComparisonDirectory directory = ComparisonDirectory.open(folder)) {
      assertThatThrownBy(() -> ComparisonDirectory.open(directory.path()))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aChangeThatFailsLeavesWhatWasThere() throws SQLException {
    try (ComparisonDirectory directory = ComparisonDirectory.open(folder)) {
      directory.put(network("a", 0.5));
    }
    assertThatThrownBy(
            () ->
                ComparisonDatabase.writing(
                    folder,
                    connection -> {
                      ComparisonWriting.put(connection, network("a", 0.25));
                      ComparisonWriting.put(connection, network("b", 0.25));
                      throw new SQLException("the power went");
                    }))
        .isInstanceOf(SQLException.class);
    assertThat(ComparisonDirectory.read(folder).networks()).containsExactly(network("a", 0.5));
  }

  @Test
  void aDirectoryWithSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> ComparisonDirectory.create(folder, new Comparison(List.of())))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(folder).isDirectoryNotContaining("glob:**comparison*");
  }

  @Test
  void everyTableAndColumnSaysWhatItHolds() throws SQLException {
    ComparisonDirectory.create(folder.resolve("run"), new Comparison(List.of()));
    try (DuckDBConnection connection = DuckDb.open(folder.resolve("run/comparison.duckdb"), true);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FILTER (comment IS NULL), count(*) FROM duckdb_columns()"
                    + " WHERE database_name = 'store'")) {
      row.next();
      assertThat(row.getInt(1)).isZero();
      assertThat(row.getInt(2)).isEqualTo(31);
    }
  }

  @Test
  void damageIsNamed() throws IOException {
    Files.write(folder.resolve("comparison.duckdb"), new byte[10_000]);
    assertThatThrownBy(() -> ComparisonDirectory.read(folder))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("comparison.duckdb is damaged");
  }

  @Test
  void noComparisonIsSaid() {
    assertThatThrownBy(() -> ComparisonDirectory.read(folder))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no comparison");
  }
}
