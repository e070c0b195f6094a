package org.stratigraph.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;

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
}
