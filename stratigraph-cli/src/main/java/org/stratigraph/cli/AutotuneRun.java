package org.stratigraph.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.autotune.AutoTune;
import org.stratigraph.autotune.AutoTuneOptions;
import org.stratigraph.autotune.BatchImages;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.NothingLeftException;
import org.stratigraph.autotune.RemovalRule;
import org.stratigraph.autotune.TuningNetworks;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.MeasuredValues;
import org.stratigraph.conflict.WeightAmplitude;
import org.stratigraph.data.Images;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.recipe.OptimiserChoice;
import org.stratigraph.store.AutoTuneJson;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.TuningDirectory;
import org.stratigraph.training.DivergedException;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Phase;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

/** One tuning from options to a network. */
final class AutotuneRun {
  private final Terminal terminal;
  private final TrainingTools tools;
  private final AutotuneCommand command;
  private final TuningOptions tuning;
  private final Start start = Start.now();

  AutotuneRun(Terminal terminal, TrainingTools tools, AutotuneCommand command) {
    this.terminal = terminal;
    this.tools = tools;
    this.command = command;
    this.tuning = command.tuning;
  }

  /** Does the work; returns the exit status. */
  int run() {
    int threads = command.machine.threadCount();
    Device device = command.machine.device();
    AutoTuneOptions options = options();
    TuningData all = TuningData.of(command.data, tuning.seed);
    Preprocessing preprocessing =
        command.preprocessing.choose(
            Optional.of(Preprocessing.named(tuning.isFullyConnected() ? "mnist" : "cifar10")),
            all.data());
    TuningData data = all.readable(command.data, preprocessing, threads);
    data.notes().forEach(note -> terminal.note("Note: " + note));
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
        Trainer trainer = tools.trainer(threads, device);
        Images plain = LabelledImages.open(data.data(), preprocessing, threads);
        Images test = LabelledImages.open(data.test(), preprocessing, threads);
        TrainingBatches batches =
            tools.batches(
                DecodedImages.of(data.data(), preprocessing, threads),
                new Phase("tuning", options.plan(), tuning.augmentation, false),
                tuning.batch,
                threads)) {
      TuningNetworks networks = networks(plain, data.classes());
      // What cannot be built or trained is named before anything is written.
      trainer.start(networks.initial(options.blocks()), options.plan()).close();
      RunIdentity identity = new RunIdentity(identity(plain), Map.of("images", plain.source()));
      try (TuningDirectory directory = TuningDirectory.open(command.run, identity)) {
        return tune(
            options, networks, trainer, evaluator, batches, plain, test, directory, data, threads);
      }
    }
  }

  private AutoTuneOptions options() {
    return new AutoTuneOptions(
        tuning.start(),
        RemovalRule.named(tuning.rule),
        TrainingPlan.of(
            new Objective.CrossEntropy(0),
            OptimiserChoice.parse(tuning.optimiser).optimiser(),
            new LearningRate.Constant(tuning.rate),
            tuning.epochs,
            tuning.seed),
        tuning.checkEpochs,
        ConflictOptions.of(tuning.rate, tuning.batch),
        WeightAmplitude.MODEL);
  }

  private TuningNetworks networks(Images images, int classes) {
    return new TuningNetworks() {
      @Override
      public Graph initial(List<Integer> blocks) {
        return Architectures.named(tuning.architecture(blocks))
            .initial(images.shape(), classes, tuning.seed);
      }

      @Override
      public List<MeasuredValue> blocks(Graph network) {
        return tuning.isFullyConnected()
            ? MeasuredValues.ofLayers(network)
            : MeasuredValues.ofBlocks(network);
      }
    };
  }

  private Map<String, String> identity(Images images) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("work", "autotune");
    fixed.put(Version.PART, Version.number());
    fixed.put("network", tuning.architecture(tuning.start()));
    fixed.put("images (sha256)", images.sha256());
    fixed.put("preprocessing", images.preprocessing());
    fixed.put("augmentation", tuning.augmentation);
    fixed.put("rule", tuning.rule);
    fixed.put("epochs", Integer.toString(tuning.epochs));
    fixed.put("epochs with checks", Integer.toString(tuning.checkEpochs));
    fixed.put("checks on", tuning.samples + " " + tuning.checkOn + " images");
    fixed.put("batch", Integer.toString(tuning.batch));
    fixed.put("learning rate", Double.toString(tuning.rate));
    fixed.put("optimizer", tuning.optimiser);
    fixed.put("seed", Long.toString(tuning.seed));
    DeviceOptions.identify(command.machine.device(), fixed);
    return fixed;
  }

  private int tune(
      AutoTuneOptions options,
      TuningNetworks networks,
      Trainer trainer,
      Evaluator evaluator,
      TrainingBatches batches,
      Images plain,
      Images test,
      TuningDirectory directory,
      TuningData data,
      int threads) {
    AutoTune.Tuned tuned;
    try (Interruption interruption = Interruption.watch(terminal);
        ProgressFile live =
            LiveRun.begin(
                Optional.of(directory.path()), "autotune", tuning.architecture(options.blocks()))) {
      try (TuningProgress progress =
          new TuningProgress(terminal, interruption, options.plan().epochs(), live)) {
        tuned =
            new AutoTune(
                    options,
                    networks,
                    trainer,
                    evaluator,
                    batches,
                    epoch -> samples(batches, plain, epoch),
                    network -> NetworkFigures.of(evaluator, network, test),
                    directory,
                    progress)
                .run();
      } catch (Interrupted stop) {
        terminal.error(
            "Interrupted. What was done is kept in "
                + directory.path()
                + "; give the same command again to go on.");
        return interruption.status().orElse(ExitStatus.INTERRUPTED);
      } catch (NothingLeftException | DivergedException end) {
        terminal.error(String.valueOf(end.getMessage()));
        return ExitStatus.FAILED;
      }
    }
    OnnxFile.write(tuned.network(), directory.path().resolve(TuningDirectory.NETWORK));
    Map<String, String> provenance =
        Provenance.of(
            evaluator,
            tuning.architecture(options.blocks()),
            threads,
            new MachineOptions().memoryBudget(),
            start);
    provenance.put("trainer", trainer.description());
    TuningTable.print(directory.events(), terminal);
    terminal.note("Wrote " + directory.path().resolve(TuningDirectory.NETWORK));
    OutputFile.write(
        command.json,
        file ->
            AutoTuneJson.write(identity(plain), directory.events(), data.notes(), provenance, file),
        terminal);
    return ExitStatus.DONE;
  }

  private Images samples(TrainingBatches batches, Images plain, int epoch) {
    return tuning.checkOn.equals("plain")
        ? new FirstImages(plain, Math.min(tuning.samples, plain.count()))
        : BatchImages.of(batches, epoch, tuning.samples);
  }
}
