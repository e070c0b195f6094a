package org.stratigraph.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stratigraph.criticality.CriticalityResult;

/**
 * A result as a plain table, the same in CSV, in Parquet and in the run's database. The first
 * columns say which network and images a row is about, so that the tables of many runs can be put
 * under each other.
 *
 * @param columns names and types
 * @param rows one value a column: String, Integer, Long, finite Double, or null where not known
 */
record Table(List<Column> columns, List<List<@Nullable Object>> rows) {
  /**
   * A column.
   *
   * @param name in snake case, as in the JSON where it is there too
   * @param type in SQL
   */
  record Column(String name, String type) {}

  private static final List<Column> RUN =
      List.of(
          new Column("model", "VARCHAR"),
          new Column("model_sha256", "VARCHAR"),
          new Column("data", "VARCHAR"),
          new Column("data_sha256", "VARCHAR"),
          new Column("preprocessing", "VARCHAR"),
          new Column("reset", "VARCHAR"),
          new Column("seed", "BIGINT"));

  private static final List<Column> LAYERS =
      List.of(
          new Column("layer", "VARCHAR"),
          new Column("kind", "VARCHAR"),
          new Column("depth", "INTEGER"),
          new Column("parameters", "BIGINT"),
          new Column("criticality", "DOUBLE"),
          new Column("trial_sd", "DOUBLE"),
          new Column("standard_error", "DOUBLE"),
          new Column("interval_low", "DOUBLE"),
          new Column("interval_high", "DOUBLE"),
          new Column("trials", "INTEGER"),
          new Column("images", "INTEGER"),
          new Column("stopped", "VARCHAR"),
          new Column("of_uniform_ceiling", "DOUBLE"),
          new Column("of_mean_ceiling", "DOUBLE"),
          new Column("argmax_agreement", "DOUBLE"),
          new Column("top1", "DOUBLE"),
          new Column("accuracy_loss", "DOUBLE"),
          new Column("original_top1", "DOUBLE"),
          new Column("notes", "VARCHAR"));

  private static final List<Column> TRIALS =
      List.of(
          new Column("layer", "VARCHAR"),
          new Column("trial", "INTEGER"),
          new Column("images", "INTEGER"),
          new Column("cosine", "DOUBLE"),
          new Column("l1", "DOUBLE"),
          new Column("l2", "DOUBLE"),
          new Column("argmax_agreement", "DOUBLE"),
          new Column("top1", "DOUBLE"),
          new Column("top5", "DOUBLE"),
          new Column("loss", "DOUBLE"));

  /** One row a layer. */
  static Table layers(CriticalityResult result) {
    return new Table(
        joined(RUN, LAYERS),
        result.layers().stream()
            .map(
                row ->
                    joined(
                        run(result),
                        values(
                            row.layer(),
                            row.kind(),
                            row.depth(),
                            row.parameters(),
                            row.criticality(),
                            row.trialSd(),
                            row.standardError(),
                            row.intervalLow(),
                            row.intervalHigh(),
                            row.trials(),
                            row.images(),
                            row.stopped(),
                            row.ofUniformCeiling(),
                            row.ofMeanCeiling(),
                            row.argmaxAgreement(),
                            row.top1(),
                            row.accuracyLoss(),
                            result.original().top1(),
                            String.join(" ", row.notes()))))
            .toList());
  }

  /** One row a layer and trial. */
  static Table trials(CriticalityResult result) {
    return new Table(
        joined(RUN, TRIALS),
        result.measurements().stream()
            .map(
                row ->
                    joined(
                        run(result),
                        values(
                            row.layer(),
                            row.trial(),
                            row.images(),
                            row.cosine(),
                            row.l1(),
                            row.l2(),
                            row.argmaxAgreement(),
                            row.top1(),
                            row.top5(),
                            row.loss())))
            .toList());
  }

  private static List<@Nullable Object> run(CriticalityResult result) {
    return values(
        result.model().name(),
        result.model().sha256(),
        result.data().source(),
        result.data().sha256(),
        result.data().preprocessing(),
        result.protocol().reset(),
        result.protocol().seed());
  }

  /** A row; numbers that are not finite become null. */
  static List<@Nullable Object> values(@Nullable Object... values) {
    return Arrays.stream(values)
        .<@Nullable Object>map(
            value -> value instanceof Double number && !Double.isFinite(number) ? null : value)
        .toList();
  }

  private static <T extends @Nullable Object> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Creates the table in a database and fills it. */
  void create(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          columns.stream()
              .map(column -> '"' + column.name() + "\" " + column.type())
              .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")")));
    }
    String insert =
        columns.stream()
            .map(column -> "?")
            .collect(Collectors.joining(", ", "INSERT INTO " + name + " VALUES (", ")"));
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (List<@Nullable Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.execute();
      }
    }
  }
}
