package org.stratigraph.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** The tables of a comparison directory. NULL stands for what is not known. */
final class ComparisonTables {
  private static final String FORMAT = "stratigraph.comparison/1";

  /** Each table with what it holds, each column with its type and what it means. */
  private static final String SCHEMA =
      """
      comparison|One row: how this database is to be read.
        format VARCHAR NOT NULL|Name and version of these tables
        created VARCHAR NOT NULL|When it was made, UTC
      networks|One row a measured network.
        position INTEGER NOT NULL|Order in which networks are shown, from 0
        model VARCHAR NOT NULL|The network's id, unique
        name VARCHAR NOT NULL|What a reader should call it
        category VARCHAR|Of training method; NULL where not known
        accuracy DOUBLE|Top-1 on the network's own task, a fraction; NULL where not known
      tags|Further facts of a network, one row each.
        model VARCHAR NOT NULL|The network's id
        position INTEGER NOT NULL|Order, from 0
        tag VARCHAR NOT NULL|Name of the fact
        value VARCHAR NOT NULL|Its value as text
      layers|One row a network and layer, over all trials. Fractions, never percent.
        model VARCHAR NOT NULL|The network's id
        position INTEGER NOT NULL|Order of the layer in its network, from 0
        layer VARCHAR NOT NULL|Common prefix of the names of its tensors
        kind VARCHAR|Such as conv or linear; NULL where not known
        criticality DOUBLE|1 - mean cosine similarity of the class probabilities before and after a reset, over trials
        trial_sd DOUBLE|Sample standard deviation over trials (n - 1); NULL for a single trial
        standard_error DOUBLE|Standard error of the criticality
        interval_low DOUBLE|Lower end of the 95 % interval
        interval_high DOUBLE|Upper end of the 95 % interval
      trials|One row a network, layer and trial; means over images.
        model VARCHAR NOT NULL|The network's id
        layer VARCHAR NOT NULL|The layer that was reset
        trial INTEGER NOT NULL|Number of the reset, from 0
        images INTEGER|How many were measured; NULL where not known
        cosine DOUBLE|Cosine similarity of the class probabilities before and after
        l1 DOUBLE|L1 distance of the class probabilities
        l2 DOUBLE|L2 distance of the class probabilities
        argmax_agreement DOUBLE|Share of images whose most probable class is unchanged
        top1 DOUBLE|Top-1 accuracy after the reset
        top5 DOUBLE|Top-5 accuracy after the reset
        loss DOUBLE|Cross-entropy after the reset, in nats
      """;

  private ComparisonTables() {}

  /** Creates the tables, empty, with their comments. */
  static void create(Statement statement) throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    List<String> comments = new ArrayList<>();
    String table = "";
    for (String line : SCHEMA.lines().toList()) {
      String what = line.strip().substring(0, line.strip().indexOf('|'));
      String meaning = DuckDb.literal(line.substring(line.indexOf('|') + 1));
      if (line.startsWith(" ")) {
        columns.computeIfAbsent(table, name -> new ArrayList<>()).add(what);
        String column = table + "." + what.substring(0, what.indexOf(' '));
        comments.add("COMMENT ON COLUMN " + column + " IS " + meaning);
      } else {
        table = what;
        comments.add("COMMENT ON TABLE " + table + " IS " + meaning);
      }
    }
    for (Map.Entry<String, List<String>> entry : columns.entrySet()) {
      statement.execute(
          "CREATE TABLE " + entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")");
    }
    for (String comment : comments) {
      statement.execute(comment);
    }
    statement.execute(
        "INSERT INTO comparison VALUES ('%s', '%s')"
            .formatted(FORMAT, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Refuses a database that is not a comparison's, or of another format. */
  static void checkFormat(DuckDBConnection connection, Path directory) throws SQLException {
    Path file = ComparisonDatabase.file(directory);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'store' AND table_name"
                  + " IN ('comparison', 'networks', 'tags', 'layers', 'trials')")) {
        row.next();
        if (row.getInt(1) != 5) {
          throw new UnusableInputException(
              "%s was not made by Stratigraph. Nothing in it was changed.".formatted(file));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT format FROM comparison")) {
        String format = row.next() ? row.getString(1) : "not given";
        if (!FORMAT.equals(format)) {
          throw new UnusableInputException(
              "%s has format %s, and this version of Stratigraph works with %s. Use the version that made it."
                  .formatted(file, format, FORMAT));
        }
      }
    }
  }

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
