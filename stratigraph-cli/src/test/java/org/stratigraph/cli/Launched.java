package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs of the program in a process of its own. */
final class Launched {
  private Launched() {}

  static Path launcher() {
    return Path.of(System.getProperty("stratigraph.launcher"));
  }

  /** Starts a command in a folder, with its output going to the files out and err there. */
  static Process start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // A test must not start a build of what is being tested.
    builder.environment().put("STRATIGRAPH_NO_BUILD", "1");
    // Nor leave a key in the home of who runs it.
    builder
        .environment()
        .put("XDG_STATE_HOME", folder.resolve("state").toAbsolutePath().toString());
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  static CliRun run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return finish(folder, start(folder, environment, List.of(command)));
  }

  static CliRun finish(Path folder, Process process) throws IOException, InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "The program did not end: " + Files.readString(folder.resolve("err")));
    }
    return new CliRun(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }
}
