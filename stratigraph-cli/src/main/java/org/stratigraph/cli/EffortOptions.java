package org.stratigraph.cli;

import picocli.CommandLine.Option;

/** What a sweep may take of the machine, and whether it may save work. */
final class EffortOptions extends MachineOptions {
  @Option(
      names = "--plain",
      description =
          "Evaluate the whole network for each reset. Slow; gives the same numbers, as a check.")
  boolean plain;
}
