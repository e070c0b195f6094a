package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are done again. */
class ReproduceCommandTest {
  @TempDir private static Path folder;

  private static Path network;
  private static Path run;

  @BeforeAll
  static void measure() {
    network = SmallNetwork.in(folder.resolve("network"));
    run = folder.resolve("run");
    measure(network, run, "--trials", "2", "--threads", "2", "--images", "120");
  }

  private static void measure(Path network, Path run, String... options) {
    List<String> command = CliRun.onShapes("criticality", network, "--run", run.toString());
    command.addAll(List.of(options));
    CliRun.of(command).assertDone();
  }

  private static CliRun reproduce(Path run, String... options) {
    List<String> command = new ArrayList<>(List.of("reproduce", run.toString()));
    command.addAll(List.of(options));
    return CliRun.of(command.toArray(String[]::new));
  }

  private static Path copied(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    Files.copy(run.resolve("run.duckdb"), copy.resolve("run.duckdb"));
    return copy;
  }

  private static void change(Path run, String sql) throws SQLException {
    String database = "jdbc:duckdb:" + run.resolve("run.duckdb");
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theSameMachineGivesTheSameBits() throws IOException {
    Path json = folder.resolve("differences.json");
    CliRun again = reproduce(run, "--json", json.toString()).assertDone();
    assertThat(again.out())
        .contains("The same: all 22 layers and the untouched network, to the last bit.")
        .contains("layer1.0.conv1", "to the last bit")
        .doesNotContain("NaN", "Plan");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("format").asText()).isEqualTo("stratigraph.reproduction/1");
    assertThat(result.get("same_bits").asBoolean()).isTrue();
    assertThat(result.get("layers")).hasSize(22);
    assertThat(result.at("/layers/3/largest/loss").asDouble(-1)).isZero();
    assertThat(result.at("/provenance/then/threads").asText()).isEqualTo("2");
    assertThat(kept()).isEmpty();
  }

  /** Repetitions in the folder of runs that nobody named; other tests may have left runs there. */
  private static List<Path> kept() throws IOException {
    Path runs = Path.of(".stratigraph");
    if (!Files.exists(runs)) {
      return List.of();
    }
    try (var files = Files.walk(runs)) {
      return files.filter(file -> file.getFileName().toString().contains("reproduce-")).toList();
    }
  }

  @Test
  void theOptionsOfTheRunAreItsOwn() throws IOException {
    Path data = ShapeFolder.make(folder.resolve("images of 猫"), 60);
    Path list = folder.resolve("list.txt");
    try (var files = Files.walk(data)) {
      List<String> lines =
          files
              .filter(Files::isRegularFile)
              .map(file -> data.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(".png"))
              .sorted()
              .map(name -> name + " " + name.charAt("class".length()))
              .toList();
      Files.write(list, lines);
    }
    Path other = folder.resolve("other");
    List<String> command = new ArrayList<>(List.of("criticality", network.toString()));
    command.addAll(List.of("--data", data.toString(), "--list", list.toString()));
    command.addAll(List.of("--preprocess", "shapes", "--mean", "0.4,0.5,0.6"));
    command.addAll(List.of("--layers", "layer3.*", "--layers", "!*.conv2", "--kinds", "conv,norm"));
    command.addAll(List.of("--reset", "gaussian", "--seed", "-7", "--trials", "2", "--plain"));
    command.addAll(List.of("--accept-baseline", "--skip-bad-images", "--run", other.toString()));
    CliRun.of(command.toArray(String[]::new)).assertDone();
    assertThat(reproduce(other).assertDone().out()).contains("to the last bit.");
  }

  @Test
  void anotherNumberOfThreadsGivesTheSame() {
    assertThat(reproduce(run, "--threads", "1", "--tolerance", "0").assertDone().out())
        .contains("Then threads 2, now 1.");
  }

