package org.stratigraph.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.StudyDirectory;
import org.stratigraph.store.StudyEntry;
import org.stratigraph.store.StudyEntry.Status;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.tracking.TrackedRuns;
import org.stratigraph.tracking.TrackingKeys;

/** One study from its file to the table of all networks: plan, get, measure, go on, compare. */
final class StudyRun {
  private final Terminal terminal;
  private final TrainingTools tools;
  private final Study study;
  private final Path run;
  private final ZooSource zoo;
  private final MachineOptions machine;
  private final TrackingOptions tracking;
  private final Optional<Supplier<Cluster>> connection;
  private final Map<String, StudyEntry> entries = new LinkedHashMap<>();
  private final Map<String, MeasuredNetwork> measured = new LinkedHashMap<>();

  /**
   * Nothing is done yet.
   *
   * @param connection connects to those who measure; empty for this process
   */
  StudyRun(
      Terminal terminal,
      TrainingTools tools,
      Study study,
      Path run,
      ZooSource zoo,
      MachineOptions machine,
      TrackingOptions tracking,
      Optional<Supplier<Cluster>> connection) {
    this.terminal = terminal;
    this.tools = tools;
    this.study = study;
    this.run = run;
    this.zoo = zoo;
    this.machine = machine;
    this.tracking = tracking;
    this.connection = connection;
  }

  /**
   * Does the work.
   *
   * @param dryRun stop after the plan
   * @return the exit status: 1 if a network failed
   */
  @SuppressWarnings("try") // What is live is told by being there.
  int run(boolean dryRun) {
    // What is wrong for every network is said once, before anything is done.
    if (study.images().data().isEmpty()) {
      throw new UnusableInputException(
          "%s does not say which images to measure on; give them with --data PATH."
              .formatted(study.source()));
    }
    machine.threadCount();
    tracking.check();
    machine.device();
    DataOptions data = StudyOptions.data(study.images());
    ProtocolChoice.of(StudyOptions.measuring(study.protocol()), data.images, data.list.isPresent());
    data.open();
    if (dryRun) {
      StudyPlan.of(study, run, zoo, member(Quiet.terminal(), Optional.empty()), Set.of())
          .print(terminal);
      return ExitStatus.DONE;
    }
    boolean told;
    try (StudyDirectory directory = StudyDirectory.open(run)) {
      Map<String, StudyEntry> before = directory.entries();
      study.networks().forEach(n -> entries.put(n.id(), StudyEntry.waiting(n.id())));
      directory.keep(study, before.isEmpty() ? entries.values() : merged(before));
      StudyPlan.of(study, run, zoo, member(Quiet.terminal(), Optional.empty()), done(before))
          .print(terminal);
      Tracking trackers = Tracking.begin(tracking, terminal);
      Optional<Integer> stopped;
      try (ProgressFile live =
          LiveRun.begin(Optional.of(directory.path()), "study", study.name())) {
        stopped = measureAll(directory, before, trackers);
      }
      if (stopped.isPresent()) {
        return stopped.get();
      }
      StudyTable.print(study, entries, measured, terminal);
      told = trackers.finish(directory.path().toString());
      terminal.note("Kept in " + directory.path());
    }
    return told && entries.values().stream().allMatch(entry -> entry.status() == Status.MEASURED)
        ? ExitStatus.DONE
        : ExitStatus.FAILED;
  }

  /** What was known before stays until it is known better. */
  private List<StudyEntry> merged(Map<String, StudyEntry> before) {
    List<StudyEntry> merged = new ArrayList<>();
    entries.forEach((id, entry) -> merged.add(before.getOrDefault(id, entry)));
    return merged;
  }

  private StudyMember member(Terminal where, Optional<Cluster> cluster) {
    return new StudyMember(where, tools, study, zoo, machine, cluster);
  }

  private Optional<Integer> measureAll(
      StudyDirectory directory, Map<String, StudyEntry> before, Tracking trackers) {
    if (connection.isEmpty()) {
      return measureAll(directory, before, trackers, Optional.empty());
    }
    long start = System.nanoTime();
    try (Cluster cluster = connection.get().get()) {
      terminal.note(
          String.format(
              Locale.ROOT,
              "Measuring on %s (%.1f s to connect).",
              cluster.description(),
              (System.nanoTime() - start) / 1e9));
      return measureAll(directory, before, trackers, Optional.of(cluster));
    }
  }

