package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.study.NetworkOrigin;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.zoo.Zoo;

/**
 * What a study will do, and what it will cost as far as that is known: a network that is not there
 * yet costs what another one of its architecture does.
 */
final class StudyPlan {
  /**
   * A network.
   *
   * @param before what must be done before it can be measured; empty for nothing
   * @param training how long that takes
   * @param measuring what measuring takes
   * @param problem why it will not be measured
   */
  private record Row(
      StudyNetwork network,
      String before,
      Optional<Duration> training,
      Optional<CriticalityRun.Planned> measuring,
      Optional<String> problem) {
    private static final String MEASURED = "measured already";

    static Row measured(StudyNetwork network) {
      return new Row(network, MEASURED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean isMeasured() {
      return before.equals(MEASURED);
    }
  }

  private final Study study;
  private final List<Row> rows;

  private StudyPlan(Study study, List<Row> rows) {
    this.study = study;
    this.rows = rows;
  }

  /**
   * Plans; reads the networks and times one of each architecture.
   *
   * @param run where the study is kept, or will be
   * @param done ids of networks that are measured already
   */
  static StudyPlan of(Study study, Path run, ZooSource zoo, StudyMember member, Set<String> done) {
    List<Row> rows = new ArrayList<>();
    Map<String, CriticalityRun.Planned> known = new HashMap<>();
    for (StudyNetwork network : study.networks()) {
      rows.add(
          done.contains(network.id())
              ? Row.measured(network)
              : row(network, run, zoo, member, known));
    }
    return new StudyPlan(study, rows);
  }

  private static Row row(
      StudyNetwork network,
      Path run,
      ZooSource zoo,
      StudyMember member,
      Map<String, CriticalityRun.Planned> known) {
    try {
      if (network.origin() instanceof NetworkOrigin.Trained trained) {
        TrainingProgram program =
            member.training(trained.training(), run.resolve("trained"), Quiet.terminal());
        program.run(true);
        return new Row(
            network, "to be trained", program.planned(), Optional.empty(), Optional.empty());
      }
      Optional<Path> file =
          network.origin() instanceof NetworkOrigin.Stored stored
              ? Optional.of(stored.path())
              : zoo.find(Zoo.named(((NetworkOrigin.FromZoo) network.origin()).id()));
      if (file.isEmpty()) {
        return new Row(
            network, "to be downloaded", Optional.empty(), Optional.empty(), Optional.empty());
      }
      return new Row(
          network,
          "",
          Optional.empty(),
          planned(network, file.get(), member, known),
          Optional.empty());
    } catch (RuntimeException e) {
      return new Row(
          network,
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.of(Failures.describe(e).sentence()));
    }
  }

  private static Optional<CriticalityRun.Planned> planned(
      StudyNetwork network,
      Path file,
      StudyMember member,
      Map<String, CriticalityRun.Planned> known) {
    Optional<String> kind = network.architecture();
    if (kind.isPresent() && known.containsKey(kind.get()) && Files.exists(file)) {
      return Optional.of(known.get(kind.get()));
    }
    CriticalityRun measuring = member.criticality(network, file, new OutputOptions());
    measuring.run(true);
    kind.ifPresent(name -> measuring.planned().ifPresent(plan -> known.put(name, plan)));
    return measuring.planned();
  }

  void print(Terminal terminal) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("network", "before", "layers", "evaluations", "time");
    double seconds = 0;
    double most = 0;
    int unknown = 0;
    for (Row row : rows) {
      double own = row.training().map(time -> time.toMillis() / 1e3).orElse(0.0);
      Optional<CriticalityRun.Planned> plan = row.measuring();
      seconds += own + plan.map(CriticalityRun.Planned::seconds).orElse(0.0);
      most += own + plan.map(CriticalityRun.Planned::mostSeconds).orElse(0.0);
      unknown += plan.isEmpty() && row.problem().isEmpty() && !row.isMeasured() ? 1 : 0;
      String none = row.isMeasured() ? "-" : "?";
      table.row(
          row.network().id(),
          row.problem().map(problem -> "cannot be used").orElse(row.before()),
          plan.map(p -> Integer.toString(p.layers())).orElse(none),
          plan.map(p -> String.format(Locale.ROOT, "%,d", p.evaluations())).orElse(none),
          own == 0 && plan.isEmpty()
              ? none
              : TimeText.of(time(own + plan.map(CriticalityRun.Planned::seconds).orElse(0.0)))
                  + (plan.isEmpty() ? " + ?" : ""));
    }
    terminal.out().println("Plan of " + OneLine.of(study.name()));
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    String upTo =
        most > seconds
            ? ", up to " + TimeText.of(time(most)) + " if every layer needs all trials"
            : "";
    terminal
        .out()
        .println(
            rows.size()
                + (rows.size() == 1 ? " network" : " networks")
                + ", about "
                + TimeText.of(time(seconds))
                + upTo
                + (unknown > 0
                    ? "; for "
                        + unknown
                        + " of them the measuring is not known before they are here"
                    : "")
                + ".");
    rows.forEach(
        row ->
            row.problem()
                .ifPresent(
                    problem ->
                        terminal.out().println(OneLine.of(row.network().id() + ": " + problem))));
    terminal.out().flush();
  }

  private static Duration time(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
