package org.stratigraph.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Scene;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.RunCommand;

/** Draws the names of runs, and starts programs that only wait. */
final class FakeWorkshop implements Workshop {
  final List<RunCommand> started = new ArrayList<>();

  @Override
  public List<Offer> figures(List<ListedRun> runs) {
    return List.of(
        new Offer("names", "Names", List.of(new Option("sort", "Order", List.of("", "<b>")))));
  }

  @Override
  public Scene figure(String name, List<ListedRun> runs, Map<String, String> options) {
    if (!name.equals("names")) {
      throw new UnusableInputException("There is no such figure.");
    }
    if (options.getOrDefault("sort", "").equals("broken")) {
      throw new IllegalStateException("broken");
    }
    List<Mark> marks =
        runs.stream()
            .<Mark>map(
                run ->
                    new Mark.Text(
                        5, 20, run.name(), 10, Anchor.START, 0, Colour.INK, Note.of("run")))
            .toList();
    return new Scene(100, 50, "Names", "The names of runs.", marks);
  }

  @Override
  public List<String> data(List<ListedRun> runs) {
    return List.of("names.csv");
  }

  @Override
  public Download data(String name, List<ListedRun> runs) {
    if (!name.equals("names.csv")) {
      throw new UnusableInputException("There is no such file.");
    }
    return new Download(name, "text/csv", "name\na\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean hasReport(List<ListedRun> runs) {
    return true;
  }

  @Override
  public String report(List<ListedRun> runs) {
    return "<!DOCTYPE html><title>report</title>";
  }

  @Override
  public String network(ListedRun run, Optional<RunCommand> command) {
    return "<!DOCTYPE html><title>" + command.isPresent() + "</title>";
  }

  @Override
  public Process start(RunCommand command, Path log) throws IOException {
    started.add(command);
    return new ProcessBuilder("sleep", "30").start();
  }
}
