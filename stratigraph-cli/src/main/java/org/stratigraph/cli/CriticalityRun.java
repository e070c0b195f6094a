package org.stratigraph.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.Reset;
import org.stratigraph.criticality.ResultAssembly;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Selection;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Shapes;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/** One run from options to results: open, plan, measure, print, write. */
final class CriticalityRun {
  private final Terminal terminal;
  private final NetworkOptions network;
  private final DataOptions data;
  private final PreprocessingOptions preprocessing;
  private final MeasuringOptions measuring;
  private final MachineOptions machine;
  private final OutputOptions output;
  private final Instant started = Instant.now();
  private final long start = System.nanoTime();
  private final List<String> notes = new ArrayList<>();

  CriticalityRun(
      Terminal terminal,
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      MachineOptions machine,
      OutputOptions output) {
    this.terminal = terminal;
    this.network = network;
    this.data = data;
    this.preprocessing = preprocessing;
    this.measuring = measuring;
    this.machine = machine;
    this.output = output;
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
    int threads = machine.threadCount();
    ResetChoice resetChoice = ResetChoice.parse(measuring.reset, measuring.initial);
    ProtocolChoice protocol = ProtocolChoice.of(measuring, data.images, data.list.isPresent());
    Network opened = NetworkFile.open(network.file, network.architecture).forOutput(network.output);
    notes.addAll(opened.notes());
    ChosenLayers layers = ChosenLayers.of(opened.graph(), measuring);
    Reset reset = resetChoice.forNetwork(opened, network.architecture, measuring.seed);
    DataSet all = DataSets.open(data.data, new DataSetOptions(data.list, data.classes));
    notes.addAll(all.notes());
    try (Images images = images(opened, all, protocol.images(), threads);
        Evaluator evaluator = OnnxRuntimeEvaluator.create(threads)) {
      RunPlace place =
          RunPlace.of(
              output.run,
              opened.name(),
              RunIdentities.hash(opened, images, resetChoice.fingerprint(), measuring.seed));
      CriticalityOptions options = options(protocol.limitedTo(reset.trials()), place);
      CriticalityAnalysis analysis =
          CriticalityAnalysis.plan(
              evaluator,
              opened.graph(),
              layers.chosen(),
              layers.skipped(),
              reset,
              images,
              Costs.of(opened.graph(), Shapes.ofOneImage(opened.graph()))::work,
              options);
      ClassCheck.check(all, analysis.plan().sweep().outputs());
      double seconds =
          Speed.secondsPerImage(
              evaluator, opened.graph(), images.shape(), analysis.plan().sweep().batch());
      List<String> plan = PlanText.lines(analysis.plan(), options, reset.name(), seconds);
      if (dryRun) {
        plan.forEach(terminal.out()::println);
        return ExitStatus.DONE;
      }
      plan.forEach(terminal.err()::println);
      terminal.err().flush();
      RunIdentity identity =
          RunIdentities.of(opened, images, resetChoice.fingerprint(), analysis.plan(), options);
      Optional<RunDirectory> directory = open(place, identity);
      int status;
      try {
        status = measure(analysis, directory, opened, reset, images, options, evaluator, threads);
      } finally {
        directory.ifPresent(RunDirectory::close);
      }
      if (status == ExitStatus.DONE && directory.isPresent()) {
        place.discard();
      }
      return status;
    }
  }

  /** A run that nobody asked to keep goes on without a directory if it cannot have one. */
  private Optional<RunDirectory> open(RunPlace place, RunIdentity identity) {
    try {
      return Optional.of(RunDirectory.open(place.path(), identity));
    } catch (UnusableInputException | UncheckedIOException e) {
      if (!place.temporary()) {
        throw e;
      }
      terminal.note(
          "Measurements are kept in memory only, and an interruption loses them: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private CriticalityOptions options(ProtocolChoice protocol, RunPlace place) {
    return new CriticalityOptions(
        protocol.name(),
        protocol.trials(),
        protocol.mostTrials(),
        protocol.targetError(),
        measuring.kinds,
        measuring.seed,
        machine.memoryBudget().bytes(),
        machine.plain,
        measuring.acceptBaseline,
        RunIdentities.storedChunk(place.path()),
        OptionalInt.empty());
  }

  private Images images(Network opened, DataSet all, OptionalInt count, int threads) {
    Preprocessing chosen = preprocessing.choose(opened, all);
    Selection selection = Selection.of(all, count, measuring.seed);
    notes.addAll(selection.notes());
    LoaderOptions loading =
        LoaderOptions.defaults().withThreads(threads).withSkipBadImages(data.skipBadImages);
    return ImageLoader.of(all, selection.samples(), chosen, loading);
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
    MeasurementLog log = directory.<MeasurementLog>map(d -> d).orElseGet(MemoryLog::new);
    directory
        .filter(d -> d.recorded() > 0)
        .ifPresent(
            d ->
                terminal.note(
                    "Going on with "
                        + d.path()
                        + ", which holds "
                        + d.recorded()
                        + " measurements."));
    CriticalityAnalysis.Measured measured;
    try (Interruption interruption = Interruption.watch(terminal)) {
      try (RunProgress progress = new RunProgress(terminal, interruption)) {
        measured = analysis.run(log, progress);
      } catch (Interrupted stop) {
        return interrupted(directory, interruption);
      }
    }
    CriticalityResult result =
        ResultAssembly.of(
            analysis.plan(),
            reset,
            measured,
            new CriticalityResult.Model(
                opened.name(),
                opened.source(),
                opened.sha256(),
                ChosenLayers.parameters(opened.graph()),
                analysis.plan().sweep().outputs()),
            images,
            options,
            notes,
            Provenance.of(
                evaluator,
                opened.initialiser().description(),
                threads,
                machine.memoryBudget(),
                started,
                Duration.ofNanos(System.nanoTime() - start)));
    directory.ifPresent(d -> d.finish(result));
    CriticalityTable.print(result, terminal);
    output.write(result).forEach(terminal::note);
    return ExitStatus.DONE;
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
