package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.store.ConflictsCsv;
import org.stratigraph.store.ConflictsJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratigraph conflicts}. */
@Command(
    name = "conflicts",
    header =
        "Find the layers that make images of different classes indistinguishable for training.",
    description = {
      "",
      "Puts training images whose activations at a layer are equal within floating-point resolution"
          + " into one bundle, and measures how many classes a bundle mixes: a layer whose bundle"
          + " entropy is above 0 is conflicting.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph conflicts net.onnx --data train/ --preprocess imagenet --learning-rate 1e-3 --batch 64",
      "  Over a training, as the papers report it:",
      "    stratigraph conflicts runs/standard --data train.tar",
      "    stratigraph conflicts epoch_*.pth --arch resnet20-cifar --data train.tar --preprocess cifar10 \\",
      "      --learning-rate 0.1 --batch 128 --json conflicts.json",
      "  Activations that another program computed:",
      "    stratigraph conflicts --activations acts.npy --labels labels.npy --weight-amplitude 1.3 \\",
      "      --learning-rate 1e-3 --batch 64",
    })
final class ConflictsCommand implements Callable<Integer>, Isolatable {
  private final Terminal terminal;

  @Mixin private ConflictsInput input = new ConflictsInput();

  @ArgGroup(validate = false, heading = "%nPreprocessing:%n", order = 1)
  private PreprocessingOptions preprocessing = new PreprocessingOptions();

  @ArgGroup(validate = false, heading = "%nWhat is measured:%n", order = 2)
  private ConflictsOptions measuring = new ConflictsOptions();

  @Mixin private MachineOptions machine = new MachineOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a layer as CSV.")
  private Optional<Path> csv = Optional.empty();

  ConflictsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Path> networks() {
    return input.files;
  }

  @Override
  public Integer call() {
    json.ifPresent(file -> OutputFile.check("--json", file));
    csv.ifPresent(file -> OutputFile.check("--csv", file));
    if (input.activations.isPresent() == !input.files.isEmpty()) {
      throw new UnusableInputException(
          "Give either the FILE of a network with --data, or --activations with --labels.");
    }
    ConflictResult result =
        input.activations.isPresent()
            ? new ConflictsOfArray(input, measuring).run()
            : new ConflictsOfNetwork(terminal, input, preprocessing, measuring, machine).run();
    ConflictsTable.print(result, terminal);
    OutputFile.write(json, file -> ConflictsJson.write(result, file), terminal);
    OutputFile.write(csv, file -> ConflictsCsv.write(result, file), terminal);
    return ExitStatus.DONE;
  }
}
