package org.stratigraph.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.graph.Shapes;
import org.stratigraph.lesion.LesionAnalysis;
import org.stratigraph.lesion.LesionAssembly;
import org.stratigraph.lesion.LesionOptions;
import org.stratigraph.lesion.LesionResult;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.store.LesionFiles;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/** One lesion study from options to results: open, plan, measure, print, write. */
final class LesionRun {
  private static final int IMAGES = 1000;
  private static final int MOST_DRAWS = 10_000;
  private static final String CHUNK = "images at a time";

  private final Terminal terminal;
  private final NetworkOptions network;
  private final DataOptions data;
  private final PreprocessingOptions preprocessing;
  private final LesionCommand.Study study;
  private final BundleOptions bundles;
  private final EffortOptions machine;
  private final LesionCommand.Output output;
  private final Start start = Start.now();
  private final List<String> notes = new ArrayList<>();
  private BundleOptions.Found found =
      new BundleOptions.Found(Optional.empty(), "nobody looked for them");

  LesionRun(
      Terminal terminal,
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      LesionCommand.Study study,
      BundleOptions bundles,
      EffortOptions machine,
      LesionCommand.Output output) {
    this.terminal = terminal;
    this.network = network;
    this.data = data;
    this.preprocessing = preprocessing;
    this.study = study;
    this.bundles = bundles;
    this.machine = machine;
    this.output = output;
  }

