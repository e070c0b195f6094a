package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.serve.Workshop.Offer;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.RunCommand;
import org.stratigraph.store.RunList;

/** What the page makes of runs, without the page. */
class ServeCommandTest {
  @TempDir private Path folder;
  private final ServedRuns runs = new ServedRuns();
  private Path network = Path.of("");

  @BeforeEach
  void network() {
    network = SmallNetwork.in(folder);
  }

  private ListedRun measured(String name, String... more) {
    List<String> command = CliRun.onShapes("criticality", network, "--images", "20");
    command.addAll(List.of("--trials", "2", "--run", folder.resolve("runs/" + name).toString()));
    command.addAll(List.of(more));
    CliRun.of(command).assertDone();
    return RunList.of(folder.resolve("runs")).look().stream()
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RunCommand command(String... arguments) {
    return new RunCommand(List.of(arguments), folder, 1, Optional.empty(), true);
  }

  @Test
  void whatIsNoFolderOrNoPortIsOneLine() {
    CliRun.of("serve", folder.resolve("absent").toString()).assertUnusable("is not a folder");
    CliRun.of("serve", folder.toString(), "--port", "65536").assertUnusable("--port 65536");
  }

  @Test
  void everyFigureThatIsOfferedCanBeDrawn() {
    List<ListedRun> two = List.of(measured("a"), measured("b", "--seed", "1"));
    List<Offer> offers = runs.figures(two);
    assertThat(offers)
        .extracting(Offer::name)
        .containsExactly(
            "heatmap", "paired", "delta", "trial-sd", "accuracy", "stages", "operators");
    for (Offer offer : offers) {
      Map<String, String> first = new java.util.HashMap<>();
      offer.options().forEach(option -> first.put(option.name(), option.values().get(0)));
      assertThat(runs.figure(offer.name(), two, first).marks()).as(offer.name()).isNotEmpty();
    }
    assertThatThrownBy(() -> runs.figure("autotune", two, Map.of()))
        .isInstanceOf(UnusableInputException.class);
  }

  @Test
  void everyFileThatIsOfferedCanBeMade() throws Exception {
    ListedRun one = measured("a");
    assertThat(runs.data(List.of(one)))
        .containsExactly("layers.csv", "trials.csv", "summary.json", "result.json");
    for (String name : runs.data(List.of(one))) {
      assertThat(runs.data(name, List.of(one)).content()).isNotEmpty();
    }
    assertThatThrownBy(() -> runs.data("training.json", List.of(one)))
        .isInstanceOf(UnusableInputException.class);
  }

  @Test
  void aLesionRunIsDrawnFromItsDirectory() {
    List<String> command = CliRun.onShapes("lesion", network, "--images", "20", "--draws", "2");
    command.addAll(List.of("--run", folder.resolve("runs/lesion").toString()));
    CliRun.of(command).assertDone();
    List<ListedRun> run = RunList.of(folder.resolve("runs")).look();
    assertThat(run.get(0).kind()).isEqualTo(ListedRun.Kind.LESION);
    assertThat(runs.figures(run)).extracting(Offer::name).containsExactly("lesion");
    assertThat(runs.figure("lesion", run, Map.of()).marks()).isNotEmpty();
    assertThat(runs.data(run)).containsExactly("result.json");
    assertThat(runs.figures(List.of(run.get(0), measured("a")))).isEmpty();
  }

  @Test
  void aReportIsThatOfTheCommand() {
    assertThat(runs.report(List.of(measured("a")))).startsWith("<!DOCTYPE html>").contains("conv1");
  }

  /** The options may stand before the network. */
  @Test
  void theNetworkIsTheOneThatTheCommandNamed() {
    ListedRun run = measured("a");
    RunCommand own = command("criticality", "--data", "builtin:shapes", "demo-network.onnx");
    assertThat(runs.network(run, Optional.of(own))).contains("layer1.0.conv1", "Criticality");
  }

  @Test
  void aNetworkThatNobodyProvablyNamedIsNotOpened() {
    ListedRun run = measured("a");
    assertThatThrownBy(() -> runs.network(run, Optional.empty()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("not proven");
    assertThatThrownBy(
            () -> runs.network(run, Optional.of(command("study", "mine.yaml", "--run", "x"))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aNetworkThatChangedSinceIsSaid() throws Exception {
    ListedRun run = measured("a");
    Path other = folder.resolve("other.onnx");
    byte[] bytes = Files.readAllBytes(network);
    Files.write(other, bytes);
    // A later description of the same network: a field of ONNX's doc_string, appended.
    Files.write(other, new byte[] {0x32, 0x01, 'x'}, java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(
            () ->
                runs.network(run, Optional.of(command("criticality", "other.onnx", "--data", "x"))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("has changed");
  }
}
