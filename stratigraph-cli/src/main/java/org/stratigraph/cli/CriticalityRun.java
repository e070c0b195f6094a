package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityPlan;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.ResultAssembly;
import org.stratigraph.criticality.Workforce;
import org.stratigraph.data.Images;
import org.stratigraph.network.Network;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.tracking.TrackedRuns;
import org.stratigraph.tracking.TrackingKeys;

/** One run from options to results: open, plan, measure, print, write. */
final class CriticalityRun {
  private final Terminal terminal;
  private final NetworkOptions network;
  private final DataOptions data;
  private final PreprocessingOptions preprocessing;
  private final MeasuringOptions measuring;
  private final EffortOptions machine;
  private final OutputOptions output;
  private final TrackingOptions tracking;
  private final Optional<Cluster> cluster;
  private final Start start = Start.now();
  private final List<String> notes = new ArrayList<>();
  private Optional<Planned> planned = Optional.empty();
  private Optional<CriticalityResult> result = Optional.empty();
  private Optional<StoredRun> stored = Optional.empty();

  /**
   * What a run will do.
   *
   * @param layers how many are measured
   * @param evaluations of a network with one layer reset
   * @param seconds that they will take
   * @param mostSeconds the same if every layer needs all trials and images that it may get
   */
  record Planned(int layers, long evaluations, double seconds, double mostSeconds) {}

  CriticalityRun(
      Terminal terminal,
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      EffortOptions machine,
      OutputOptions output,
      TrackingOptions tracking) {
    this(
        terminal,
        network,
        data,
        preprocessing,
        measuring,
        machine,
        output,
        tracking,
        Optional.empty());
  }

  /**
   * The same with the measuring done by others.
   *
   * @param cluster who; empty for this process
   */
  CriticalityRun(
      Terminal terminal,
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      EffortOptions machine,
      OutputOptions output,
      TrackingOptions tracking,
      Optional<Cluster> cluster) {
    this.terminal = terminal;
    this.network = network;
    this.data = data;
    this.preprocessing = preprocessing;
    this.measuring = measuring;
    this.machine = machine;
    this.output = output;
    this.tracking = tracking;
    this.cluster = cluster;
  }

  /**
   * Makes this the same experiment as a stored run, which is checked before anything is measured.
   */
  CriticalityRun again(StoredRun run) {
    stored = Optional.of(run);
    return this;
  }

  /**
   * Does the work.
   *
   * @param dryRun stop after the plan
   * @return the exit status
   */
  int run(boolean dryRun) {
    // What is quick to check comes first: nobody should wait for a mistake.
    output.check();
    tracking.check();
    int threads = cluster.map(Cluster::threads).orElseGet(machine::threadCount);
    if (cluster.isPresent() && machine.memory.isEmpty()) {
      machine.memory = Optional.of(new MemorySize(cluster.get().memory()));
    }
    try (OpenedCriticality all =
        OpenedCriticality.of(network, data, preprocessing, measuring, threads, machine.device())) {
      Network opened = all.network();
      Images images = all.images();
      notes.addAll(opened.notes());
      notes.addAll(all.pictures().notes());
      Map<String, String> known =
          RunIdentities.known(
              opened,
              images,
              all.resetChoice().fingerprint(),
              measuring.seed,
              all.protocol().sampling(),
              all.device());
      stored.ifPresent(run -> run.requireSame(known, opened, images));
      RunPlace place =
          RunPlace.of(
              output.run,
              (stored.isPresent() ? "reproduce-" : "") + opened.name(),
              RunIdentity.of(known).sha256());
      CriticalityOptions options =
          options(
              all.protocol().limitedTo(all.reset().trials()),
              stored
                  .map(StoredRun::chunk)
                  .orElseGet(() -> RunIdentities.storedChunk(place.path())));
      CriticalityAnalysis analysis = all.plan(options);
      CriticalityPlan plan = analysis.plan();
      double secondsPerImage = analysis.secondsPerImage();
      planned =
          Optional.of(
              new Planned(
                  plan.layers().size(),
                  plan.evaluations(),
                  plan.work() * secondsPerImage,
                  plan.work(options.sampling().mostTrials(), plan.images()) * secondsPerImage));
      all.pictures().requireClasses(plan.sweep().outputs());
      Optional<RunDirectory> directory =
          dryRun
              ? Optional.empty()
              : place.open(
                  RunIdentities.of(known, opened, images, plan, options)
                      .withMore(CommandArguments.INFORMATION, arguments(all, threads)),
                  terminal);
      int status = ExitStatus.DONE;
      try {
        PlanText.lines(plan, options, all.reset().name(), secondsPerImage)
            .forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out().flush();
        if (!dryRun) {
          status = measure(analysis, directory, all, options, threads);
        }
      } finally {
        directory.ifPresent(RunDirectory::close);
        analysis.close();
      }
      if (status == ExitStatus.DONE && directory.isPresent()) {
        place.discard();
      }
      return status;
    }
  }

