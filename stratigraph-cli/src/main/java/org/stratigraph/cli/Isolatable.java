package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * A command that hands networks to an engine, which is native code; the program adds {@link
 * IsolationOptions} to its own.
 */
interface Isolatable {
  /** What the engine gets, where it is known from the command line. */
  List<Path> networks();

  /** Whether operators may come from a file, for a command that finds its networks later. */
  default boolean mayMeetForeign() {
    return false;
  }

  /** Whether what was done until a crash is kept, so that the same command goes on from there. */
  default boolean keeps() {
    return false;
  }
}
