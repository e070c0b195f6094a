package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.criticality.Measurement;

/**
 * A program that measures made-up cells into a run directory and prints each one's number once it
 * is stored. Started by tests as a process of its own, to be killed or to run out of disk.
 */
final class RunWriter {
  static final RunIdentity IDENTITY = Samples.identity("network", "ab12", "seed", "0");

  private static final int CHUNK = 50;

  private RunWriter() {}

  /** The cell of that number. */
  static Measurement cell(int cell, int images) {
    return Samples.measurement("fc", cell, cell / CHUNK, images);
  }

  /** Checks that the first cells are stored, bit for bit. */
  static void check(RunDirectory run, int cells, int images) {
    for (int cell = 0; cell < cells; cell++) {
      assertThat(run.measurement("fc", cell, cell / CHUNK)).contains(cell(cell, images));
    }
  }

  /**
   * Arguments: directory, number of cells, images a cell, what to do at the end; or directory and
   * the milliseconds for which to read it.
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 2) {
      RunFiles files = RunFiles.inspect(Path.of(arguments[0]));
      RunDatabase.read(files, connection -> hold(Long.parseLong(arguments[1])));
      return;
    }
    int images = Integer.parseInt(arguments[2]);
    try (RunDirectory run = RunDirectory.open(Path.of(arguments[0]), IDENTITY)) {
      System.out.println("open");
      for (int cell = 0; cell < Integer.parseInt(arguments[1]); cell++) {
        if (run.measurement("fc", cell, cell / CHUNK).isEmpty()) {
          run.record(cell(cell, images));
        }
        System.out.println(cell);
      }
      if (arguments[3].equals("hang")) {
        Thread.sleep(Long.MAX_VALUE);
      }
    } catch (UncheckedIOException e) {
      System.out.println("failed: " + e.getMessage());
      System.exit(3);
    }
  }

  private static String hold(long millis) {
    System.out.println("reading");
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  /** The command that reads a run and keeps its database open for a while. */
  static List<String> reader(Path temporary, Path run, long millis) throws IOException {
    List<String> command = command(temporary, run, 0, 0, "");
    List<String> program = command.subList(0, command.size() - 4);
    program.addAll(List.of(run.toString(), "" + millis));
    return program;
  }

  /** The command that starts it; DuckDB unpacks its library into the given folder. */
  static List<String> command(Path temporary, Path run, int cells, int images, String end)
      throws IOException {
    Files.createDirectories(temporary);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(RunWriter.class.getName());
    command.addAll(List.of(run.toString(), "" + cells, "" + images, end));
    return command;
  }
}
