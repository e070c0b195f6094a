package org.stratigraph.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Processes that see file systems of their own, mounted for them and gone with them: a disk that is
 * full, a folder that is read-only for root too.
 */
final class OwnMounts {
  private OwnMounts() {}

  /**
   * The command that gives a script to a shell which may mount. Skips the test, with a message,
   * where that is not allowed.
   *
   * @param script for sh, with the arguments as $1 and so on
   */
  static List<String> command(String script, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", mayMount("-m") ? "-m" : "-rm"));
    Assumptions.assumeTrue(
        command.contains("-m") || mayMount("-rm"),
        "SKIPPED: no file system may be mounted here, not even for one process (unshare -rm)");
    command.addAll(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    return command;
  }

  private static boolean mayMount(String option) throws Exception {
    String probe = "mount -t tmpfs -o size=64k none /mnt";
    try {
      Process process =
          new ProcessBuilder("unshare", option, "sh", "-c", probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
