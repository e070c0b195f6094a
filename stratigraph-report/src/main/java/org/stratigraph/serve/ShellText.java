package org.stratigraph.serve;

import java.util.stream.Collectors;
import org.stratigraph.store.RunCommand;

/** Commands as a person pastes them into a shell. */
final class ShellText {
  private ShellText() {}

  /**
   * A command with its folder, for POSIX shells. Control characters are left out: a pasted line
   * feed would run what stands before it.
   */
  static String of(RunCommand command) {
    return "cd "
        + quoted(command.folder().toString())
        + " && stratigraph "
        + command.arguments().stream().map(ShellText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "");
    return line.matches("[A-Za-z0-9_./:=,@%+-]+") ? line : "'" + line.replace("'", "'\\''") + "'";
  }
}
