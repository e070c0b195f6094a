package org.stratigraph.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.scene.Scene;
import org.stratigraph.serve.Workshop;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunCommand;

/** What the page of {@code stratigraph serve} makes of runs, by the ways of the other commands. */
final class ServedRuns implements Workshop {
  @Override
  public List<Offer> figures(List<ListedRun> runs) {
    return ServedFigures.offers(runs);
  }

  @Override
  public Scene figure(String name, List<ListedRun> runs, Map<String, String> options) {
    return ServedFigures.scene(name, runs, options);
  }

  @Override
  public List<String> data(List<ListedRun> runs) {
    return ServedData.names(runs);
  }

  @Override
  public Download data(String name, List<ListedRun> runs) throws IOException {
    return ServedData.of(name, runs);
  }

  @Override
  public boolean hasReport(List<ListedRun> runs) {
    return runs.stream()
        .allMatch(
            run ->
                ServedFigures.areNetworks(List.of(run))
                    || (run.kind() == Kind.TRAINING && run.status() != Status.RUNNING));
  }

  /** As {@code stratigraph report} writes it. */
  @Override
  public String report(List<ListedRun> runs) {
    if (!hasReport(runs)) {
      throw new UnusableInputException(
          "There is no report of these runs: it is made of measured networks and of trainings.");
    }
    StringWriter said = new StringWriter();
    PrintWriter terminal = new PrintWriter(said);
    try {
      Path file = Files.createTempFile("stratigraph-", ".html");
      try {
        List<String> arguments = new ArrayList<>(List.of("report", "--out", file.toString()));
        ServedFigures.paths(runs).forEach(run -> arguments.add(run.toString()));
        if (Main.execute(terminal, terminal, arguments.toArray(String[]::new)) != ExitStatus.DONE) {
          throw new UnusableInputException(said.toString().strip());
        }
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String network(ListedRun run, Optional<RunCommand> command) {
    return ServedNetwork.page(run, command);
  }

  @Override
  public Process start(RunCommand command, Path log) throws IOException {
    return OwnProgram.start(command.arguments(), command.folder(), log);
  }
}
