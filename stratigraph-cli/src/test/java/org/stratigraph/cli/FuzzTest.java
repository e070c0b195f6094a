package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files of every format, damaged by chance with fixed seeds: each is read or refused with a
 * sentence, and nothing else is thrown. A failure names its format and seed. {@code -Pfuzz} looks
 * further, see docs/reliability.md.
 */
class FuzzTest {
  static final int SEEDS = 500;

  /** What a reader may take for a file of some kilobytes. */
  private static final long MOST_BYTES = 64 << 20;

  @TempDir private static Path folder;
  private static Map<String, FuzzFormat> formats = Map.of();

  @BeforeAll
  static void make() throws Exception {
    formats = FuzzFormat.all(folder);
  }

  static List<String> names() {
    return FuzzFormat.names();
  }

  @Test
  void everyFormatIsTried() {
    assertThat(formats.keySet()).containsExactlyElementsOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damagedFilesAreReadOrRefused(String name) throws Exception {
    FuzzFormat format = formats.get(name);
    assertThat(format.isRead()).as("the sound file is read").isTrue();
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      byte[] damaged = new FuzzMutator(seed).changed(format.sound());
      long before = memory.getCurrentThreadAllocatedBytes();
      try {
        refused += format.read(damaged) ? 0 : 1;
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        wrong.add("seed " + seed + ": " + e + " at " + e.getStackTrace()[0]);
      }
      long taken = memory.getCurrentThreadAllocatedBytes() - before;
      if (taken > MOST_BYTES) {
        wrong.add("seed " + seed + ": took " + taken + " bytes");
      }
    }
    assertThat(wrong).isEmpty();
    System.out.println("Fuzzed " + name + ": " + SEEDS + " seeds, " + refused + " refused");
  }
}
