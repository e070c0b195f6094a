package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.report.HtmlReport;
import org.stratigraph.scene.Scene;
import org.stratigraph.serve.Workshop;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunCommand;
import org.stratigraph.store.RunDirectory;

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
    return runs.size() == 1
        && runs.get(0).kind() == Kind.CRITICALITY
        && runs.get(0).status() == Status.FINISHED;
  }

  @Override
  public String report(List<ListedRun> runs) {
    if (!hasReport(runs)) {
      throw new UnusableInputException("There is no report of these runs.");
    }
    return HtmlReport.html(RunDirectory.readResult(runs.get(0).path()));
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
