package org.stratigraph.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.Images;

/**
 * The tables {@code measurements} and {@code untouched}: one row a completed cell, with sums rather
 * than means so that cells merge, and NULL for NaN.
 */
final class MeasurementTables {
  /** The columns of an {@link Agreement}, in the order in which they are stored and read. */
  private static final String AGREEMENT =
      "cosines, l1_sum, l2_sum, same_argmax, labelled, top1_correct, top5_correct, loss_sum";

  private static final int AGREEMENT_COLUMNS = 8;

  private static final String AGREEMENT_TYPES =
      """
      images INTEGER NOT NULL, cosines FLOAT[] NOT NULL, l1_sum DOUBLE, l2_sum DOUBLE,
      same_argmax BIGINT NOT NULL, labelled BIGINT NOT NULL, top1_correct BIGINT NOT NULL,
      top5_correct BIGINT NOT NULL, loss_sum DOUBLE\
      """;

  private final DuckDBConnection connection;

  MeasurementTables(DuckDBConnection connection) {
    this.connection = connection;
  }

  /**
   * Creates the tables. They have no primary key: DuckDB's index makes each commit five times as
   * slow, and the one writer knows what it has stored.
   */
  static void create(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE measurements (layer VARCHAR NOT NULL, trial INTEGER NOT NULL, chunk INTEGER"
            + " NOT NULL, "
            + AGREEMENT_TYPES
            + ")");
    statement.execute(
        "CREATE TABLE untouched (chunk INTEGER NOT NULL, "
            + AGREEMENT_TYPES
            + ", probabilities DOUBLE[] NOT NULL, directions DOUBLE[] NOT NULL, predictions"
            + " BIGINT[] NOT NULL, uniform_cosine DOUBLE, skipped_ids VARCHAR[] NOT NULL,"
            + " skipped_reasons VARCHAR[] NOT NULL)");
    comment(
        statement,
        "TABLE measurements",
        "One row a layer, trial and chunk of images: the network with that layer reset against the"
            + " untouched one. Sums and counts over the chunk's images; divide by images (or by"
            + " labelled) for means.");
    comment(
        statement,
        "TABLE untouched",
        "One row a chunk of images: the predictions of the untouched network.");
    for (String table : List.of("measurements", "untouched")) {
      String column = "COLUMN " + table + ".";
      comment(
          statement,
          column + "cosines",
          "Cosine similarity of the two softmax outputs of each image, in image order");
      comment(statement, column + "l1_sum", "Sum of L1 distances of the softmax outputs");
      comment(statement, column + "l2_sum", "Sum of L2 distances of the softmax outputs");
      comment(statement, column + "same_argmax", "Images whose most probable class is unchanged");
      comment(statement, column + "labelled", "Images with a label; the next columns count these");
      comment(statement, column + "loss_sum", "Sum of cross-entropies in nats");
    }
  }

  private static void comment(Statement statement, String what, String text) throws SQLException {
    statement.execute("COMMENT ON " + what + " IS " + DuckDb.literal(text));
  }

  /** Appends a row and commits it; three times as fast as INSERT where the lists are long. */
  void insert(Measurement measurement) throws SQLException {
    try (DuckDBAppender row = connection.createAppender("measurements")) {
      row.beginRow();
      row.append(measurement.layer()).append(measurement.trial()).append(measurement.chunk());
      append(row, measurement.agreement());
      row.endRow();
      row.flush();
    }
  }

  /** Appends a row and commits it. */
  void insert(Untouched untouched) throws SQLException {
    try (DuckDBAppender row = connection.createAppender("untouched")) {
      row.beginRow();
      row.append(untouched.chunk());
      append(row, untouched.agreement());
      DuckDb.append(row, untouched.probabilities());
      DuckDb.append(row, untouched.directions());
      row.append(untouched.predictions());
      DuckDb.append(row, untouched.uniformCosine());
      row.append(untouched.skipped().stream().map(Images.Skipped::id).toList());
      row.append(untouched.skipped().stream().map(Images.Skipped::reason).toList());
      row.endRow();
      row.flush();
    }
  }

