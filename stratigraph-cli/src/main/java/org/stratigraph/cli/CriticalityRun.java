package org.stratigraph.cli;

import java.util.ArrayList;
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
import org.stratigraph.criticality.Reset;
import org.stratigraph.criticality.ResultAssembly;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Shapes;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.network.RunFolder;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
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
    this.terminal = terminal;
    this.network = network;
    this.data = data;
    this.preprocessing = preprocessing;
    this.measuring = measuring;
    this.machine = machine;
    this.output = output;
    this.tracking = tracking;
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
    int threads = machine.threadCount();
    Device device = machine.device();
    ResetChoice resetChoice =
        ResetChoice.parse(
            measuring.reset, measuring.initial.or(() -> RunFolder.initialWeights(network.file)));
    ProtocolChoice protocol = ProtocolChoice.of(measuring, data.images, data.list.isPresent());
    Network opened = NetworkFile.open(network.file, network.architecture).forOutput(network.output);
    notes.addAll(opened.notes());
    ChosenLayers layers = ChosenLayers.of(opened.graph(), measuring);
    Reset reset = resetChoice.forNetwork(opened, network.architecture, measuring.seed);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
        OpenedImages pictures = pictures(protocol, opened, threads)) {
      Images images = pictures.images();
      notes.addAll(pictures.notes());
      Map<String, String> known =
          RunIdentities.known(
              opened,
              images,
              resetChoice.fingerprint(),
              measuring.seed,
              protocol.sampling(),
              device);
      stored.ifPresent(run -> run.requireSame(known, opened, images));
      RunPlace place =
          RunPlace.of(
              output.run,
              (stored.isPresent() ? "reproduce-" : "") + opened.name(),
              RunIdentity.of(known).sha256());
      CriticalityOptions options = options(protocol.limitedTo(reset.trials()), place);
      Costs costs = Costs.of(opened.graph(), Shapes.ofOneImage(opened.graph()));
      CriticalityAnalysis analysis =
          CriticalityAnalysis.plan(
              evaluator,
              opened.graph(),
              layers.chosen(),
              layers.skipped(),
              reset,
              images,
              costs::work,
              options);
      CriticalityPlan plan = analysis.plan();
      double secondsPerImage = analysis.secondsPerImage();
      planned =
          Optional.of(
              new Planned(
                  plan.layers().size(),
                  plan.evaluations(),
                  plan.work() * secondsPerImage,
                  plan.work(options.sampling().mostTrials(), plan.images()) * secondsPerImage));
      pictures.requireClasses(plan.sweep().outputs());
      Optional<RunDirectory> directory =
          dryRun
              ? Optional.empty()
              : place.open(
                  RunIdentities.of(known, opened, images, plan, options)
                      .withMore(
                          CommandArguments.INFORMATION,
                          CommandArguments.of(
                              network,
                              data,
                              preprocessing,
                              measuring,
                              machine,
                              resetChoice,
                              threads)),
                  terminal);
      int status = ExitStatus.DONE;
      try {
        PlanText.lines(plan, options, reset.name(), secondsPerImage)
            .forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out().flush();
        if (!dryRun) {
          status = measure(analysis, directory, opened, reset, images, options, evaluator, threads);
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

  /** An adaptive run stops early, so its first images have to stand for all, but a list is kept. */
  private OpenedImages pictures(ProtocolChoice protocol, Network opened, int threads) {
    boolean balanced = protocol.sampling().isAdaptive() && data.list.isEmpty();
    ChosenImages chosen =
        ChosenImages.of(data, preprocessing, opened, protocol.images(), measuring.seed, threads);
    return (balanced ? chosen.balanced(measuring.seed) : chosen).open();
  }

  private CriticalityOptions options(ProtocolChoice protocol, RunPlace place) {
    return new CriticalityOptions(
        protocol.name(),
        protocol.sampling(),
        measuring.kinds,
        measuring.seed,
        machine.memoryBudget().bytes(),
        machine.plain,
        measuring.acceptBaseline,
        stored.map(StoredRun::chunk).orElseGet(() -> RunIdentities.storedChunk(place.path())),
        OptionalInt.empty());
  }

  private int measure(
      CriticalityAnalysis analysis,
      Optional<RunDirectory> directory,
      Network opened,
      Reset reset,
      Images images,
      CriticalityOptions options,
      Evaluator evaluator,
      int threads) {
    MeasurementLog log = RunPlace.log(directory, terminal);
    Tracking trackers = Tracking.begin(tracking, terminal);
    CriticalityAnalysis.Measured measured;
    try (Interruption interruption = Interruption.watch(terminal);
        ProgressFile live =
            LiveRun.begin(directory.map(RunDirectory::path), "criticality", opened.source())) {
      try (RunProgress progress = new RunProgress(terminal, interruption, live)) {
        measured = analysis.run(log, progress);
      } catch (Interrupted stop) {
        return interrupted(directory, interruption);
      }
    }
    CriticalityResult found =
        ResultAssembly.of(
            analysis.plan(),
            reset,
            measured,
            Provenance.model(opened, analysis.plan().sweep().outputs()),
            images,
            options,
            notes,
            Provenance.of(
                evaluator,
                opened.initialiser().description(),
                threads,
                machine.memoryBudget(),
                start));
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
