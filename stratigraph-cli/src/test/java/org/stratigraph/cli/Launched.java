package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs of the program in a process of its own. */
final class Launched {
  private Launched() {}

  static Path launcher() {
    return Path.of(System.getProperty("stratigraph.launcher"));
  }

  /** The program's words with the launcher before them. */
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(arguments);
    return command;
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

  /** Waits until a command that measures has measured something. */
  static void untilUnderWay(Path folder, Process process) throws IOException, InterruptedException {
    untilSaid(folder, " %,", process);
  }

  /**
   * Waits for words on standard error.
   *
   * @param words a regular expression
   */
  static void untilSaid(Path folder, String words, Process process)
      throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(words, Pattern.DOTALL);
    long deadline = System.nanoTime() + 150_000_000_000L;
    while (!wanted.matcher(Files.readString(folder.resolve("err"))).find()) {
      assertThat(process.isAlive()).as("ended before it had said %s", words).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** Sends a signal, such as INT. */
  static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
