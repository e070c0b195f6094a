package org.stratigraph.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Option;

/** What the work may take of the machine. */
final class MachineOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Use N processor cores. Default: all.")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.Converter.class,
      description = "Use about SIZE of memory in all, such as 2g. Default: half of the machine's.")
  Optional<MemorySize> memory = Optional.empty();

  @Option(
      names = "--plain",
      description =
          "Evaluate the whole network for each reset. Slow; gives the same numbers, as a check.")
  boolean plain;

  /**
   * The number of threads.
   *
   * @throws UnusableInputException if it is not positive, or beyond all machines
   */
  int threadCount() {
    return threadCount(threads);
  }

  /**
   * The number of threads for a value of {@code --threads}.
   *
   * @throws UnusableInputException if it is not positive, or beyond all machines
   */
  static int threadCount(Optional<Integer> threads) {
    int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (count < 1 || count > 1024) {
      throw new UnusableInputException("--threads " + count + " must be from 1 to 1024.");
    }
    return count;
  }

  /** The memory that the work may take, in bytes. */
  MemorySize memoryBudget() {
    return memory.orElseGet(() -> new MemorySize(machineMemory() / 2));
  }

  /** Of this machine, or of the container that this is run in. */
  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 4L << 30;
  }
}
