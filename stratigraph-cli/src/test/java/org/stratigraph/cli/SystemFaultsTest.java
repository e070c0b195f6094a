package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of the system under a criticality run in a process of its own: it says what happened, and
 * the same command then goes on to the same table.
 */
class SystemFaultsTest extends DisturbedRuns {
  /** Which calls change the files of an undisturbed run, and how often; asked for once. */
  private static final Map<String, Integer> CALLS = new HashMap<>();

  /** The program, started with options of the virtual machine. */
  private static List<String> process(List<String> options, Path run, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));
    command.add("-Djava.awt.headless=true");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(command(run, more));
    // The faults are to hit the process that has the run.
    command.add("--no-isolate");
    return command;
  }

  private static List<String> process(Path run) {
    return process(List.of(), run);
  }

  private static CliRun finish(List<String> command) throws Exception {
    return Launched.finish(folder, Launched.start(folder, Map.of(), command));
  }

  private static Map<String, Integer> calls(Strace strace) throws Exception {
    if (CALLS.isEmpty()) {
      Path run = folder.resolve("counted");
      CALLS.putAll(strace.count(run, process(run)));
    }
    return CALLS;
  }

  /** RunCrashTest tries every boundary; here the system is the real one. */
  @Test
  void killedBeforeAnyOfItsWritesItGoesOn() throws Exception {
    Strace strace = Strace.require(folder);
    Map<String, Integer> calls = calls(strace);
    assertThat(calls).containsKeys("write", "pwrite64", "rename");
    Map<String, List<Integer>> moments =
        Map.of(
            "write", List.of(8, calls.get("write")), "pwrite64", List.of(2), "rename", List.of(1));
    for (Map.Entry<String, List<Integer>> moment : moments.entrySet()) {
      for (int at : moment.getValue()) {
        Path run = folder.resolve("killed " + moment.getKey() + at);
        String fault = "killed before %s %d of %s".formatted(moment.getKey(), at, calls);
        CliRun killed =
            strace.fault(run, moment.getKey(), "signal=KILL", Integer.toString(at), process(run));
        assertThat(killed.status()).as(fault + killed.err()).isEqualTo(137);
        assertGoesOnToTheSame(run, fault);
      }
    }
  }

  /** From the given part of all calls of a kind on, each fails. */
  @ParameterizedTest
  @CsvSource({"write, EIO, 0.9", "fsync, EIO, 0.6", "rename, EACCES, 0"})
  void aFailingDiskStopsTheRunLoudlyAndLosesNothing(String call, String error, double part)
      throws Exception {
    Strace strace = Strace.require(folder);
    Integer count = calls(strace).get(call);
    Assumptions.assumeTrue(count != null, "SKIPPED: this system writes without " + call);
    Path run = folder.resolve(call + " " + error);
    String when = (int) (part * count) + 1 + "+";
    CliRun failed = strace.fault(run, call, "error=" + error, when, process(run));
    assertThat(failed.status()).as(failed.err()).isIn(1, 2);
    assertThat(lastLine(failed.err()))
        .startsWith("stratigraph: Cannot ")
        .contains(run.toString())
        .doesNotContain("Exception");
    assertGoesOnToTheSame(run, call + " " + error);
  }

  /** The database is made of 780 kilobytes, and its log takes 42 more until all is measured. */
  @ParameterizedTest
  @ValueSource(strings = {"64k", "800k", "820k"})
  void aDiskThatIsFullStopsTheRunAndGoesOnWhenThereIsRoom(String size) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk of " + size));
    Path run = disk.resolve("run");
    String script =
        """
        disk=$1 size=$2; shift 2
        mount -t tmpfs -o "size=$size" none "$disk" || exit 90
        "$@"
        echo "status $?" >&2
        mount -o remount,size=64m "$disk" || exit 91
        "$@" --json "$disk.json"
        """;
    List<String> arguments = new ArrayList<>(List.of(disk.toString(), size));
    arguments.addAll(process(run));
    CliRun both = finish(OwnMounts.command(script, arguments));
    String[] parts = both.err().split("status ", 2);
    assertThat(parts).as(both.err()).hasSize(2);
    assertThat(parts[1]).as(parts[0]).startsWith("2");
    assertThat(lastLine(parts[0]))
        .startsWith("stratigraph: Cannot ")
        .contains(run.toString(), "No space left on device");
    assertThat(both.status()).as(both.err()).isZero();
    assertSame(Path.of(disk + ".json"), "a disk of " + size);
  }

  @Test
  void aReadOnlyFolderIsRefusedBeforeAnyWork() throws Exception {
    Path place = Files.createDirectory(folder.resolve("read-only"));
    Path run = half("read-only/run");
    String script =
        """
        place=$1; shift
        mount --bind "$place" "$place" && mount -o remount,ro,bind "$place" || exit 90
        "$@"
        """;
    List<String> arguments = new ArrayList<>(List.of(place.toString()));
    arguments.addAll(process(run));
    CliRun refused = finish(OwnMounts.command(script, arguments));
    assertThat(refused.status()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .startsWith("stratigraph: Cannot ")
        .contains(run.toString());
    assertGoesOnToTheSame(run, "read-only");
  }

  /** Memory that runs out at the first image, and at other moments. */
  @Test
  void tooLittleMemoryStopsTheRunWithOneLine() throws Exception {
    int stopped = 0;
    for (String limit : List.of("-XX:MaxDirectMemorySize=4m", "-Xmx5m")) {
      Path run = folder.resolve("memory " + limit.replaceAll("\\W", ""));
      CliRun out = finish(process(List.of("-Xms2m", limit), run));
      if (out.status() != 0) {
        stopped++;
        assertThat(out.status()).as(out.err()).isIn(1, 2);
        assertThat(lastLine(out.err()))
            .startsWith("stratigraph: ")
            .contains("emory")
            .doesNotContain("Unexpected", "Exception");
      }
      assertGoesOnToTheSame(run, limit);
    }
    assertThat(stopped).as("limits that are too small").isPositive();
  }
}
