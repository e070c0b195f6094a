package org.stratigraph.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readers of the program on the files of a list, in a process with little memory. Prints a line for
 * each: file, command, status, milliseconds, errors, all in one line between tabs. A command that
 * takes too long ends the process.
 */
final class HostileSweep {
  /** Generous: most take some milliseconds. */
  private static final int MOST_SECONDS = 30;

  private static final int TOO_LONG = 99;

  /** A cell that a spreadsheet would compute. */
  private static final Pattern FORMULA = Pattern.compile("(^|,)\"?[=@\t]", Pattern.MULTILINE);

  private static final Set<String> EXPECTED =
      Set.of("net.onnx", "sound.tar", "labels.npy", "out", ".stratigraph", "state");

  private HostileSweep() {}

  /**
   * Runs them.
   *
   * @param arguments the list of files, one a line with the commands to try behind it, between
   *     tabs; the folder to work in
   */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[1]);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      List<String> tried = List.of(line.split("\t"));
      String file = tried.get(0);
      Map<String, List<String>> commands = HostileCorpus.commands(file, work);
      commands.keySet().retainAll(tried);
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        empty(work.resolve("out"));
        String head = file + "\t" + command.getKey() + "\t";
        ScheduledFuture<?> alarm =
            watch.schedule(() -> tooLong(out, head), MOST_SECONDS, TimeUnit.SECONDS);
        long start = System.nanoTime();
        CliRun run = CliRun.of(command.getValue().toArray(String[]::new));
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        alarm.cancel(true);
        String said = run.err().replace('\t', ' ').strip().replace("\n", "\\n");
        out.println(
            head
                + run.status()
                + "\t"
                + milliseconds
                + "\t"
                + controls(run)
                + unescaped(work)
                + said);
        out.flush();
      }
    }
    watch.shutdownNow();
    System.exit(0);
  }

  private static void tooLong(PrintStream out, String head) {
    out.println(head + "too long\t\t");
    out.flush();
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              out.println("\t\t\t\t" + thread);
              for (StackTraceElement frame : frames) {
                out.println("\t\t\t\t  " + frame);
              }
            });
    out.flush();
    Runtime.getRuntime().halt(TOO_LONG);
  }

  /** What a terminal would obey. */
  private static String controls(CliRun run) {
    String all = run.out() + run.err();
    boolean obeyed =
        all.codePoints().anyMatch(c -> c != '\n' && Character.getType(c) == Character.CONTROL)
            || all.indexOf('\u202e') >= 0;
    return obeyed ? "CONTROLS " : "";
  }

  /** What a browser or a spreadsheet would run, and files that nobody asked for. */
  private static String unescaped(Path work) throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> all = Files.walk(work.resolve("out"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".html") && Files.readString(file).contains("<script>alert")
            || name.endsWith(".csv") && FORMULA.matcher(Files.readString(file)).find()) {
          found.append("UNESCAPED in ").append(name).append(' ');
        }
      }
    }
    try (Stream<Path> all = Files.list(work)) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> !EXPECTED.contains(name))
          .forEach(name -> found.append("UNEXPECTED file ").append(name).append(' '));
    }
    return found.toString();
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
