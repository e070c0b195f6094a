package org.stratigraph.cli;

import java.util.Optional;
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
}
