package org.stratigraph.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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

  /**
   * Gives a command once more, in a process that has this one's terminal and follows it ({@link
   * Isolated}). A crash there writes nothing of its own.
   *
   * @param arguments of the program
   */
  static Process isolated(List<String> arguments) throws IOException {
    List<String> flags =
        List.of("-D" + Isolated.PROPERTY + "=true", "-XX:+SuppressFatalErrorMessage");
    List<String> command = new ArrayList<>(program());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    if (command.size() == 1) {
      environment.put("STRATIGRAPH_NO_BUILD", "1");
      String given = environment.getOrDefault("STRATIGRAPH_JAVA_OPTS", "");
      environment.put("STRATIGRAPH_JAVA_OPTS", given + " " + String.join(" ", flags));
    } else {
      command.addAll(1, ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(1, flags);
    }
    command.addAll(arguments);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
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
