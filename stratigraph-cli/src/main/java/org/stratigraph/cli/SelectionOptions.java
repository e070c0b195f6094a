package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.Selection;
import picocli.CommandLine.Option;

/** Which networks of a comparison a command is about. */
final class SelectionOptions {
  @Option(
      names = "--without",
      paramLabel = "ID|category:NAME",
      description = "Leave out a network, or all of a category. Repeatable.")
  List<String> without = List.of();

  @Option(
      names = "--all",
      description =
          "Keep networks whose accuracy is not known. Without it they are left out where others"
              + " have theirs, so that all numbers are of the same networks.")
  boolean all;

  /**
   * The networks to take.
   *
   * @throws org.stratigraph.UnusableInputException if {@code --without} names nothing, or leaves
   *     nothing
   */
  Selection of(Comparison comparison) {
    return (all ? Selection.all(comparison) : Selection.byDefault(comparison)).without(without);
  }
}
