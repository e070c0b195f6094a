package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.stratigraph.criticality.CriticalityOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph criticality}. */
@Command(
    name = "criticality",
    header = "Measure how far the predictions move when each layer is reset.",
    description = {
      "",
      "Resets one layer at a time, by default to fresh random weights, and compares the softmax"
          + " outputs before and after: criticality is 1 minus their mean cosine similarity. Prints"
          + " a table; further results go where the options below say.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  What would it cost?",
      "    stratigraph criticality net.onnx --data images/ --preprocess imagenet --dry-run",
      "  Measure, resumable, with a report:",
      "    stratigraph criticality resnet50.pth --arch resnet50 --data val.tar --preprocess imagenet \\",
      "      --run runs/resnet50 --report resnet50.html",
      "  The last stage's convolutions only, with zeros instead of random weights:",
      "    stratigraph criticality net.onnx --data images/ --preprocess imagenet \\",
      "      --layers 'layer4.*' --kinds conv --reset zero",
      "  As published: 3 trials of 10,000 images:",
      "    stratigraph criticality net.onnx --data val.tar --preprocess imagenet --protocol paper",
    })
final class CriticalityCommand implements Callable<Integer>, Isolatable {
  private final Terminal terminal;

  CriticalityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--dry-run",
      description = "Print what would be done and what it would cost, and stop.")
  private boolean dryRun;

  @ArgGroup(validate = false, heading = "%nImages:%n", order = 1)
  private DataOptions data = new DataOptions();

  @ArgGroup(validate = false, heading = "%nPreprocessing:%n", order = 2)
  private PreprocessingOptions preprocessing = new PreprocessingOptions();

  @ArgGroup(validate = false, heading = "%nWhat is measured:%n", order = 3)
  private MeasuringOptions measuring = new MeasuringOptions();

  @ArgGroup(validate = false, heading = "%nMachine:%n", order = 4)
  private EffortOptions machine = new EffortOptions();

  @ArgGroup(validate = false, heading = "%nResults:%n", order = 5)
  private OutputOptions output = new OutputOptions();

  @ArgGroup(validate = false, heading = "%nExperiment trackers:%n", order = 6)
  private TrackingOptions tracking = new TrackingOptions();

  @Override
  public List<Path> networks() {
    return List.of(network.file);
  }

  @Override
  public boolean keeps() {
    return true;
  }

  /**
   * The run that is stored somewhere, to be done again; its results go nowhere.
   *
   * @param model where its network lies now, if elsewhere
   * @param images where its images lie now, if elsewhere
   * @param threads how many to use, if not as many as then
   * @throws org.stratigraph.UnusableInputException if a file of it is no longer there
   */
  CriticalityRun again(
      StoredRun stored, Optional<Path> model, Optional<String> images, Optional<Integer> threads) {
    network.file = model.orElse(network.file);
    data.data = images.orElse(data.data);
    machine.threads = threads.or(() -> machine.threads);
    stored.requireFiles(network, data, measuring);
    return new CriticalityRun(
            terminal,
            network,
            data,
            preprocessing,
            measuring,
            machine,
            new OutputOptions(),
            TrackingOptions.none())
        .again(stored);
  }

  @Override
  public Integer call() {
    return run().run(dryRun);
  }

  private CriticalityRun run() {
    return new CriticalityRun(
        terminal, network, data, preprocessing, measuring, machine, output, tracking);
  }

  /** What was asked for, opened; for another process that does the rest. */
  OpenedCriticality open(int threads) {
    return OpenedCriticality.of(network, data, preprocessing, measuring, threads, machine.device());
  }

  /** The options of the analysis. */
  CriticalityOptions options(OpenedCriticality opened, OptionalInt chunk) {
    return run().options(opened.protocol().limitedTo(opened.reset().trials()), chunk);
  }
}