  /** Does the work, and gives the exit status. */
  int run() {
    check();
    int threads = machine.threadCount();
    Device device = machine.device();
    Network opened = NetworkFile.open(network.file, network.architecture).forOutput(network.output);
    notes.addAll(opened.notes());
    OptionalInt count = data.count(IMAGES);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
        OpenedImages pictures =
            OpenedImages.of(data, preprocessing, opened, count, study.seed, threads)) {
      Images images = pictures.images();
      notes.addAll(data.notes(pictures));
      RunPlace place =
          RunPlace.of(output.run, opened.name(), RunIdentity.of(identity(opened, images)).sha256());
      OptionalInt chunk =
          RunDirectory.peek(place.path())
              .flatMap(identity -> identity.value(CHUNK))
              .map(text -> OptionalInt.of(Integer.parseInt(text)))
              .orElse(OptionalInt.empty());
      Costs costs = Costs.of(opened.graph(), Shapes.ofOneImage(opened.graph()));
      found =
          bundles.find(
              data,
              preprocessing,
              opened,
              ResidualBlocks.of(opened.graph()),
              evaluator,
              study.seed,
              threads,
              machine.memoryBudget().bytes());
      if (bundles.trainingData.isEmpty() && found.entropies().isPresent()) {
        notes.add(
            "Conflicting blocks were found with images of --data; as published, they are found with"
                + " training images (--training-data).");
      }
      LesionAnalysis analysis =
          LesionAnalysis.plan(
              evaluator, opened.graph(), found.entropies(), images, costs::work, options(chunk));
      pictures.requireClasses(analysis.sweep().sweep().outputs());
      return measure(analysis, place, opened, images, evaluator, threads);
    }
  }

  private void check() {
    bundles.checked();
    output.json.ifPresent(file -> OutputFile.check("--json", file));
    output.csv.ifPresent(file -> OutputFile.check("--csv", file));
    if (output.json.isPresent()
        && output.csv.isPresent()
        && output
            .json
            .get()
            .toAbsolutePath()
            .normalize()
            .equals(output.csv.get().toAbsolutePath().normalize())) {
      throw new UnusableInputException(
          "--csv " + output.csv.get() + " is also where the JSON goes; name another file.");
    }
    if (study.draws < 1 || study.draws > MOST_DRAWS) {
      throw new UnusableInputException(
          "--draws " + study.draws + " must be from 1 to " + MOST_DRAWS + ".");
    }
    if (study.most.orElse(1) < 1) {
      throw new UnusableInputException("--most " + study.most.get() + " must be at least 1.");
    }
  }

  private LesionOptions options(OptionalInt chunk) {
    return new LesionOptions(
        study.draws,
        study.most.map(OptionalInt::of).orElse(OptionalInt.empty()),
        study.seed,
        machine.memoryBudget().bytes(),
        machine.plain,
        study.acceptBaseline,
        chunk);
  }

  private Map<String, String> identity(Network opened, Images images) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("analysis", "lesion");
    fixed.put(Version.PART, Version.number());
    fixed.put("network (sha256)", opened.sha256());
    fixed.put("images (sha256)", images.sha256());
    fixed.put("preprocessing", images.preprocessing());
    fixed.put("output", opened.graph().outputs().get(0).name());
    DeviceOptions.identify(machine.device(), fixed);
    return fixed;
  }

  private int measure(
      LesionAnalysis analysis,
      RunPlace place,
      Network opened,
      Images images,
      Evaluator evaluator,
      int threads) {
    Map<String, String> fixed = identity(opened, images);
    fixed.put(CHUNK, Integer.toString(analysis.sweep().sweep().chunk()));
    RunIdentity identity =
        new RunIdentity(
            fixed,
            Map.of(
                "network", opened.source(),
                "images", images.source(),
                "draws", Integer.toString(study.draws),
                "seed", Long.toString(study.seed)));
    Optional<RunDirectory> directory = place.open(identity, terminal);
    try {
      plan(analysis, opened, images, evaluator);
      MeasurementLog log = RunPlace.log(directory, terminal);
      Map<String, String> failures;
      try (Interruption interruption = Interruption.watch(terminal);
          ProgressFile live =
              LiveRun.begin(directory.map(RunDirectory::path), "lesion", opened.source())) {
        try (RunProgress progress = new RunProgress(terminal, interruption, live)) {
          failures = analysis.run(log, progress);
        } catch (Interrupted stop) {
          terminal.error(
              directory
                  .map(d -> "Interrupted. The same command goes on with " + d.path() + ".")
                  .orElse("Interrupted, and nothing is kept."));
          return interruption.status().orElse(ExitStatus.INTERRUPTED);
        }
      }
      LesionResult result = result(analysis, log, failures, opened, images, evaluator, threads);
      directory.ifPresent(d -> d.finish(result));
      finish(result);
    } finally {
      directory.ifPresent(RunDirectory::close);
    }
    if (directory.isPresent()) {
      place.discard();
    }
    return ExitStatus.DONE;
  }

  private void plan(LesionAnalysis analysis, Network opened, Images images, Evaluator evaluator) {
    double perImage =
        Speed.secondsPerImage(
            evaluator, opened.graph(), images.shape(), analysis.sweep().sweep().batch());
    Duration time = Duration.ofMillis(Math.round(1e3 * perImage * analysis.sweep().work()));
    terminal.note(
        String.format(
            Locale.ROOT,
            "%d residual blocks, %,d networks without some of them, %,d images: about %s.",
            analysis.blocks().size(),
            analysis.sweep().variants().size(),
            images.count(),
            TimeText.of(time)));
  }

  private LesionResult result(
      LesionAnalysis analysis,
      MeasurementLog log,
      Map<String, String> failures,
      Network opened,
      Images images,
      Evaluator evaluator,
      int threads) {
    Map<String, String> provenance =
        Provenance.of(evaluator, threads, machine.memoryBudget(), start);
    int measured = 0;
    for (int chunk = 0; chunk < analysis.sweep().chunks(); chunk++) {
      measured += log.untouched(chunk).map(u -> u.agreement().images()).orElse(0);
      log.untouched(chunk).stream()
          .flatMap(u -> u.skipped().stream())
          .forEach(bad -> notes.add("Left out, because unreadable: " + bad.id() + "."));
    }
    return LesionAssembly.of(
        analysis,
        log,
        failures,
        Provenance.model(opened, analysis.sweep().sweep().outputs()),
        Provenance.data(images, measured, images.labelled()),
        found.entropies().map(entropies -> found.how()),
        notes,
        provenance);
  }

  private void finish(LesionResult result) {
    LesionTable.print(result, terminal);
    output.json.ifPresent(file -> LesionFiles.writeJson(result, file));
    output.csv.ifPresent(file -> LesionFiles.writeCsv(result, file));
    output.json.ifPresent(file -> terminal.note("Wrote " + file));
    output.csv.ifPresent(file -> terminal.note("Wrote " + file));
  }
}
