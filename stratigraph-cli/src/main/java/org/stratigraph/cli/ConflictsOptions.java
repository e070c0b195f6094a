package org.stratigraph.cli;

import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.BundleCounting;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.Precision;
import org.stratigraph.conflict.WeightAmplitude;
import picocli.CommandLine.Option;

/**
 * How {@code conflicts} decides what is in conflict; the defaults are those of the paper's code.
 */
final class ConflictsOptions {
  @Option(
      names = "--learning-rate",
      paramLabel = "LR",
      description = "The learning rate of the training. Default: that of the run directory.")
  Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "The batch size of the training. Default: that of the run directory.")
  Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images to measure on, drawn by --seed. Default: ${DEFAULT-VALUE}.")
  int samples;

  @Option(
      names = "--weight-amplitude",
      paramLabel = "A",
      defaultValue = "model",
      description =
          "The largest absolute weight: of the whole model, of each layer (layer), its mean by tensor"
              + " (layer-mean), as in the WACV 2021 code (wac2021), or a number. Default:"
              + " ${DEFAULT-VALUE}.")
  String weightAmplitude = "";

  @Option(
      names = "--equal-share",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "The share of units in which samples of a bundle are equal; the code had 0.7 and 0.6 for a"
              + " while. Default: ${DEFAULT-VALUE}.")
  double equalShare;

  @Option(
      names = "--bundles",
      paramLabel = "NAME",
      defaultValue = "disjoint",
      description =
          "With a share below 1, what the entropy of a bundle counts: each image once (disjoint), or"
              + " all that are like its first image, as often as they occur (overlapping), as that"
              + " code did. Default: ${DEFAULT-VALUE}.")
  String bundles = "";

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "float32",
      description = "float16, float32 or float64. Default: ${DEFAULT-VALUE}.")
  String precision = "";

  @Option(
      names = "--at",
      paramLabel = "WHERE",
      defaultValue = "layers",
      description =
          "Measure after each layer with its norm and activation (layers), or after each residual or"
              + " VGG block (blocks). Default: ${DEFAULT-VALUE}.")
  String at = "";

  @Option(
      names = "--layers",
      paramLabel = "GLOB",
      description = "Only these, such as 'layer4.*'; '!GLOB' leaves out. May be repeated.")
  List<String> layers = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Draws the images. Default: that of the run directory, or 0.")
  Optional<Long> seed = Optional.empty();

  /**
   * The options of the analysis.
   *
   * @param run the training that gives what is not given, if there is one
   * @throws UnusableInputException if one is missing or out of its range
   */
  ConflictOptions checked(Optional<ConflictsRun> run) {
    if (samples < 1) {
      throw new UnusableInputException("--samples " + samples + " must be at least 1.");
    }
    if (!at.equals("layers") && !at.equals("blocks")) {
      throw new UnusableInputException("--at " + at + " is not known. There are layers, blocks.");
    }
    if (!isNumber()) {
      WeightAmplitude.named(weightAmplitude);
    }
    double rate =
        learningRate
            .or(() -> run.map(ConflictsRun::learningRate))
            .orElseThrow(() -> missing("--learning-rate LR"));
    int size = batch.or(() -> run.map(ConflictsRun::batch)).orElseThrow(() -> missing("--batch N"));
    return ConflictOptions.of(rate, size)
        .withEqualShare(equalShare)
        .withCounting(BundleCounting.named(bundles))
        .withPrecision(Precision.named(precision))
        // A part of the heap: what is compared lies there.
        .withMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  private static UnusableInputException missing(String option) {
    return new UnusableInputException(
        option + " is missing: give that of the training; only a run directory says it itself.");
  }

  /** Whether the amplitude is given, instead of being looked up in the network. */
  boolean isNumber() {
    return !weightAmplitude.isEmpty() && "+-.0123456789".indexOf(weightAmplitude.charAt(0)) >= 0;
  }

  /**
   * The amplitude as a number.
   *
   * @throws UnusableInputException if it is none, negative or not finite
   */
  double number() {
    double value;
    try {
      value = Double.parseDouble(weightAmplitude);
    } catch (NumberFormatException e) {
      throw new UnusableInputException(
          "--weight-amplitude " + weightAmplitude + " is not a number.", e);
    }
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new UnusableInputException(
          "--weight-amplitude " + weightAmplitude + " must be a finite number from 0.");
    }
    return value;
  }
}