  /** Returns the status with which the user ended the study, if so. */
  private Optional<Integer> measureAll(
      StudyDirectory directory,
      Map<String, StudyEntry> before,
      Tracking trackers,
      Optional<Cluster> cluster) {
    // Plans and tables of single networks would hide the one of all.
    StudyMember member = member(Quiet.withoutResults(terminal), cluster);
    try (StudyAhead ahead =
        new StudyAhead(
            study.networks(),
            cluster.isPresent(),
            network -> {
              Map<String, String> done = done(before, network);
              return () -> member.measure(network, directory, done);
            })) {
      return measureAll(directory, before, trackers, ahead);
    }
  }

  private Optional<Integer> measureAll(
      StudyDirectory directory,
      Map<String, StudyEntry> before,
      Tracking trackers,
      StudyAhead ahead) {
    StudyPace pace = new StudyPace(study.networks().size());
    for (StudyNetwork network : study.networks()) {
      terminal.note(pace.next(network.id()));
      long start = System.nanoTime();
      try {
        StudyMember.Outcome outcome = ahead.next();
        if (outcome.interrupted().isPresent()) {
          terminal.note(
              "The study goes on with the same command; what is measured is kept in "
                  + directory.path()
                  + ".");
          return outcome.interrupted();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        boolean worked = !outcome.skipped() && outcome.failure().isEmpty();
        pace.took(worked ? Optional.of(took) : Optional.empty());
        if (outcome.failure().isPresent()) {
          fail(network, outcome.failure().get(), before);
        } else {
          keep(directory, network, outcome, took, before);
          tell(network.id(), trackers);
        }
      } catch (ClusterException e) {
        // The next network would only fail alike.
        throw e;
      } catch (RuntimeException | OutOfMemoryError e) {
        pace.took(Optional.empty());
        if (Failures.traceInEnvironment()) {
          e.printStackTrace(terminal.err());
        }
        fail(network, Failures.describe(e).sentence(), before);
      }
      directory.keep(study, merged(before));
    }
    return Optional.empty();
  }

  private void tell(String id, Tracking trackers) {
    MeasuredNetwork network = Objects.requireNonNull(measured.get(id));
    List<String> ids = study.networks().stream().map(StudyNetwork::id).toList();
    trackers.tell(
        TrackedRuns.network(network).with(Map.of(), Map.of("study", study.name())),
        TrackingKeys.parts(ids, 0).get(ids.indexOf(id)));
  }

  /** The networks that an earlier run of the study has measured. */
  private static Set<String> done(Map<String, StudyEntry> before) {
    return before.values().stream()
        .filter(entry -> entry.status() == Status.MEASURED)
        .map(StudyEntry::id)
        .collect(Collectors.toSet());
  }

  private void keep(
      StudyDirectory directory,
      StudyNetwork network,
      StudyMember.Outcome outcome,
      Duration took,
      Map<String, StudyEntry> before) {
    MeasuredNetwork result =
        StudyMember.describe(network, RunDirectory.readResult(directory.network(network.id())));
    measured.put(network.id(), result);
    StudyEntry earlier = before.get(network.id());
    double seconds =
        outcome.skipped() && earlier != null ? earlier.seconds() : took.toMillis() / 1e3;
    entries.put(network.id(), StudyEntry.measured(network.id(), outcome.asked(), seconds));
    before.remove(network.id());
    if (!outcome.skipped()) {
      terminal.note(StudyTable.line(result));
    }
    directory.put(result);
  }

  private void fail(StudyNetwork network, String reason, Map<String, StudyEntry> before) {
    entries.put(network.id(), StudyEntry.failed(network.id(), reason, done(before, network)));
    before.remove(network.id());
    terminal.error(network.id() + ": " + reason);
  }

  private static Map<String, String> done(Map<String, StudyEntry> before, StudyNetwork network) {
    StudyEntry entry = before.get(network.id());
    return entry == null ? Map.of() : entry.asked();
  }
}
