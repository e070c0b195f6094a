package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.RunDirectory;

class StudyCommandTest extends FakeTrainings {
  private static final String REST =
      """
      data: {path: builtin:shapes, images: 20, preprocess: shapes}
      protocol: {trials: 2, layers: ["layer3*"], accept-baseline: true}
      """;

  private static final String TRAINED =
      """
        - id: trained
          train: {arch: resnet8-cifar, path: builtin:shapes-train, images: 40, epochs: 2}
      """;

  private void write(String networks, String rest) throws IOException {
    Files.writeString(folder.resolve("study.yaml"), "networks:\n" + networks + rest);
  }

  private CliRun study(String... more) {
    return study(FAKE, new StringWriter(), more);
  }

  private CliRun study(TrainingTools tools, StringWriter err, String... more) {
    List<String> arguments = new ArrayList<>(List.of("study", path("study.yaml")));
    arguments.addAll(List.of("--run", path("out")));
    arguments.addAll(List.of(more));
    return run(tools, err, arguments.toArray(String[]::new));
  }

  private List<String> statuses() throws IOException {
    List<String> statuses = new ArrayList<>();
    json("out/study.json")
        .path("networks")
        .forEach(row -> statuses.add(row.path("id").asText() + " " + row.path("status").asText()));
    return statuses;
  }

  private CriticalityResult result(String id) {
    return RunDirectory.readResult(folder.resolve("out/networks").resolve(id));
  }

  @Test
  void goesOnAfterANetworkThatCannotBeMeasuredAndListsIt() throws IOException {
    Path network = SmallNetwork.in(folder);
    Files.copy(network, folder.resolve("other.onnx"));
    Files.writeString(folder.resolve("broken.onnx"), "not a network");
    write(
        """
          - {id: first, file: demo-network.onnx, category: baseline}
          - {id: missing, file: not-there.onnx}
          - {id: broken, file: broken.onnx}
          - {id: last, file: other.onnx, accuracy: 0.25}
        """,
        REST);
    CliRun run = study();
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("Measured 2 of 4 networks.", "Not measured:")
        .containsPattern("missing: .*not-there.onnx: there is no such file")
        .containsPattern("broken: .*broken.onnx")
        .containsPattern("first +baseline ")
        .containsPattern("last +- +25.00 %");
    assertThat(run.err()).contains("[1 of 4] first", "[4 of 4, about ").doesNotContain("\tat ");
    assertThat(statuses())
        .containsExactly("first measured", "missing failed", "broken failed", "last measured");
    Comparison table = Comparisons.read(List.of(folder.resolve("out")));
    assertThat(table.networks().stream().map(MeasuredNetwork::id)).containsExactly("first", "last");
    assertThat(table.networks().get(0).category()).contains("baseline");
    assertThat(table.networks().get(1).accuracy()).hasValue(0.25);
    // The same numbers as the command for one network gives.
    List<String> command = CliRun.onShapes("criticality", network, "--images", "20");
    command.addAll(List.of("--trials", "2", "--layers", "layer3*", "--accept-baseline"));
    command.addAll(List.of("--run", path("alone")));
    CliRun.of(command).assertDone();
    CriticalityResult alone = RunDirectory.readResult(folder.resolve("alone"));
    assertThat(alone.layers()).isNotEmpty();
    assertThat(result("first").layers()).isEqualTo(alone.layers());
    assertThat(result("first").measurements()).isEqualTo(alone.measurements());
    // Once it is mended, only what is not done is done.
    Files.copy(network, folder.resolve("not-there.onnx"));
    Files.copy(network, folder.resolve("broken.onnx"), StandardCopyOption.REPLACE_EXISTING);
    CliRun again = study().assertDone();
    assertThat(again.out()).contains("Measured 4 of 4 networks.");
    assertThat(run("summary", path("out")).assertDone().out()).contains("first", "missing", "last");
    assertThat(again.err())
        .contains("Measured missing: ", "Measured broken: ")
        .doesNotContain("Measured first: ", "Measured last: ");
  }

