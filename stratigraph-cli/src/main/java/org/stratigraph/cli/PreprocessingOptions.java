package org.stratigraph.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done to the images before the network sees them. */
final class PreprocessingOptions {
  @Option(
      names = "--preprocess",
      paramLabel = "NAME",
      description =
          "A named preprocessing: imagenet (resize 256, crop 224), imagenet-224 (crop only), cifar10,"
              + " cifar10-imagenet-stats, ... It must be the one that the network was trained with.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--resize",
      paramLabel = "N",
      description = "Resize so that the shorter side has N pixels.")
  Optional<Integer> resize = Optional.empty();

  @Option(
      names = "--crop",
      paramLabel = "N",
      description = "Then cut N x N pixels from the centre.")
  Optional<Integer> crop = Optional.empty();

  @Option(
      names = "--interpolation",
      paramLabel = "I",
      description = "How to resize: bilinear, bicubic or nearest, as Pillow does.")
  Optional<String> interpolation = Optional.empty();

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "a,b,c",
      description = "Subtract this from each channel, whose values are in [0, 1].")
  List<Double> mean = List.of();

  @Option(names = "--std", split = ",", paramLabel = "a,b,c", description = "Then divide by this.")
  List<Double> std = List.of();
}
