package org.stratigraph.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the work may take of the machine. */
class MachineOptions extends DeviceOptions {
  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.Converter.class,
      description = "Use about SIZE of memory in all, such as 2g. Default: half of the machine's.")
  Optional<MemorySize> memory = Optional.empty();

  /** The memory that the work may take, in bytes. */
  final MemorySize memoryBudget() {
    return memory.orElseGet(() -> new MemorySize(machineMemory() / 2));
  }

  /** Of this machine, or of the container that this is run in. */
  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 4L << 30;
  }
}
