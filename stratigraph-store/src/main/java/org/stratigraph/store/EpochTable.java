package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.training.EpochRecord;

/** The table {@code epochs} in the {@code metrics.duckdb} of a training, open for writing. */
final class EpochTable implements AutoCloseable {
  private static final String COLUMNS =
      "epoch, phase, loss, accuracy, test_loss, test_accuracy, learning_rate, images, seconds";

  private final Path directory;
  private final DuckDBConnection connection;

  private EpochTable(Path directory, DuckDBConnection connection) {
    this.directory = directory;
    this.connection = connection;
  }

  /**
   * Opens the database, or makes it, and forgets epochs that were not kept whole.
   *
   * @param directory of the run, for messages
   * @param last the last epoch that counts; -1 for none
   * @throws UnusableInputException if the database is damaged
   */
  static EpochTable open(Path directory, Path database, int last) {
    try {
      if (!Files.exists(database)) {
        create(database);
      }
      DuckDBConnection connection = DuckDb.openToWrite(database);
      try (Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM epochs WHERE epoch > " + last);
        return new EpochTable(directory, connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      if (DuckDb.isRefusedBySystem(e)) {
        throw failed("open", directory, e);
      }
      throw new UnusableInputException(
          "The file %s is damaged, in use by another program, or was written by a newer DuckDB (%s). It holds only the figures of the epochs: close the other program, or move the file away to go on without them."
              .formatted(database, DuckDb.reason(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All epochs of a database in order, which is not changed.
   *
   * @throws UnusableInputException if it is damaged or in use by another process
   */
  static List<EpochRecord> read(Path directory, Path database) {
    try (DuckDBConnection connection = DuckDb.open(database, true)) {
      return new EpochTable(directory, connection).records();
    } catch (SQLException e) {
      throw new UnusableInputException(
          "The epochs in %s cannot be read: %s. Wait for the training to end, or give the file that train --json wrote."
              .formatted(database, DuckDb.reason(e)),
          e);
    }
  }

  /** Aside, then renamed: a kill at any moment leaves the database whole or not there. */
  private static void create(Path database) throws SQLException, IOException {
    Path unborn = database.resolveSibling(database.getFileName() + ".new");
    Files.deleteIfExists(unborn);
    Files.deleteIfExists(unborn.resolveSibling(unborn.getFileName() + ".wal"));
    try (DuckDBConnection connection = DuckDb.open(unborn, false);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE epochs (epoch INTEGER PRIMARY KEY, phase VARCHAR NOT NULL, loss DOUBLE, "
              + "accuracy DOUBLE, test_loss DOUBLE, test_accuracy DOUBLE, learning_rate DOUBLE, "
              + "images INTEGER NOT NULL, seconds DOUBLE NOT NULL)");
      statement.execute(
          "COMMENT ON TABLE epochs IS 'One row an epoch that is done, 0 for the initial weights. "
              + "loss and accuracy: of the training images while the weights moved; accuracies are "
              + "shares in [0,1]; NULL where there is no such figure.'");
      statement.execute("CHECKPOINT");
    }
    AtomicFile.flush(unborn);
    AtomicFile.move(unborn, database);
  }

  /** Adds an epoch; on return it is on disk. */
  void insert(EpochRecord record) {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO epochs (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setInt(1, record.epoch());
      insert.setString(2, record.phase());
      double[] figures = {
        record.loss(),
        record.accuracy(),
        record.testLoss(),
        record.testAccuracy(),
        record.learningRate()
      };
      for (int i = 0; i < figures.length; i++) {
        insert.setObject(3 + i, Double.isNaN(figures[i]) ? null : figures[i]);
      }
      insert.setInt(8, record.images());
      insert.setDouble(9, record.seconds());
      insert.execute();
    } catch (SQLException e) {
      throw failed("store into", directory, e);
    }
  }

  /** All epochs in order. */
  List<EpochRecord> records() {
    List<EpochRecord> records = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT " + COLUMNS + " FROM epochs ORDER BY epoch")) {
      while (row.next()) {
        records.add(
            new EpochRecord(
                row.getInt(1),
                row.getString(2),
                DuckDb.number(row, 3),
                DuckDb.number(row, 4),
                DuckDb.number(row, 5),
                DuckDb.number(row, 6),
                DuckDb.number(row, 7),
                row.getInt(8),
                row.getDouble(9)));
      }
      return List.copyOf(records);
    } catch (SQLException e) {
      throw failed("read from", directory, e);
    }
  }

  private static UncheckedIOException failed(String what, Path directory, SQLException e) {
    return new UncheckedIOException(
        "Cannot %s the run directory %s: %s.".formatted(what, directory, DuckDb.reason(e)),
        new IOException(e));
  }

  /** Closes; a failure to tidy up loses nothing that was stored. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // All is in the write-ahead log.
    }
  }
}
