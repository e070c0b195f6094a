package org.stratigraph.cli;

import java.util.Objects;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether the engine gets a process of its own. */
final class IsolationOptions {
  private static final String MIXIN = "isolation";

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

  /** A command that takes these options behind its own. */
  static CommandLine with(Isolatable command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().addMixin(MIXIN, CommandSpec.forAnnotatedObject(new IsolationOptions()));
    return line;
  }

  /** What was said to such a command. */
  static IsolationOptions of(CommandSpec command) {
    return (IsolationOptions) Objects.requireNonNull(command.mixins().get(MIXIN)).userObject();
  }

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
