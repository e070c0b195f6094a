package org.stratigraph.cli;

import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Option;

/** Whether the engine gets a process of its own. */
final class IsolationOptions {
  @Option(
      names = "--isolate",
      description =
          "Work in a process of its own, so that a network that crashes the engine ends in one line."
              + " Default: for networks that bring their own operators, as ONNX files do.")
  boolean always;

  @Option(
      names = "--no-isolate",
      description =
          "Work in one process, for networks that you trust; starts half a second sooner.")
  boolean never;

  /**
   * Whether to isolate.
   *
   * @param foreign whether operators come from a file
   * @throws UnusableInputException if both options are given
   */
  boolean decide(boolean foreign) {
    if (always && never) {
      throw new UnusableInputException("Give --isolate or --no-isolate, not both.");
    }
    return always || (foreign && !never);
  }
}
