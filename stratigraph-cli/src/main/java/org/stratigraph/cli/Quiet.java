package org.stratigraph.cli;

import java.io.PrintWriter;
import java.io.Writer;

/** Terminals that show nothing, or less. */
final class Quiet {
  private Quiet() {}

  /** One that shows nothing. */
  static Terminal terminal() {
    return Terminal.plain(nowhere(), nowhere());
  }

  /** One that shows progress, notes and errors, and no results. */
  static Terminal withoutResults(Terminal terminal) {
    return new Terminal(
        nowhere(), terminal.err(), false, terminal.errIsTerminal(), terminal.unicode());
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(Writer.nullWriter());
  }
}
