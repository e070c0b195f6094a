package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The program as a child process whose system calls on a run directory are counted, fail or are its
 * last, with strace: the faults are the system's, and nothing in the program knows of them.
 */
final class Strace {
  /** All that changes a file. */
  private static final String CHANGES =
      "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,rename,renameat2,unlink";

  private static final Pattern CALL =
      Pattern.compile("(\\d+) +(" + CHANGES.replace(',', '|') + ")\\(.*");

  private final Path folder;

  private Strace(Path folder) {
    this.folder = folder;
  }

  /**
   * Strace, working in a folder. Skips the test, with a message, where it is missing or may not be
   * used.
   */
  static Strace require(Path folder) throws InterruptedException {
    try {
      Process process = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start();
      boolean usable = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
      Assumptions.assumeTrue(usable, "SKIPPED: strace may not be used here");
    } catch (IOException e) {
      Assumptions.abort("SKIPPED: strace is missing, which makes system calls fail");
    }
    return new Strace(folder);
  }

  /**
   * How often a run changes its files, by the name of the call; of the thread that does it most,
   * for strace counts by threads.
   */
  Map<String, Integer> count(Path run, List<String> program) throws Exception {
    Path log = folder.resolve("strace.log");
    run(run, log, List.of(), program).assertDone();
    Map<String, Integer> calls = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        calls.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
      }
    }
    Map<String, Integer> most = new HashMap<>();
    calls.forEach((call, times) -> most.merge(call.split(" ")[1], times, Math::max));
    return most;
  }

  /**
   * Runs the program with a fault at the n-th call of a kind.
   *
   * @param fault {@code signal=KILL}, {@code error=ENOSPC}
   * @param when {@code 3} for the third call, {@code 3+} for it and all after it
   * @param program the launcher and its arguments
   */
  CliRun fault(Path run, String call, String fault, String when, List<String> program)
      throws Exception {
    return run(
        run,
        folder.resolve("strace.log"),
        List.of("-e", "inject=" + call + ":" + fault + ":when=" + when),
        program);
  }

  private CliRun run(Path run, Path log, List<String> fault, List<String> program)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
    command.addAll(List.of("-o", log.toString()));
    for (String file : List.of("run.duckdb", "run.duckdb.wal", "run.duckdb.new", "run.lock")) {
      command.addAll(List.of("-P", run.resolve(file).toString()));
    }
    command.addAll(List.of("-P", run.toString(), "-e", "trace=" + CHANGES));
    command.addAll(fault);
    command.addAll(program);
    return Launched.finish(folder, Launched.start(folder, Map.of(), command));
  }
}
