package org.stratigraph.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;
import org.stratigraph.network.NetworkFile;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs a command once more in a process of its own if an engine is to evaluate operators that come
 * from a file. They were checked, but an engine is native code: one that crashes takes its process
 * along. This process then says so in one line; what was measured is in the run directory, where
 * each measurement is stored when it is made.
 *
 * <p>The other process has the same terminal. It gets signals through a pipe, one byte each, and
 * ends at once when the pipe does, so that killing this process kills both ({@link Isolated}).
 */
final class Isolation implements IExecutionStrategy {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** Statuses of processes that a signal ended, as Java gives them; others are the command's. */
  private static final Map<Integer, String> CRASHES =
      Map.of(
          128 + 4, "SIGILL",
          128 + 5, "SIGTRAP",
          128 + 6, "SIGABRT",
          128 + 7, "SIGBUS",
          128 + 8, "SIGFPE",
          128 + 9, "SIGKILL",
          128 + 11, "SIGSEGV",
          128 + 31, "SIGSYS");

  private static final int KILLED = 128 + 9;

  private final Terminal terminal;
  private final List<String> arguments;

  /** The status that the last signal asks for; 0 without one. */
  private volatile int asked;

  /**
   * A strategy for one command line.
   *
   * @param arguments as they were given
   */
  Isolation(Terminal terminal, List<String> arguments) {
    this.terminal = terminal;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult last = parsed;
    boolean help = asksForHelp(last);
    while (last.hasSubcommand()) {
      last = last.subcommand();
      help |= asksForHelp(last);
    }
    if (!help
        && last.commandSpec().userObject() instanceof Isolatable command
        && isIsolated(command, last.commandSpec())) {
      return inOwnProcess(command);
    }
    return new RunLast().execute(parsed);
  }

  private static boolean isIsolated(Isolatable command, CommandSpec spec) {
    try {
      return IsolationOptions.of(spec).decide(isForeign(command)) && !Isolated.isThisProcess();
    } catch (UnusableInputException e) {
      // Else picocli takes it for a mistake of ours.
      throw new ExecutionException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
  }

  private static boolean isForeign(Isolatable command) {
    return command.mayMeetForeign()
        || command.networks().stream().anyMatch(NetworkFile::bringsOperators);
  }

  private int inOwnProcess(Isolatable command) {
    try {
      Process process = OwnProgram.isolated(arguments);
      Map<Signal, SignalHandler> before = new LinkedHashMap<>();
      try (OutputStream pipe = process.getOutputStream()) {
        SIGNALS.forEach(name -> forward(name, pipe, before));
        return status(command, process.waitFor());
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        return ExitStatus.INTERRUPTED;
      } finally {
        before.forEach(Signal::handle);
      }
    } catch (IOException e) {
      terminal.error(
          "The process that evaluates the network cannot be started (%s); --no-isolate does without."
              .formatted(IoReason.of(e)));
      return ExitStatus.FAILED;
    }
  }

  private void forward(String name, OutputStream pipe, Map<Signal, SignalHandler> before) {
    try {
      Signal signal = new Signal(name);
      before.put(signal, Signal.handle(signal, received -> send(received, pipe)));
    } catch (IllegalArgumentException unknown) {
      // This system has no such signal, or Java keeps it for itself.
      return;
    }
  }

  private void send(Signal signal, OutputStream pipe) {
    asked = 128 + signal.getNumber();
    try {
      pipe.write(signal.getName().charAt(0));
      pipe.flush();
    } catch (IOException ended) {
      // It is over already; its status says the rest.
      return;
    }
  }

  private int status(Isolatable command, int status) {
    if (status >= 0 && !CRASHES.containsKey(status)) {
      return status;
    }
    if (asked != 0) {
      // Who is stopped at once while an engine works may well end like this.
      return asked;
    }
    if (terminal.errIsTerminal()) {
      terminal.note(""); // leaves the progress line
    }
    terminal.error(sentence(command, status));
    return ExitStatus.FAILED;
  }

  /** What a crash is told as. */
  private String sentence(Isolatable command, int status) {
    List<String> networks = new ArrayList<>();
    command.networks().forEach(network -> networks.add(network.toString()));
    String subject =
        networks.isEmpty() ? "a network" : networks.stream().collect(Collectors.joining(", "));
    String what =
        status == KILLED
            ? "The process that evaluated %s was killed, which mostly means that the machine's memory ran out: give a smaller --memory."
            : "The engine crashed (%2$s) on %1$s, which passed every check but cannot be evaluated here: export the network again, or with another opset.";
    String kept =
        command.keeps()
            ? " What was done until then is kept; the same command goes on from there."
            : " Nothing was written.";
    return what.formatted(
            subject, CRASHES.getOrDefault(status, "status 0x" + Integer.toHexString(status)))
        + kept;
  }
}
