package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engines would tell their makers, and keep until they can, is not even collected. */
class SilenceIT {
  @TempDir private Path folder;

  private CliRun run(List<String> wrapper, String... more) throws Exception {
    Path network = SmallNetwork.in(folder);
    Path home = Files.createDirectories(folder.resolve("home"));
    List<String> command = new ArrayList<>(wrapper);
    // Telemetry is silent in continuous integration, which these tell of.
    command.addAll(List.of("env", "-u", "ORT_DISABLE_TELEMETRY", "-u", "CI"));
    command.addAll(List.of("-u", "GITHUB_ACTIONS", "-u", "TF_BUILD"));
    command.add(Launched.launcher().toString());
    command.addAll(List.of("criticality", network.toString(), "--data", "builtin:shapes"));
    command.addAll(List.of("--preprocess", "shapes", "--images", "4", "--trials", "1"));
    command.addAll(List.of("--layers", "conv1", "--accept-baseline"));
    command.addAll(List.of(more));
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "XDG_CACHE_HOME", home.toString());
    return Launched.finish(folder, Launched.start(folder, environment, command)).assertDone();
  }

  @Test
  void nothingIsSentOrKeptToBeSent() throws Exception {
    Strace.require(folder);
    Path log = folder.resolve("calls");
    run(List.of("strace", "-f", "-qq", "-e", "trace=connect,openat", "-o", log.toString()));
    List<String> calls = Files.readAllLines(log);
    assertThat(calls).anyMatch(call -> call.contains("libonnxruntime"));
    assertThat(calls)
        .noneMatch(call -> call.contains("connect(") && call.contains("AF_INET"))
        .noneMatch(call -> call.contains("/etc/machine-id"));
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(name -> name.contains("Microsoft") || name.contains("onnxruntime"));
    }
  }
}