  @Test
  void measuresAgainWhatIsNotTheSameAnyMore() throws IOException {
    SmallNetwork.in(folder);
    write("  - {id: a, file: demo-network.onnx}\n", REST);
    study().assertDone();
    assertThat(study().assertDone().err()).doesNotContain("Measured a: ");
    write("  - {id: a, file: demo-network.onnx}\n", REST.replace("trials: 2", "trials: 3"));
    assertThat(study().assertDone().err()).contains("Measured a: ");
    assertThat(result("a").protocol().trials()).isEqualTo(3);
    write(
        "  - {id: a, file: demo-network.onnx}\n", REST.replace("trials: 2", "trials: 2, seed: 5"));
    CliRun refused = study();
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("was made with", "seed 0, not 5");
  }

  @Test
  void filesThatWereWrittenAnewAreLookedAtAgain() throws IOException {
    SmallNetwork.in(folder);
    Path images = images();
    write(
        "  - {id: a, file: demo-network.onnx}\n",
        """
        data: {path: images, preprocess: shapes}
        protocol: {trials: 2, layers: ["layer3*"], accept-baseline: true}
        """);
    study().assertDone();
    assertThat(study().assertDone().err()).doesNotContain("Measured a: ");
    Files.setLastModifiedTime(images, FileTime.from(Instant.EPOCH));
    assertThat(study().assertDone().err()).contains("Measured a: ");
    // Other images cannot be gone on with.
    Files.copy(images.resolve("class1/0.png"), images.resolve("class0/1.png"));
    Files.setLastModifiedTime(images, FileTime.from(Instant.EPOCH.plusSeconds(1)));
    CliRun refused = study();
    assertThat(refused.status()).as(refused.err()).isEqualTo(1);
    assertThat(refused.out()).contains("was made with images (sha256)");
    assertThat(statuses()).containsExactly("a failed");
  }

  @Test
  void trainsWhatIsToBeTrained() throws IOException {
    write(TRAINED, REST + "name: Trained ones\n");
    CliRun run = study();
    assertThat(run.status()).as(run.err() + run.out()).isZero();
    assertThat(folder.resolve("out/trained/trained/network.onnx")).exists();
    assertThat(run.out()).contains("Measured 1 of 1 networks.");
    CliRun again = study().assertDone();
    assertThat(again.err()).doesNotContain("is complete already", "Measured trained: ");
  }

