package org.stratigraph.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** How a network gets into the tables of {@link ComparisonTables}. */
final class ComparisonWriting {
  private ComparisonWriting() {}

  /** Adds a network, or puts it in the place of the one with its id; the caller commits. */
  static void put(DuckDBConnection connection, MeasuredNetwork network) throws SQLException {
    int position = remove(connection, network.id());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO networks VALUES (?, ?, ?, ?, ?)")) {
      insert.setInt(1, position);
      insert.setString(2, network.id());
      insert.setString(3, network.name());
      insert.setObject(4, network.category().orElse(null));
      insert.setObject(5, network.accuracy().isPresent() ? network.accuracy().getAsDouble() : null);
      insert.execute();
    }
    try (DuckDBAppender row = connection.createAppender("tags")) {
      int place = 0;
      for (Map.Entry<String, String> tag : network.tags().entrySet()) {
        row.beginRow();
        row.append(network.id()).append(place++).append(tag.getKey()).append(tag.getValue());
        row.endRow();
      }
    }
    try (DuckDBAppender row = connection.createAppender("layers")) {
      int place = 0;
      for (MeasuredLayer layer : network.layers()) {
        append(row, network.id(), place++, layer);
      }
    }
    try (DuckDBAppender row = connection.createAppender("trials")) {
      for (MeasuredLayer layer : network.layers()) {
        for (TrialResult trial : layer.trials()) {
          append(row, network.id(), layer.layer(), trial);
        }
      }
    }
  }

  /** Removes a network, if it is there, and says where the next one of its id belongs. */
  private static int remove(DuckDBConnection connection, String id) throws SQLException {
    int position;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(min(position) FILTER (model = ?), max(position) + 1, 0) FROM networks")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        position = row.getInt(1);
      }
    }
    for (String table : List.of("networks", "tags", "layers", "trials")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE model = ?")) {
        delete.setString(1, id);
        delete.execute();
      }
    }
    return position;
  }

  private static void append(DuckDBAppender row, String id, int position, MeasuredLayer layer)
      throws SQLException {
    row.beginRow();
    row.append(id).append(position).append(layer.layer());
    if (layer.kind().isEmpty()) {
      row.appendNull();
    } else {
      row.append(layer.kind());
    }
    DuckDb.append(row, layer.criticality());
    DuckDb.append(row, layer.trialSd());
    DuckDb.append(row, layer.standardError());
    DuckDb.append(row, layer.intervalLow());
    DuckDb.append(row, layer.intervalHigh());
    row.endRow();
  }

  private static void append(DuckDBAppender row, String id, String layer, TrialResult trial)
      throws SQLException {
    row.beginRow();
    row.append(id).append(layer).append(trial.trial());
    if (trial.images() == 0) {
      row.appendNull();
    } else {
      row.append(trial.images());
    }
    DuckDb.append(row, trial.cosine());
    DuckDb.append(row, trial.l1());
    DuckDb.append(row, trial.l2());
    DuckDb.append(row, trial.argmaxAgreement());
    DuckDb.append(row, trial.top1());
    DuckDb.append(row, trial.top5());
    DuckDb.append(row, trial.loss());
    row.endRow();
  }
}
