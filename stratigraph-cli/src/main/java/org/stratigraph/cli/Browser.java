package org.stratigraph.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stratigraph.scene.Markup;

/** The user's browser. */
final class Browser {
  private Browser() {}

  /**
   * Opens a link, by way of a file that only the user can read: other users of the machine see the
   * arguments of every process. What does not work is said and changes nothing.
   */
  static void open(URI link, Terminal terminal) {
    try {
      // Temporary files are for their owner only.
      Path file = Files.createTempFile("stratigraph-", ".html");
      file.toFile().deleteOnExit();
      Markup page = new Markup();
      page.verbatim("<!DOCTYPE html>")
          .open("meta", "http-equiv", "refresh", "content", "0;url=" + link);
      Files.writeString(file, page.close().toString());
      new ProcessBuilder(command(file))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      terminal.note("Note: No browser could be started; open the link yourself.");
    }
  }

  private static List<String> command(Path file) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", file.toString());
    }
    return List.of(system.startsWith("mac") ? "open" : "xdg-open", file.toString());
  }
}
