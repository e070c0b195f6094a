package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;

/** A comparison that another process writes, read meanwhile, and the process killed. */
@Timeout(120)
class ComparisonKillTest {
  @TempDir private Path folder;

  @Test
  void isReadWhileItGrowsAndLosesNothingWhenItsWriterIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path path = folder.resolve("run");
    int stored = 0;
    for (int kill = 0; kill < 3; kill++) {
      Process child =
          new ProcessBuilder(ComparisonWriter.command(folder.resolve("tmp"), path))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("open");
        assertThatThrownBy(() -> ComparisonDirectory.open(path))
            .isInstanceOf(UnusableInputException.class)
            .hasMessageContaining("pid " + child.pid());
        int until = stored + 1 + random.nextInt(4);
        while (stored < until) {
          stored = Integer.parseInt(out.readLine()) + 1;
          check(path, stored);
        }
        child.toHandle().destroyForcibly();
        stored = lastOf(out, stored);
      } finally {
        child.toHandle().destroyForcibly();
        child.waitFor();
      }
      stored = check(path, stored);
    }
  }

  /** What is still in the pipe; the last line may have been cut by the kill. */
  private static int lastOf(BufferedReader out, int stored) throws IOException {
    int last = stored;
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      last = Math.max(last, Integer.parseInt(line));
    }
    return last;
  }

  /** Whole networks in order, at least as many as were reported. */
  private static int check(Path path, int stored) {
    List<MeasuredNetwork> networks = ComparisonDirectory.read(path).networks();
    assertThat(networks.size()).isGreaterThanOrEqualTo(stored);
    assertThat(networks)
        .isEqualTo(
            IntStream.range(0, networks.size()).mapToObj(ComparisonWriter::network).toList());
    return networks.size();
  }
}
