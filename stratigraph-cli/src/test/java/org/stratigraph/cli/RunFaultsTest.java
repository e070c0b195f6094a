package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of files under a criticality run. */
class RunFaultsTest extends DisturbedRuns {
  @Test
  void aFullDeviceForAResultIsToldAndTheRunKept() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
    Path run = folder.resolve("full device");
    CliRun full = run(run, "--json", "/dev/full");
    assertThat(full.status()).isEqualTo(2);
    assertThat(lastLine(full.err())).contains("/dev/full", "No space left");
    assertThat(assertGoesOnToTheSame(run, "full").err()).contains("which holds 14 measurements");
  }

  @Test
  void filesThatOnlyInformMayBeAnything() throws IOException {
    List<byte[]> damages =
        List.of(
            new byte[0],
            new byte[5000],
            "{\"format\"".getBytes(StandardCharsets.UTF_8),
            new byte[3 << 20]);
    List<String> names = List.of("progress.json", "command.json", "run.lock", "progress.json.new");
    for (int shift = 0; shift < 2; shift++) {
      Path run = half("informing " + shift);
      for (int i = 0; i < names.size(); i++) {
        Files.write(run.resolve(names.get(i)), damages.get((i + shift) % damages.size()));
      }
      assertThat(assertGoesOnToTheSame(run, "shift " + shift).err())
          .contains("Going on with " + run + ", which holds 7 measurements.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-01-01T00:00:00Z", "2099-12-31T23:59:59Z"})
  void aClockThatWasMovedChangesNothing(String then) throws Exception {
    Path run = half("clock " + then.substring(0, 4));
    try (Connection connection = connect(run);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET created = '" + then + "', finished = '" + then + "'");
    }
    Files.writeString(
        run.resolve("run.lock"),
        "pid %d on %s since %s%n".formatted(ProcessHandle.current().pid(), "here", then));
    Path progress = run.resolve("progress.json");
    Files.writeString(
        progress,
        Files.readString(progress)
            .replaceAll("\"(updated|started)\" : \"[^\"]*\"", "\"$1\" : \"" + then + "\""));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(then)));
      }
    }
    assertThat(assertGoesOnToTheSame(run, "clock").err()).contains("which holds 7 measurements");
  }

  private static Connection connect(Path run) throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + run.resolve("run.duckdb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeroed", "halved", "text"})
  void aDatabaseDamagedBeyondOpeningIsNamedAndLeftAlone(String damage) throws IOException {
    Path run = half("damaged " + damage);
    Path database = run.resolve("run.duckdb");
    byte[] bytes = Files.readAllBytes(database);
    Files.write(
        database,
        switch (damage) {
          case "zeroed" -> new byte[bytes.length];
          case "halved" -> Arrays.copyOf(bytes, bytes.length / 2);
          default -> "not a database".getBytes(StandardCharsets.UTF_8);
        });
    Map<String, String> before = contents(run);
    run(run).assertRefused(run.toString(), "damaged", "left as it is", "move the directory away");
    assertThat(contents(run)).isEqualTo(before);
    Files.move(run, folder.resolve("moved away " + damage));
    assertGoesOnToTheSame(run, damage);
  }

  private static Map<String, String> contents(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(f -> !f.endsWith("run.lock")).toList()) {
        contents.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
