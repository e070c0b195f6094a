package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.UnusableInputException;
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
      required = true,
      description = "The learning rate of the training.")
  double learningRate;

  @Option(
      names = "--batch",
      paramLabel = "N",
      required = true,
      description = "The batch size of the training.")
  int batch;

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
      defaultValue = "0",
      description = "Draws the images. Default: ${DEFAULT-VALUE}.")
  long seed;

  /**
   * The options of the analysis.
   *
   * @throws UnusableInputException if one is out of its range
   */
  ConflictOptions checked() {
    if (samples < 1) {
      throw new UnusableInputException("--samples " + samples + " must be at least 1.");
    }
    if (!at.equals("layers") && !at.equals("blocks")) {
      throw new UnusableInputException("--at " + at + " is not known. There are layers, blocks.");
    }
    if (!isNumber()) {
      WeightAmplitude.named(weightAmplitude);
    }
    return ConflictOptions.of(learningRate, batch)
        .withEqualShare(equalShare)
        .withPrecision(Precision.named(precision))
        // A part of the heap: what is compared lies there.
        .withMemory(Runtime.getRuntime().maxMemory() / 4);
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