  @Test
  void anotherNetworkIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(network);
    bytes[bytes.length / 2] ^= 1;
    Path other = Files.write(folder.resolve("other.onnx"), bytes);
    reproduce(run, "--model", other.toString())
        .assertRefused("cannot be done again with " + other, "network (sha256)", "--model FILE");
  }

  @Test
  void otherImagesAreRefused() throws IOException {
    Path data = ShapeFolder.make(folder.resolve("other images"), 130);
    reproduce(run, "--data", data.toString()).assertRefused("images (sha256)", "--data PATH");
  }

  @Test
  void aNetworkThatMovedIsAskedForAndTaken() throws IOException {
    Path place = SmallNetwork.in(folder.resolve("here"));
    Path moved = folder.resolve("moved");
    measure(place, moved, "--trials", "1", "--images", "30", "--layers", "fc");
    Path there = Files.move(place, folder.resolve("there.onnx"));
    reproduce(moved).assertUnusable(place.toString(), "the network of the run in", "--model FILE");
    assertThat(reproduce(moved, "--model", there.toString()).assertDone().out())
        .contains("The same: all 1 layers");
  }

  @Test
  void imagesThatMovedAreAskedFor() throws SQLException, IOException {
    Path elsewhere = copied("moved images");
    change(
        elsewhere,
        "UPDATE identity SET value = replace(value, 'builtin:shapes', '/nowhere/images') WHERE part"
            + " = 'arguments'");
    reproduce(elsewhere).assertUnusable("/nowhere/images, the images of the run in", "--data PATH");
    reproduce(elsewhere, "--data", "builtin:shapes").assertDone();
  }

  @Test
  void whatDiffersIsShownAndEndsWithOne() throws SQLException, IOException {
    Path altered = copied("altered");
    // A number of the stored result is moved by about 0.01, as another machine never would.
    change(
        altered,
        "UPDATE result SET json = regexp_replace(json, '\"cosine\" : 0\\.[0-9]', '\"cosine\" : 0.0')");
    CliRun again = reproduce(altered);
    assertThat(again.status()).as(again.err()).isEqualTo(1);
    assertThat(again.out()).contains("Not the same: 1 of 22 layers differ by more than 1e-04.");
  }

  @Test
  void optionsOfAStrangerDoNothing() throws SQLException, IOException {
    Path strange = copied("strange");
    Path victim = Files.writeString(folder.resolve("victim"), "kept");
    Path arguments = Files.writeString(folder.resolve("arguments"), network.toString());
    change(
        strange,
        "UPDATE identity SET value = '[\"@%s\",\"--data\",\"builtin:shapes\"]' WHERE part = 'arguments'"
            .formatted(arguments));
    reproduce(strange).assertUnusable("@" + arguments, "does not exist");
    change(
        strange,
        "UPDATE identity SET value = '[\"%s\",\"--data\",\"builtin:shapes\",\"--preprocess\",\"shapes\",\"--images\",\"120\",\"--trials\",\"2\",\"--json\",\"%s\"]' WHERE part = 'arguments'"
            .formatted(network, victim));
    reproduce(strange).assertDone();
    assertThat(victim).hasContent("kept");
    change(strange, "UPDATE identity SET value = '[\"--no-such\"]' WHERE part = 'arguments'");
    reproduce(strange).assertUnusable("options that this version does not know");
    change(strange, "UPDATE identity SET value = '{' WHERE part = 'arguments'");
    reproduce(strange).assertUnusable("does not say how it was made");
    change(strange, "DELETE FROM identity WHERE part = 'arguments'");
    reproduce(strange).assertUnusable("early version");
  }

  @Test
  void whatIsNoFinishedCriticalityRunIsRefused() throws SQLException, IOException {
    reproduce(folder.resolve("nothing")).assertUnusable("is not a folder");
    reproduce(folder.resolve("network")).assertUnusable("is not a run directory");
    reproduce(network).assertUnusable("is a file", "give the run directory");
    Path unfinished = copied("unfinished");
    change(unfinished, "UPDATE run SET status = 'running'");
    reproduce(unfinished).assertUnusable("is not finished");
    Path training = Files.createDirectories(folder.resolve("training"));
    Files.writeString(training.resolve("training.json"), "{}");
    reproduce(training).assertUnusable("a run of 'training'", "weight-change");
    reproduce(run, "--tolerance", "-1").assertUnusable("--tolerance -1.0 must be at least 0");
    reproduce(run, "--json", folder.resolve("no/where.json").toString())
        .assertUnusable("--json", "does not exist");
  }
}
