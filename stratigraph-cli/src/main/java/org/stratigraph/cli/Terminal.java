package org.stratigraph.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes. Results go to {@code out}; progress, notes and errors go to {@code err}.
 *
 * @param out for results
 * @param err for everything else
 * @param outIsTerminal whether a person sees {@code out} directly
 * @param errIsTerminal whether a person sees {@code err} directly, so that a line can be redrawn
 * @param unicode whether more than ASCII can be shown
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean unicode) {

  /**
   * The streams of this process. The launcher says by system properties whether they are terminals;
   * without it they are taken for plain files.
   */
  static Terminal ofProcess() {
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Boolean.getBoolean("stratigraph.terminal.out"),
        Boolean.getBoolean("stratigraph.terminal.err"),
        Boolean.getBoolean("stratigraph.unicode"));
  }

  /** Streams that nobody watches, such as files. */
  static Terminal plain(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, false, true);
  }

  /** Writes one line beside the results. */
  void note(String text) {
    err.println(OneLine.of(text));
    err.flush();
  }

  /** Writes one error line, marked with the program's name. */
  void error(String text) {
    note("stratigraph: " + text);
  }
}
