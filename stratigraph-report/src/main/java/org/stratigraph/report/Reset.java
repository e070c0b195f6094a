package org.stratigraph.report;

import org.stratigraph.scene.Label;

/** What the kinds of resets do, for people. */
final class Reset {
  private Reset() {}

  /**
   * Half a sentence that follows "Each layer in turn lost what it had learned".
   *
   * @param reset as on the command line
   */
  static String inWords(String reset) {
    return switch (reset) {
      case "random" -> "its weights were drawn anew at random, as before training";
      case "initial" -> "its weights were put back to what they were when training began";
      case "zero" -> "its weights were set to zero";
      case "shuffle" -> "its weights were shuffled";
      case "gaussian" ->
          "its weights were replaced by normal noise of the same mean and standard deviation";
      default ->
          reset.startsWith("from:")
              ? "its weights were replaced by those of another file"
              : "its weights were replaced (" + Label.of(reset, 60) + ")";
    };
  }
}
