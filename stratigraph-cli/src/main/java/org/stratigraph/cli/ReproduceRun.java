package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.ResultDifferences;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ReproductionJson;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.RunList;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** One reproduction: what is stored, the same again, the differences. */
final class ReproduceRun {
  private final Terminal terminal;
  private final ReproduceCommand command;

  ReproduceRun(Terminal terminal, ReproduceCommand command) {
    this.terminal = terminal;
    this.command = command;
  }

  /** Does the work; returns the exit status. */
  int run() {
    command.json.ifPresent(file -> OutputFile.check("--json", file));
    if (!(command.tolerance >= 0 && command.tolerance < 1)) {
      throw new UnusableInputException(
          "--tolerance %s must be at least 0 and below 1; 0 asks for the same bits."
              .formatted(command.tolerance));
    }
    Path path = command.run;
    requireCriticality(path);
    CriticalityResult then = RunDirectory.readResult(path);
    RunIdentity identity = RunDirectory.peek(path).orElseThrow();
    CriticalityRun again =
        parsed(identity)
            .again(
                new StoredRun(path, identity, then), command.model, command.data, command.threads);
    terminal.note("Doing the run in %s again.".formatted(path));
    int status = again.run(false);
    if (status != ExitStatus.DONE) {
      return status;
    }
    CriticalityResult now = again.result().orElseThrow();
    ResultDifferences differences = ResultDifferences.of(then, now, command.tolerance);
    ReproductionTable.print(differences, then, now, terminal);
    OutputFile.write(
        command.json,
        file -> ReproductionJson.write(differences, path.toString(), then, now, file),
        terminal);
    return differences.within() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static void requireCriticality(Path path) {
    if (Files.isRegularFile(path)) {
      throw new UnusableInputException(
          "%s is a file, and a result does not say how it was made; give the run directory."
              .formatted(path));
    }
    ListedRun.Kind kind =
        RunList.of(path).look().stream()
            .filter(run -> isSame(run.path(), path))
            .findFirst()
            .map(ListedRun::kind)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "%s is not a run directory; give the DIR of a 'criticality --run DIR'."
                            .formatted(path)));
    String advice =
        Map.of(
                ListedRun.Kind.STUDY, "give a folder in its folder networks",
                ListedRun.Kind.TRAINING,
                    "give its command again with another --run, and compare the networks with"
                        + " 'stratigraph weight-change'",
                ListedRun.Kind.COMPARISON, "import its files again")
            .getOrDefault(kind, "give its command again with another --run");
    if (kind != ListedRun.Kind.CRITICALITY && kind != ListedRun.Kind.UNKNOWN) {
      throw new UnusableInputException(
          "%s holds a run of '%s', and only runs of 'criticality' are done again from their directory; %s."
              .formatted(path, kind.label(), advice));
    }
  }

  private static boolean isSame(Path run, Path path) {
    try {
      return run.equals(path.toRealPath());
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /** The command of the run. Nothing of it is trusted: it can only read, and only be refused. */
  private CriticalityCommand parsed(RunIdentity identity) {
    String stored =
        identity
            .value(CommandArguments.INFORMATION)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        ("The run in %s does not say how it was made; it is of an early version."
                                + " Give its command again with another --run.")
                            .formatted(command.run)));
    CriticalityCommand criticality = new CriticalityCommand(Quiet.withoutResults(terminal));
    try {
      new CommandLine(criticality)
          .setExpandAtFiles(false)
          .parseArgs(CommandArguments.parse(stored, command.run));
    } catch (ParameterException e) {
      throw new UnusableInputException(
          "The run in %s was made with options that this version does not know: %s"
              .formatted(command.run, e.getMessage()),
          e);
    }
    return criticality;
  }
}
