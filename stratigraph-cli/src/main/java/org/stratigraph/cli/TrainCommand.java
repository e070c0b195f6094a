package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stratigraph.evaluation.Device;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph train}. */
@Command(
    name = "train",
    header = "Train a network, with a method to compare.",
    description = {
      "",
      "Trains epoch by epoch and keeps each epoch in a run directory, from the initial weights on."
          + " The directory is a network like any other: give it to criticality, conflicts or"
          + " weight-change. It also gets weight-change.json and conflicts.json, how far the weights"
          + " moved in each epoch and which layers were in conflict after it.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  Two networks that differ only in how they were trained:",
      "    stratigraph train --arch resnet20-cifar --data train.tar.gz --test test.tar.gz \\",
      "      --method standard --epochs 10 --run runs/standard",
      "    stratigraph train --arch resnet20-cifar --data train.tar.gz --test test.tar.gz \\",
      "      --method adversarial:linf,eps=2/255,steps=7 --epochs 10 --run runs/adversarial",
      "  Fine-tune an ONNX model:",
      "    stratigraph train --arch net.onnx --data train/ --preprocess imagenet --lr 0.001 \\",
      "      --epochs 3 --run runs/tuned",
      "  Which layers do they use?",
      "    stratigraph criticality runs/standard --data test.tar.gz --reset initial",
    })
final class TrainCommand implements Callable<Integer>, Isolatable {
  private final Terminal terminal;
  private final TrainingTools tools;

  TrainCommand(Terminal terminal, TrainingTools tools) {
    this.terminal = terminal;
    this.tools = tools;
  }

  @Mixin private TrainedNetworkOptions network = new TrainedNetworkOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description =
          "Keep the training in DIR. The same command continues there after an interruption of any"
              + " kind.")
  private Path run = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Print what would be done and what it would cost, and stop.")
  private boolean dryRun;

  @ArgGroup(validate = false, heading = "%nTraining:%n", order = 1)
  private TrainingOptions training = new TrainingOptions();

  @ArgGroup(validate = false, heading = "%nImages:%n", order = 2)
  private TrainingDataOptions data = new TrainingDataOptions();

  @ArgGroup(
      validate = false,
      heading = "%nPreprocessing (default: the architecture's):%n",
      order = 3)
  private PreprocessingOptions preprocessing = new PreprocessingOptions();

  @Option(
      names = "--keep",
      paramLabel = "all|last",
      defaultValue = "all",
      order = 4,
      description =
          "Keep the weights after every epoch, or the initial and the newest ones. Default:"
              + " ${DEFAULT-VALUE}.")
  private String keep = "";

  @Option(
      names = "--no-watch",
      order = 4,
      description =
          "Do not measure how far weights move and which layers are in conflict after each epoch.")
  private boolean noWatch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 5,
      description =
          "Use N processor cores. Default: all. Resuming is bit-equal with the same number only.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda[:N]",
      defaultValue = "cpu",
      order = 5,
      description = DeviceOptions.DEVICE)
  private String device = "";

  @Option(names = "--allow-tf32", order = 5, description = DeviceOptions.ALLOW_TF32)
  private boolean allowTf32;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      order = 6,
      description = "Write the figures of every epoch as JSON.")
  private Optional<Path> json = Optional.empty();

  @Override
  public List<Path> networks() {
    return network.architecture.endsWith(".onnx")
        ? List.of(Path.of(network.architecture))
        : List.of();
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Integer call() {
    return new TrainingProgram(
            terminal,
            tools,
            network,
            data,
            training,
            preprocessing,
            run,
            keep,
            !noWatch,
            threads,
            Device.parse(device, allowTf32),
            json)
        .run(dryRun);
  }
}