  private static void append(DuckDBAppender row, Agreement agreement) throws SQLException {
    row.append(agreement.images());
    DuckDb.append(row, agreement.cosines());
    DuckDb.append(row, agreement.l1());
    DuckDb.append(row, agreement.l2());
    row.append(agreement.sameArgmax()).append(agreement.labelled());
    row.append(agreement.top1()).append(agreement.top5());
    DuckDb.append(row, agreement.loss());
  }

  /** The cells of a layer, by trial and then by chunk. */
  List<Measurement> ofLayer(String layer) throws SQLException {
    try (PreparedStatement select = select("layer = ?")) {
      select.setString(1, layer);
      return measurements(select);
    }
  }

  /** The cells of a chunk. */
  List<Measurement> ofChunk(int chunk) throws SQLException {
    try (PreparedStatement select = select("chunk = ?")) {
      select.setInt(1, chunk);
      return measurements(select);
    }
  }

  private PreparedStatement select(String condition) throws SQLException {
    return connection.prepareStatement(
        "SELECT "
            + AGREEMENT
            + ", layer, trial, chunk FROM measurements WHERE "
            + condition
            + " ORDER BY trial, chunk");
  }

  private static List<Measurement> measurements(PreparedStatement select) throws SQLException {
    List<Measurement> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        int next = 1 + AGREEMENT_COLUMNS;
        found.add(
            new Measurement(
                row.getString(next), row.getInt(next + 1), row.getInt(next + 2), agreement(row)));
      }
    }
    return found;
  }

  Optional<Untouched> untouched(int chunk) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + AGREEMENT
                + ", probabilities, directions, predictions, uniform_cosine, skipped_ids,"
                + " skipped_reasons FROM untouched WHERE chunk = ?")) {
      select.setInt(1, chunk);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        int next = 1 + AGREEMENT_COLUMNS;
        double[] probabilities = DuckDb.doubles(row.getArray(next++));
        double[] directions = DuckDb.doubles(row.getArray(next++));
        long[] predictions = DuckDb.longs(row.getArray(next++));
        double uniformCosine = DuckDb.number(row, next++);
        Object[] ids = (Object[]) row.getArray(next++).getArray();
        Object[] reasons = (Object[]) row.getArray(next).getArray();
        List<Images.Skipped> skipped = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
          skipped.add(new Images.Skipped((String) ids[i], (String) reasons[i]));
        }
        return Optional.of(
            new Untouched(
                chunk,
                agreement(row),
                probabilities,
                directions,
                predictions,
                uniformCosine,
                skipped));
      }
    }
  }

  /** The names of all stored cells; the hashes make DuckDB read and check every value. */
  List<Cell> cells() throws SQLException {
    List<Cell> cells = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT layer, trial, chunk, hash(COLUMNS(*)) FROM measurements")) {
      while (row.next()) {
        cells.add(new Cell(row.getString(1), row.getInt(2), row.getInt(3)));
      }
    }
    return cells;
  }

  /** The chunks on which the untouched network was run; reads every value too. */
  List<Integer> chunks() throws SQLException {
    List<Integer> chunks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT chunk, hash(COLUMNS(*)) FROM untouched")) {
      while (row.next()) {
        chunks.add(row.getInt(1));
      }
    }
    return chunks;
  }

  private static Agreement agreement(ResultSet row) throws SQLException {
    return new Agreement(
        DuckDb.floats(row.getArray(1)),
        DuckDb.number(row, 2),
        DuckDb.number(row, 3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        DuckDb.number(row, 8));
  }

  /** The name of one measurement. */
  record Cell(String layer, int trial, int chunk) {
    static Cell of(Measurement measurement) {
      return new Cell(measurement.layer(), measurement.trial(), measurement.chunk());
    }
  }
}
