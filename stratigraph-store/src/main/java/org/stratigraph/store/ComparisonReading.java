package org.stratigraph.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.duckdb.DuckDBConnection;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** How networks come out of the tables of {@link ComparisonTables}. */
final class ComparisonReading {
  private ComparisonReading() {}

  /** The ids of all networks, in order. */
  static List<String> ids(DuckDBConnection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT model FROM networks ORDER BY position")) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  /** All networks, in order, with the measurements that are wanted. */
  static List<MeasuredNetwork> read(DuckDBConnection connection, ComparisonPart part)
      throws SQLException {
    Map<String, Map<String, String>> tags = tags(connection);
    Map<String, List<MeasuredLayer>> layers = layers(connection, part.condition());
    List<MeasuredNetwork> networks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT model, name, category, accuracy FROM networks ORDER BY position")) {
      while (row.next()) {
        String id = row.getString(1);
        double accuracy = DuckDb.number(row, 4);
        networks.add(
            new MeasuredNetwork(
                id,
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
                tags.getOrDefault(id, Map.of()),
                layers.getOrDefault(id, List.of())));
      }
    }
    return networks;
  }

  private static Map<String, Map<String, String>> tags(DuckDBConnection connection)
      throws SQLException {
    Map<String, Map<String, String>> tags = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT model, tag, value FROM tags ORDER BY model, position")) {
      while (row.next()) {
        tags.computeIfAbsent(row.getString(1), id -> new LinkedHashMap<>())
            .put(row.getString(2), row.getString(3));
      }
    }
    return tags;
  }

  private static Map<String, List<MeasuredLayer>> layers(
      DuckDBConnection connection, String condition) throws SQLException {
    Map<String, Map<String, List<TrialResult>>> trials = trials(connection, condition);
    Map<String, List<MeasuredLayer>> layers = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT model, layer, kind, criticality, trial_sd, standard_error, interval_low,"
                    + " interval_high FROM layers WHERE "
                    + condition
                    + " ORDER BY model, position")) {
      while (row.next()) {
        String id = row.getString(1);
        String layer = row.getString(2);
        layers
            .computeIfAbsent(id, name -> new ArrayList<>())
            .add(
                new MeasuredLayer(
                    layer,
                    Optional.ofNullable(row.getString(3)).orElse(""),
                    DuckDb.number(row, 4),
                    DuckDb.number(row, 5),
                    DuckDb.number(row, 6),
                    DuckDb.number(row, 7),
                    DuckDb.number(row, 8),
                    trials.getOrDefault(id, Map.of()).getOrDefault(layer, List.of())));
      }
    }
    return layers;
  }

  private static Map<String, Map<String, List<TrialResult>>> trials(
      DuckDBConnection connection, String condition) throws SQLException {
    Map<String, Map<String, List<TrialResult>>> trials = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT model, layer, trial, coalesce(images, 0), cosine, l1, l2,"
                    + " argmax_agreement, top1, top5, loss FROM trials WHERE "
                    + condition
                    + " ORDER BY trial")) {
      while (row.next()) {
        trials
            .computeIfAbsent(row.getString(1), id -> new HashMap<>())
            .computeIfAbsent(row.getString(2), layer -> new ArrayList<>())
            .add(
                new TrialResult(
                    row.getString(2),
                    row.getInt(3),
                    row.getInt(4),
                    DuckDb.number(row, 5),
                    DuckDb.number(row, 6),
                    DuckDb.number(row, 7),
                    DuckDb.number(row, 8),
                    DuckDb.number(row, 9),
                    DuckDb.number(row, 10),
                    DuckDb.number(row, 11)));
      }
    }
    return trials;
  }
}
