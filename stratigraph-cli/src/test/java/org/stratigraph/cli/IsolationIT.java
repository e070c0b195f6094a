package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.TensorProto;

/** A network that takes the engine's process along ends in one line. */
class IsolationIT {
  @TempDir private Path folder;

  private List<String> criticality(Path network, String... more) {
    List<String> command = CliRun.onShapes("criticality", network, more);
    command.addAll(List.of("--images", "400", "--trials", "8"));
    return Launched.command(command);
  }

  private CliRun run(Path network, String... more) throws Exception {
    return Launched.finish(folder, Launched.start(folder, Map.of(), criticality(network, more)));
  }

  /**
   * A network of ten scores whose last node divides the smallest whole number by -1, where both are
   * computed from the image: no check can know. ONNX Runtime looks for zeros, but the quotient is
   * one too large for a whole number, and the processor traps.
   */
  private Path dividesTooFar() throws Exception {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(SmallNetwork.in(folder)));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    String scores = graph.getOutput(0).getName();
    graph.addNode(OnnxMessages.node("Sub", "nothing", scores, scores));
    graph.addNode(OnnxMessages.cast("zero", "nothing", 7));
    graph.addInitializer(whole("least", Long.MIN_VALUE)).addInitializer(whole("one", 1));
    graph.addNode(OnnxMessages.node("Add", "dividend", "zero", "least"));
    graph.addNode(OnnxMessages.node("Sub", "divisor", "zero", "one"));
    graph.addNode(OnnxMessages.node("Div", "crash", "dividend", "divisor"));
    graph.addNode(OnnxMessages.cast("answer", "crash", 1));
    graph.setOutput(0, graph.getOutput(0).toBuilder().setName("answer"));
    return Files.write(
        folder.resolve("crash.onnx"), model.toBuilder().setGraph(graph).build().toByteArray());
  }

  private static TensorProto whole(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(7)
        .addDims(1)
        .addInt64Data(value)
        .build();
  }

  @Test
  void aNetworkThatCrashesTheEngineEndsInOneLine() throws Exception {
    assumeTrue(
        System.getProperty("os.arch").matches("amd64|x86_64"),
        "SKIPPED: only Intel's processors trap such a division");
    CliRun run = run(dividesTooFar());
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("stratigraph: ")))
        .singleElement()
        .asString()
        .contains("The engine crashed", "crash.onnx", "export the network again");
    assertThat(run.out() + run.err()).doesNotContain("fatal error", "hs_err", "\tat ", "Exception");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hs_err") || name.startsWith("core"));
    }
  }

  @Test
  void whatWasMeasuredBeforeTheCrashIsKept() throws Exception {
    Path network = SmallNetwork.in(folder);
    Process process =
        Launched.start(folder, Map.of(), criticality(network, "--run", "run", "--json", "a.json"));
    ProcessHandle engine = underWay(process);
    Launched.signal(engine, "SEGV");
    CliRun crashed = Launched.finish(folder, process);
    assertThat(crashed.status()).as(crashed.err()).isEqualTo(1);
    assertThat(crashed.err()).contains("The engine crashed", "is kept; the same command goes on");
    CliRun second = run(network, "--run", "run", "--json", "a.json").assertDone();
    assertThat(second.err()).contains("Going on with run");
    run(network, "--json", "b.json", "--no-isolate").assertDone();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(folder.resolve("a.json").toFile()).get("layers"))
        .isEqualTo(json.readTree(folder.resolve("b.json").toFile()).get("layers"));
  }

  /** As the system does when its memory runs out. */
  @Test
  void aProcessThatIsKilledIsSaidWithWhatHelps() throws Exception {
    Process process = Launched.start(folder, Map.of(), criticality(SmallNetwork.in(folder)));
    underWay(process).destroyForcibly();
    CliRun killed = Launched.finish(folder, process);
    assertThat(killed.status()).as(killed.err()).isEqualTo(1);
    assertThat(killed.err()).contains("was killed", "--memory");
  }

  /** Nothing may go on by itself when who started it is gone. */
  @Test
  void theTwoProcessesEndTogether() throws Exception {
    Process process = Launched.start(folder, Map.of(), criticality(SmallNetwork.in(folder)));
    ProcessHandle engine = underWay(process);
    process.destroyForcibly().waitFor();
    engine.onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(engine.isAlive()).isFalse();
  }

  /** Waits until something was measured, and gives the process that measures. */
  private ProcessHandle underWay(Process process) throws Exception {
    Launched.untilUnderWay(folder, process);
    Optional<ProcessHandle> child = process.children().findFirst();
    assertThat(child).isPresent();
    return child.get();
  }
}
