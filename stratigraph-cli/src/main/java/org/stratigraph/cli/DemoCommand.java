package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stratigraph demo}: the program's main jobs, on networks that it trains itself. */
@Command(
    name = "demo",
    header = "A whole study in about three minutes: nothing to download or to prepare.",
    description = {
      "",
      "Trains one small network three ways, on images of shapes that the program draws itself:"
          + " as usual, with augmented images, and on adversarial examples. Measures how far"
          + " the layers moved and which are in conflict on the way, then which layers each network"
          + " needs, and writes one report. Shows the commands that it runs, so that you can change them.",
    },
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final String ARCHITECTURE = "resnet8-cifar";
  private static final String RATE = "0.1";
  private static final int BATCH = 64;

  /** What a network is called, and the method that trains it; mild, because training is short. */
  private record Training(String name, String method) {}

  private static final List<Training> TRAININGS =
      List.of(
          new Training("standard", "standard:crop=0,flip=no"),
          new Training("augmented", "augmented:randaugment,ops=1,magnitude=4,crop=2,flip=no"),
          new Training(
              "adversarial", "adversarial:linf,eps=1/510,steps=1,step=1/510,crop=0,flip=no"));

  private final Terminal terminal;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "stratigraph-demo",
      description =
          "Where the networks and the results go; trainings that are there are gone on with. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Train each network for N epochs. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--training-images",
      paramLabel = "N",
      defaultValue = "6000",
      description = "How many images to train on. Default: ${DEFAULT-VALUE}.")
  private int trainingImages;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many images to measure on. Default: ${DEFAULT-VALUE}.")
  private int images;

  @Option(
      names = "--trials",
      paramLabel = "T",
      defaultValue = "3",
      description = "How many draws of random weights for each layer. Default: ${DEFAULT-VALUE}.")
  private int trials;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    List<String> results = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (Training training : TRAININGS) {
      Path run = out.resolve(training.name());
      Path json = out.resolve(training.name() + ".json");
      int status = execute(trainCommand(training, run));
      if (status == ExitStatus.DONE) {
        status = execute(criticalityCommand(run, json));
      }
      if (status != ExitStatus.DONE) {
        return status;
      }
      results.add(json.toString());
      runs.add(run.toString());
    }
    Path report = out.resolve("report.html");
    List<String> command = new ArrayList<>(List.of("report"));
    command.addAll(results);
    command.addAll(runs);
    command.addAll(List.of("--title", "Networks compared", "--out", report.toString()));
    int status = execute(command);
    if (status != ExitStatus.DONE) {
      return status;
    }
    terminal.note("");
    terminal.note("Open " + report.toAbsolutePath() + " in a browser.");
    return ExitStatus.DONE;
  }

  private List<String> trainCommand(Training training, Path run) {
    List<String> command = new ArrayList<>(List.of("train", "--arch", ARCHITECTURE));
    command.addAll(List.of("--data", "builtin:shapes-train", "--preprocess", "shapes"));
    command.addAll(List.of("--images", Integer.toString(trainingImages)));
    command.addAll(List.of("--method", training.method()));
    command.addAll(List.of("--epochs", Integer.toString(epochs), "--lr", RATE));
    command.addAll(List.of("--optimizer", "sgd:nesterov,weight-decay=5e-4"));
    command.addAll(List.of("--batch", Integer.toString(BATCH), "--run", run.toString()));
    return command;
  }

  private List<String> criticalityCommand(Path run, Path json) {
    List<String> command = new ArrayList<>(List.of("criticality", run.toString()));
    command.addAll(List.of("--data", "builtin:shapes"));
    command.addAll(List.of("--images", Integer.toString(images)));
    command.addAll(List.of("--trials", Integer.toString(trials)));
    // A network that was trained for a moment only may still be near chance.
    command.addAll(List.of("--accept-baseline", "--json", json.toString()));
    return command;
  }

  private int execute(List<String> command) {
    terminal.note("");
    terminal.note(
        "stratigraph "
            + command.stream().map(DemoCommand::quoted).collect(Collectors.joining(" ")));
    return Main.execute(terminal, command.toArray(String[]::new));
  }

  /** As a shell takes it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w./:,=+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
