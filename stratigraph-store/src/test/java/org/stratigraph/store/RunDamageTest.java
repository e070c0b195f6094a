package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;

/**
 * The damages of Lucene's MockDirectoryWrapper (delete, zero, half, flipped bit, truncate) to a run
 * that was interrupted with cells in the database and in its write-ahead log. Either the run is
 * refused and left as it is, or whatever it still holds is right.
 */
class RunDamageTest {
  private static final int CELLS = 60;
  private static final int IMAGES = 500;

  @TempDir static Path folder;

  private static Path interrupted;

  @BeforeAll
  static void interruptARun() throws IOException {
    Path path = folder.resolve("run");
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      record(run, 0, CELLS / 2);
    }
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      record(run, CELLS / 2, CELLS);
      // What a power cut would leave: every commit is in one of the files.
      interrupted = FolderCopy.of(path, folder.resolve("interrupted"));
    }
    assertThat(interrupted.resolve("run.duckdb.wal")).isNotEmptyFile();
    try (RunDirectory run =
        RunDirectory.open(
            FolderCopy.of(interrupted, folder.resolve("whole")), RunWriter.IDENTITY)) {
      assertThat(run.recorded()).isEqualTo(CELLS);
      RunWriter.check(run, CELLS, IMAGES);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run.duckdb, zero",
    "run.duckdb, half",
    "run.duckdb, truncate",
    "run.duckdb, delete",
    "run.duckdb.wal, zero",
    "run.duckdb.wal, half",
    "run.duckdb.wal, truncate",
    "run.duckdb.wal, delete",
  })
  void isRefusedOrRight(String file, String damage) throws IOException {
    Path path = FolderCopy.of(interrupted, folder.resolve(file + "-" + damage));
    Path damaged = path.resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    switch (damage) {
      case "zero" -> Files.write(damaged, new byte[bytes.length]);
      case "half" -> Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
      case "truncate" -> Files.write(damaged, new byte[0]);
      default -> Files.delete(damaged);
    }
    boolean refused = refusedOrRight(path, damage);
    if (file.equals("run.duckdb")) {
      assertThat(refused).as("the database itself is gone").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.duckdb", "run.duckdb.wal"})
  void isRefusedOrRightWithAFlippedBit(String file) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refusals = 0;
    for (int flip = 0; flip < 25; flip++) {
      Path path = FolderCopy.of(interrupted, folder.resolve(file + "-flip-" + flip));
      byte[] bytes = Files.readAllBytes(path.resolve(file));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(path.resolve(file), bytes);
      refusals += refusedOrRight(path, "seed " + seed + ", flip " + flip) ? 1 : 0;
    }
    assertThat(refusals).isPositive();
  }

  @Test
  void refusesADatabaseOfSomethingElse() throws IOException, SQLException {
    Path path = Files.createDirectory(folder.resolve("other"));
    try (Connection connection = DuckDb.open(path.resolve("run.duckdb"), false);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE identity (part VARCHAR)");
    }
    Map<String, Integer> before = contents(path);
    assertThatThrownBy(() -> RunDirectory.peek(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("was not made by Stratigraph");
    assertThat(contents(path)).isEqualTo(before);
  }

  @Test
  void refusesARunOfAnotherFormat() throws IOException, SQLException {
    Path path = FolderCopy.of(interrupted, folder.resolve("format"));
    try (Connection connection = DuckDb.open(path.resolve("run.duckdb"), false);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET format = 'stratigraph.run/2'");
    }
    assertThatThrownBy(() -> RunDirectory.open(path, RunWriter.IDENTITY))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("has format stratigraph.run/2, and this version");
  }

  @Test
  void aViewInTheDatabaseCannotReadOtherFiles() throws IOException, SQLException {
    Path path = FolderCopy.of(interrupted, folder.resolve("view"));
    Path secret = Files.writeString(folder.resolve("secret.json"), "{\"format\": \"secret\"}");
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH " + DuckDb.literal(path.resolve("run.duckdb").toString()));
      statement.execute("USE run");
      statement.execute("UPDATE run SET status = 'finished'");
      statement.execute(
          "CREATE VIEW result AS SELECT content AS json FROM read_text("
              + DuckDb.literal(secret.toString())
              + ")");
    }
    assertThatThrownBy(() -> RunDirectory.readResult(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("disabled by configuration");
  }

  @Test
  void continuesWhereTheCreationWasKilled() throws IOException {
    Path path = Files.createDirectory(folder.resolve("unborn"));
    Files.writeString(path.resolve("run.duckdb.new"), "half a database");
    Files.writeString(path.resolve("run.duckdb.new.wal"), "half a log");
    Files.writeString(path.resolve("run.lock"), "pid 1");
    assertThat(RunDirectory.peek(path)).isEmpty();
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      assertThat(run.recorded()).isZero();
    }
  }

  /** Whether it was refused. */
  private static boolean refusedOrRight(Path path, String description) throws IOException {
    Map<String, Integer> before = contents(path);
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      assertThat(run.recorded()).as(description).isBetween(0, CELLS);
      RunWriter.check(run, run.recorded(), IMAGES);
      return false;
    } catch (UnusableInputException e) {
      assertThat(e).as(description).hasMessageContaining(path.toString());
      assertThat(contents(path)).as(description).isEqualTo(before);
      return true;
    }
  }

  private static void record(RunDirectory run, int from, int to) {
    for (int cell = from; cell < to; cell++) {
      run.record(RunWriter.cell(cell, IMAGES));
    }
  }

  /** The hashes of all files but the lock's. */
  private static Map<String, Integer> contents(Path path) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("run.lock")) {
          contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }
}
