package org.stratigraph.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This program, to be started once more. */
final class OwnProgram {
  private OwnProgram() {}

  /**
   * Starts a command in a process of its own, without a shell and without input.
   *
   * @param arguments of the program
   * @param folder where it is given
   * @param log gets results, progress and errors, after what is there
   */
  static Process start(List<String> arguments, Path folder, Path log) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    // It must be the build that runs now.
    environment.put("STRATIGRAPH_NO_BUILD", "1");
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }

  /** The launcher that started this process; without one, this Java with this class path. */
  private static List<String> program() throws IOException {
    String launcher = System.getProperty("stratigraph.launcher", "");
    if (!launcher.isEmpty()) {
      return List.of(launcher);
    }
    Optional<String> java = ProcessHandle.current().info().command();
    return List.of(
        java.orElseThrow(() -> new IOException("the system does not say where Java is")),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }
}
