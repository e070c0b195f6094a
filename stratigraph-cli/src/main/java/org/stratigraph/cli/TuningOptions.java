package org.stratigraph.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Option;

/** How {@code autotune} looks for a depth; the defaults are those of the papers' code. */
final class TuningOptions {
  private static final int MOST = 1000;

  @Option(
      names = "--blocks",
      paramLabel = "A,B,C,D",
      description =
          "Start with the VGG-like network with so many blocks of 64, 128, 256 and 512 channels."
              + " Default: 3,12,41,3, which is 120 layers deep.")
  Optional<String> blocks = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "vgg",
      description = "vgg, or fnn: fully connected layers. Default: ${DEFAULT-VALUE}.")
  String model = "";

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Units of each layer of an fnn. Default: 10.")
  Optional<Integer> width = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Hidden layers of an fnn to start with. Default: 50.")
  Optional<Integer> depth = Optional.empty();

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      defaultValue = "first-and-rest",
      description =
          "What goes: of the first type of blocks in conflict, the first conflicting one and all"
              + " after it (first-and-rest, the papers' text) or the conflicting ones"
              + " (conflicting-only, their code); or the conflicting ones of all types (all-types)."
              + " Default: ${DEFAULT-VALUE}.")
  String rule = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "120",
      description = "Train N epochs. Default: ${DEFAULT-VALUE}.")
  int epochs;

  @Option(
      names = "--check-epochs",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Look for conflicts after each of the first N epochs. Default: ${DEFAULT-VALUE}.")
  int checkEpochs;

  @Option(
      names = "--check-on",
      paramLabel = "WHICH",
      defaultValue = "augmented",
      description =
          "Look for them on images as the training sees them (augmented, as published), or as they"
              + " are (plain). Default: ${DEFAULT-VALUE}.")
  String checkOn = "";

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images to look for conflicts on. Default: ${DEFAULT-VALUE}.")
  int samples;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images a step. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "1e-3",
      description = "The learning rate, constant. Default: ${DEFAULT-VALUE}.")
  double rate;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME[:OPTIONS]",
      defaultValue = "lookahead-radam:epsilon=1e-6,weight-decay=0.01,steps=6,share=0.5",
      description =
          "sgd, adam, adamw or radam, or lookahead-sgd and so on. Default: ${DEFAULT-VALUE}.")
  String optimiser = "";

  @Option(
      names = "--augment",
      paramLabel = "WORDS",
      defaultValue = "none",
      description =
          "How training images are changed, such as crop=4,flip. The papers' code has crop=4 and"
              + " brightness=0.25 for MNIST, crop=6,flip,brightness=0.25 for CIFAR-10. Default:"
              + " ${DEFAULT-VALUE}.")
  String augmentation = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Fixes every draw. Default: ${DEFAULT-VALUE}.")
  long seed;

  /**
   * Checks what can be checked without images.
   *
   * @throws UnusableInputException if an option is unknown, out of its range or of another model
   */
  void check() {
    if (!model.equals("vgg") && !model.equals("fnn")) {
      throw new UnusableInputException("--model " + model + " is not known. There are vgg, fnn.");
    }
    if (isFullyConnected() && blocks.isPresent()) {
      throw new UnusableInputException("--blocks are of the vgg; give an fnn --width and --depth.");
    }
    if (!isFullyConnected() && (width.isPresent() || depth.isPresent())) {
      throw new UnusableInputException("--width and --depth need --model fnn.");
    }
    if (!checkOn.equals("augmented") && !checkOn.equals("plain")) {
      throw new UnusableInputException(
          "--check-on " + checkOn + " is not known. There are augmented, plain.");
    }
    start();
    requirePositive("--epochs", epochs);
    requirePositive("--check-epochs", checkEpochs);
    requirePositive("--samples", samples);
    requirePositive("--batch", batch);
    requirePositive("--width", width.orElse(1));
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new UnusableInputException("--lr " + rate + " must be above 0.");
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UnusableInputException(option + " " + value + " must be at least 1.");
    }
  }

  boolean isFullyConnected() {
    return model.equals("fnn");
  }

  /**
   * The numbers of blocks to start from.
   *
   * @throws UnusableInputException if they are none
   */
  List<Integer> start() {
    if (isFullyConnected()) {
      int layers = depth.orElse(50);
      if (layers < 1 || layers > MOST) {
        throw new UnusableInputException("--depth " + layers + " must be from 1 to " + MOST + ".");
      }
      return List.of(layers);
    }
    String text = blocks.orElse("3,12,41,3");
    if (!text.matches("\\d{1,3}(,\\d{1,3}){3}") || !text.matches(".*[1-9].*")) {
      throw new UnusableInputException(
          "--blocks " + text + " must be four numbers from 0 to 999, such as 3,12,41,3.");
    }
    return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  /** The name of the architecture with these numbers of blocks. */
  String architecture(List<Integer> counts) {
    return isFullyConnected()
        ? "fnn:width=" + width.orElse(10) + ",depth=" + counts.get(0)
        : "conflict-vgg:" + counts.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
