package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph autotune}. */
@Command(
    name = "autotune",
    header = "Train a deep network without the blocks that are in conflict.",
    description = {
      "",
      "Trains a deep network, removes the blocks that are in conflict in the first epochs (see"
          + " 'conflicts'), and starts again, until none is left. Every decision is kept in DIR as it"
          + " is made, and the same command goes on there after an interruption. Of a folder with both"
          + " parts of MNIST or CIFAR, one is trained and the other tested on.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph autotune --data mnist/ --model fnn --width 10 --depth 50 --run runs/tuned",
      "  stratigraph autotune --data train.tar.gz --test test.tar.gz --blocks 3,12,41,3 --run runs/vgg",
    })
final class AutotuneCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final TrainingTools tools;

  @ArgGroup(validate = false, heading = "%nImages:%n", order = 0)
  TrainingDataOptions data = new TrainingDataOptions();

  @ArgGroup(validate = false, heading = "%nPreprocessing:%n", order = 1)
  PreprocessingOptions preprocessing = new PreprocessingOptions();

  @ArgGroup(validate = false, heading = "%nTuning:%n", order = 2)
  TuningOptions tuning = new TuningOptions();

  @Mixin DeviceOptions machine = new DeviceOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "Where history, state and the resulting network are kept.")
  Path run = Path.of("");

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
  Optional<Path> json = Optional.empty();

  AutotuneCommand(Terminal terminal, TrainingTools tools) {
    this.terminal = terminal;
    this.tools = tools;
  }

  @Override
  public Integer call() {
    json.ifPresent(file -> OutputFile.check("--json", file));
    tuning.check();
    return new AutotuneRun(terminal, tools, this).run();
  }
}
