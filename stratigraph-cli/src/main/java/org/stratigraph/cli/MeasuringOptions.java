package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is measured, and how closely. */
final class MeasuringOptions {
  @Option(
      names = "--layers",
      paramLabel = "GLOB",
      description =
          "Only layers whose name matches, such as 'layer4.*'; '!GLOB' leaves layers out. May be"
              + " repeated; the last match decides.")
  List<String> layers = List.of();

  @Option(
      names = "--kinds",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "KIND,...",
      defaultValue = "conv,linear",
      description =
          "Only layers of these kinds: conv, linear, norm, embedding, recurrent. Default:"
              + " ${DEFAULT-VALUE}.")
  List<String> kinds = List.of();

  @Option(
      names = "--reset",
      paramLabel = "KIND",
      defaultValue = "random",
      description =
          "What replaces a layer's tensors: random (its own initialiser), initial or from:FILE[,FILE]"
              + " (the same layer in other checkpoints, one a trial), zero, shuffle, gaussian."
              + " Default: ${DEFAULT-VALUE}.")
  String reset = "";

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description =
          "The checkpoint from before training, for --reset initial. Default: epoch 0, if the network"
              + " is the run directory of 'stratigraph train'.")
  Optional<Path> initial = Optional.empty();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "paper: 3 trials and 10,000 images for every layer. auto: as many trials (4 to 60) and images"
              + " (64 to 1,000) as each layer needs to meet --target-error. Default: auto, or T trials"
              + " for every layer with --trials.")
  Optional<String> protocol = Optional.empty();

  @Option(
      names = "--trials",
      paramLabel = "T",
      description = "Draw each reset T times; with auto, at most T times.")
  Optional<Integer> trials = Optional.empty();

  @Option(
      names = "--least-trials",
      paramLabel = "T",
      description = "With auto: draw each reset at least T times. Default: 4.")
  Optional<Integer> leastTrials = Optional.empty();

  @Option(
      names = "--least-images",
      paramLabel = "N",
      description = "With auto: use at least N images for each layer. Default: 64.")
  Optional<Integer> leastImages = Optional.empty();

  @Option(
      names = "--target-error",
      paramLabel = "E",
      description =
          "With auto: stop a layer when its criticality's standard error is below E. Default: 0.02. A"
              + " smaller E continues the same run.")
  Optional<Double> targetError = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "W",
      description =
          "With auto: spend at most the work of W evaluations of the whole network on one image,"
              + " where it helps most.")
  Optional<Double> budget = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Fixes every draw, of images and of resets. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--accept-baseline",
      description =
          "Measure even if the untouched network predicts near chance or one class only, which mostly"
              + " means the wrong preprocessing or class order.")
  boolean acceptBaseline;
}