  /** What was found; empty before the end. */
  Optional<CriticalityResult> result() {
    return result;
  }

  /** What the run will do or did; empty before it was planned. */
  Optional<Planned> planned() {
    return planned;
  }

  private String arguments(OpenedCriticality all, int threads) {
    return CommandArguments.of(
        network, data, preprocessing, measuring, machine, all.resetChoice(), threads);
  }

  /**
   * The options of the analysis.
   *
   * @param chunk images at a time, if that is decided
   */
  CriticalityOptions options(ProtocolChoice protocol, OptionalInt chunk) {
    return new CriticalityOptions(
        protocol.name(),
        protocol.sampling(),
        measuring.kinds,
        measuring.seed,
        machine.memoryBudget().bytes(),
        machine.plain,
        measuring.acceptBaseline,
        chunk,
        OptionalInt.empty());
  }

  private int measure(
      CriticalityAnalysis analysis,
      Optional<RunDirectory> directory,
      OpenedCriticality all,
      CriticalityOptions options,
      int threads) {
    Network opened = all.network();
    MeasurementLog log = RunPlace.log(directory, terminal);
    Tracking trackers = Tracking.begin(tracking, terminal);
    CriticalityAnalysis.Measured measured;
    try (Interruption interruption = Interruption.watch(terminal);
        ProgressFile live =
            LiveRun.begin(directory.map(RunDirectory::path), "criticality", opened.source())) {
      try (RunProgress progress = new RunProgress(terminal, interruption, live)) {
        measured = analysis.run(log, progress, workforce(analysis, all, options, threads));
      } catch (Interrupted stop) {
        return interrupted(directory, interruption);
      }
    }
    CriticalityResult found =
        ResultAssembly.of(
            analysis.plan(),
            all.reset(),
            measured,
            Provenance.model(opened, analysis.plan().sweep().outputs()),
            all.images(),
            options,
            notes,
            provenance(all, threads));
    directory.ifPresent(d -> d.finish(found));
    result = Optional.of(found);
    CriticalityTable.print(found, terminal);
    output.write(found).forEach(terminal::note);
    MeasuredNetwork compared = Comparisons.network(found);
    trackers.tell(
        TrackedRuns.criticality(found, compared),
        TrackingKeys.parts(List.of(compared.id()), 0).get(0));
    String kept = directory.map(d -> d.path().toString()).orElse("no directory");
    return trackers.finish(kept) ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private Map<String, String> provenance(OpenedCriticality all, int threads) {
    Map<String, String> provenance =
        new LinkedHashMap<>(
            Provenance.of(
                all.evaluator(),
                all.network().initialiser().description(),
                threads,
                machine.memoryBudget(),
                start));
    cluster.ifPresent(machines -> provenance.put("cluster", machines.description()));
    return provenance;
  }

  private Optional<Workforce> workforce(
      CriticalityAnalysis analysis,
      OpenedCriticality all,
      CriticalityOptions options,
      int threads) {
    return cluster.map(
        machines ->
            machines.workforce(
                new Assignment(
                    List.of(
                        CommandArguments.parse(
                            arguments(all, threads), Path.of(all.network().source()))),
                    all.identity(analysis.plan(), options))));
  }

  private int interrupted(Optional<RunDirectory> directory, Interruption interruption) {
    terminal.error(
        directory
            .map(
                d ->
                    "Interrupted. "
                        + d.recorded()
                        + " measurements are kept in "
                        + d.path()
                        + "; give the same command again to go on.")
            .orElse(
                "Interrupted, and nothing is kept. With --run DIR, the same command goes on where it"
                    + " was stopped."));
    return interruption.status().orElse(ExitStatus.INTERRUPTED);
  }
}