  @Test
  void aTrainingThatDivergesIsListed() throws IOException {
    SmallNetwork.in(folder);
    write(
        TRAINED.replace(
                "epochs: 2", "epochs: 2, lr: 1e30, schedule: constant, optimizer: 'sgd:momentum=0'")
            + "  - {id: a, file: demo-network.onnx}\n",
        REST);
    CliRun run = study();
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).contains("Measured 1 of 2 networks.", "trained: The loss became");
    assertThat(statuses()).containsExactly("trained failed", "a measured");
  }

  @Test
  void interruptedItGoesOnWithTheSameCommand() throws IOException {
    SmallNetwork.in(folder);
    write("  - {id: a, file: demo-network.onnx}\n" + TRAINED, REST);
    StringWriter err = new StringWriter();
    CliRun stopped = study(new Troubled(new ControlC(err)), err);
    assertThat(stopped.status()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.err()).contains("goes on with the same command");
    assertThat(statuses()).containsExactly("a measured", "trained waiting");
    CliRun second = study().assertDone();
    assertThat(second.err()).contains("which holds epoch 1 of 2").doesNotContain("Measured a: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"format\"", "{}", "\0\0\0\0"})
  void aDamagedStudyFileIsMovedAwayByTheUserAndNothingIsLost(String damage) throws IOException {
    SmallNetwork.in(folder);
    write("  - {id: a, file: demo-network.onnx}\n", REST);
    study().assertDone();
    CriticalityResult before = result("a");
    Path file = folder.resolve("out/study.json");
    Files.writeString(file, damage);
    CliRun refused = study();
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(file + " cannot be used", "Move it away");
    assertThat(file).hasContent(damage);
    Files.move(file, folder.resolve("aside.json"));
    study().assertDone();
    assertThat(statuses()).containsExactly("a measured");
    // Of the same measurements.
    assertThat(result("a").measurements()).isEqualTo(before.measurements());
  }

  @Test
  void aDryRunTellsTheCostAndWritesNothing() throws IOException {
    SmallNetwork.in(folder);
    write(
        "  - {id: a, file: demo-network.onnx}\n"
            + "  - {id: gone, file: gone.onnx}\n"
            + "  - {zoo: tv_resnet50}\n"
            + TRAINED,
        REST);
    CliRun run = study("--dry-run", "--cache", path("cache")).assertDone();
    // 6 convolutions and a projection would be 7 for stage 3; two draws of each, twenty images.
    assertThat(run.out())
        .containsPattern("(?m)^a +[0-9]+ +[0-9]+ +[0-9.]+ s$")
        .containsPattern("(?m)^gone +cannot be used ")
        .containsPattern("(?m)^tv_resnet50 +to be downloaded +\\? +\\? +\\?$")
        .containsPattern("(?m)^trained +to be trained +\\? +\\? +[0-9.]+ s \\+ \\?$")
        .contains("4 networks, about ", "for 2 of them");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void aNetworkOfTheZooThatIsNotHereIsListed() throws IOException {
    CliRun run =
        run(
            "study",
            "builtin:paper-resnet50",
            "--data",
            "builtin:shapes",
            "--images",
            "10",
            "--offline",
            "--cache",
            path("cache"),
            "--run",
            path("out"));
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("Measured 0 of 51 networks.")
        .containsPattern("tv_resnet50 is not in .*'stratigraph zoo fetch tv_resnet50' gets it");
  }

  @Test
  void whatIsWrongForAllIsSaidOnce() throws IOException {
    run("study", "builtin:paper-resnet50", "--run", path("out")).assertUnusable("--data PATH");
    SmallNetwork.in(folder);
    write("  - {id: a, file: demo-network.onnx}\n", "data: {path: gone}\n");
    study().assertUnusable("gone", "there is no such file or folder of images");
    study("--data", "builtin:shapes", "--images", "0").assertUnusable("--images 0");
    write("  - {id: a, file: demo-network.onnx}\n", REST + "protocoll: {}\n");
    study().assertUnusable("unknown key 'protocoll'; did you mean 'protocol'?");
    assertThat(folder.resolve("out")).doesNotExist();
    write("  - {id: a, file: demo-network.onnx}\n", REST);
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/letter.txt"), "Dear");
    study().assertUnusable("holds files, but no study");
  }

  @Test
  void idsThatAreNoFolderNamesGetOne() throws IOException {
    SmallNetwork.in(folder);
    write("  - {id: '../<b>=cmd', file: demo-network.onnx}\n", REST);
    study().assertDone();
    try (var folders = Files.list(folder.resolve("out/networks"))) {
      assertThat(folders.map(f -> f.getFileName().toString()))
          .singleElement()
          .asString()
          .matches("b-cmd-[0-9a-f]{10}");
    }
  }

  /** The study in docs/study.md does what the page says. */
  @Test
  void theStudyOfTheDocumentationRuns() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "study.md"));
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    // With fewer images, so that the test is quick.
    String text =
        block.group(1).replace("images: 2000", "images: 40").replace("images: 200", "images: 10");
    Files.writeString(folder.resolve("study.yaml"), text);
    CliRun run = study();
    assertThat(run.status()).as(run.err() + run.out()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^standard +baseline ")
        .containsPattern("(?m)^Adversarial training +adversarial_training ");
  }

  @Test
  void listsTheZoo() throws IOException {
    CliRun list = run("zoo", "list", "--cache", path("cache")).assertDone();
    assertThat(list.out())
        .containsPattern("(?m)^tv_resnet50 +baseline +76.15 % +download.pytorch.org +known +no$")
        .contains("51 networks");
    CliRun json = run("zoo", "list", "--json").assertDone();
    JsonNode networks = new ObjectMapper().readTree(json.out()).path("networks");
    assertThat(networks).hasSize(51);
    assertThat(networks.get(0).at("/files/0/sha256").asText()).isEqualTo("19c8e357");
    assertThat(networks.get(0).path("accuracy").asDouble()).isCloseTo(0.7615, within(1e-12));
    run("zoo").assertUnusable("zoo list", "zoo fetch");
    run("zoo", "fetch", "tv_resnet5").assertUnusable("did you mean 'tv_resnet50'?");
  }

  @Test
  void helpTeaches() {
    assertThat(run("study", "--help").assertDone().out())
        .contains("my-study.yaml", "--dry-run", "builtin:paper-resnet50", "networks:");
    assertThat(run("zoo", "--help").assertDone().out()).contains("zoo fetch", "zoo list");
    assertThat(run("zoo", "fetch", "--help").assertDone().out()).contains("--cache", "ID");
  }
}
