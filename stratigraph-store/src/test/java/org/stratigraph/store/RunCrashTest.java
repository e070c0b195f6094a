package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state in which kill -9 can leave a run directory: at each boundary of a run the files as
 * they are then, and between two boundaries the files with a part of the bytes that the second one
 * writes. Each of them opens, holds all that was recorded before, and goes on to the same result.
 */
class RunCrashTest {
  private static final int CELLS = 4;
  private static final int IMAGES = 60;
  private static final String LOG = "run.duckdb.wal";

  @TempDir private static Path folder;

  /** The files at each boundary, by what was done last. */
  private static final Map<String, Path> BOUNDARIES = new LinkedHashMap<>();

  /** How many cells a boundary has, in the same order. */
  private static final List<Integer> RECORDED = new ArrayList<>();

  private static String whole = "";

  @BeforeAll
  static void runAndTakeCopies() throws IOException {
    Path path = Files.createDirectory(folder.resolve("run"));
    boundary(path, "the directory", 0);
    RunLock.acquire(path).close();
    boundary(path, "the lock", 0);
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      boundary(path, "the database", 0);
      run.record(Samples.untouched(0, IMAGES));
      boundary(path, "the untouched network", 0);
      for (int cell = 0; cell < CELLS; cell++) {
        run.record(RunWriter.cell(cell, IMAGES));
        boundary(path, "cell " + cell, cell + 1);
      }
      run.finish(Samples.result());
      boundary(path, "the result", CELLS);
    }
    boundary(path, "the end", CELLS);
    whole = RunDirectory.readDocument(path);
  }

  private static void boundary(Path path, String name, int recorded) throws IOException {
    BOUNDARIES.put(name, FolderCopy.of(path, folder.resolve("at " + name)));
    RECORDED.add(recorded);
  }

  @Test
  void killedAtEveryBoundaryItGoesOnToTheSame() throws IOException {
    int number = 0;
    for (Map.Entry<String, Path> boundary : BOUNDARIES.entrySet()) {
      Path killed =
          FolderCopy.of(boundary.getValue(), folder.resolve("killed after " + boundary.getKey()));
      assertGoesOn(killed, boundary.getKey(), RECORDED.get(number++));
    }
    assertThat(number).isEqualTo(CELLS + 6);
  }

  @Test
  void killedInTheMiddleOfEveryWriteItGoesOnToTheSame() throws IOException {
    List<String> names = List.copyOf(BOUNDARIES.keySet());
    int tried = 0;
    for (int i = names.indexOf("the database") + 1; i < names.indexOf("the end"); i++) {
      Path before = BOUNDARIES.getOrDefault(names.get(i - 1), folder);
      byte[] old =
          Files.exists(before.resolve(LOG)) ? Files.readAllBytes(before.resolve(LOG)) : new byte[0];
      byte[] now = Files.readAllBytes(BOUNDARIES.getOrDefault(names.get(i), folder).resolve(LOG));
      assertThat(now).as("the log grows").hasSizeGreaterThan(old.length);
      for (int length : cuts(old.length, now.length)) {
        String name = names.get(i) + ", " + (length - old.length) + " bytes of it";
        Path torn = FolderCopy.of(before, folder.resolve("torn " + name));
        Files.write(torn.resolve(LOG), Arrays.copyOf(now, length));
        // What was recorded before is all there; the write in hand may be, where it was complete.
        assertGoesOn(torn, name, RECORDED.get(i - 1));
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(50);
  }

  /** Lengths between the two, at both ends byte by byte. */
  private static TreeSet<Integer> cuts(int from, int to) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int edge : new int[] {1, 2, 7, 8, 9}) {
      cuts.add(Math.min(to, from + edge));
      cuts.add(Math.max(from, to - edge));
    }
    for (int part = 1; part < 4; part++) {
      cuts.add(from + (to - from) * part / 4);
    }
    return cuts;
  }

  @Test
  void killedWhileTheDatabaseIsMadeItIsMadeAnew() throws IOException {
    byte[] database =
        Files.readAllBytes(BOUNDARIES.getOrDefault("the database", folder).resolve("run.duckdb"));
    for (int length : cuts(0, database.length)) {
      Path unborn = Files.createDirectory(folder.resolve("unborn " + length));
      Files.write(unborn.resolve("run.duckdb.new"), Arrays.copyOf(database, length));
      assertGoesOn(unborn, length + " bytes of a new database", 0);
    }
  }

  private static void assertGoesOn(Path path, String killed, int recorded) {
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      assertThat(run.recorded()).as(killed).isBetween(recorded, Math.min(recorded + 1, CELLS));
      RunWriter.check(run, run.recorded(), IMAGES);
      if (run.untouched(0).isEmpty()) {
        run.record(Samples.untouched(0, IMAGES));
      }
      for (int cell = run.recorded(); cell < CELLS; cell++) {
        run.record(RunWriter.cell(cell, IMAGES));
      }
      RunWriter.check(run, CELLS, IMAGES);
      run.finish(Samples.result());
    }
    assertThat(RunDirectory.readDocument(path)).as(killed).isEqualTo(whole);
  }
}
