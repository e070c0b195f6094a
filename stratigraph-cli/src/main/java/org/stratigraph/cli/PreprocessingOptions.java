package org.stratigraph.cli;

import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.network.Network;
import picocli.CommandLine.Option;

/** What is done to the images before the network sees them. */
final class PreprocessingOptions {
  @Option(
      names = "--preprocess",
      paramLabel = "NAME",
      description =
          "A named preprocessing: imagenet (resize 256, crop 224), imagenet-224 (crop only), cifar10,"
              + " cifar10-imagenet-stats, ... It must be the one that the network was trained with."
              + " Default: what the file says, if it does.")
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
      description = "How to resize: bilinear, bicubic, lanczos or nearest, as Pillow does.")
  Optional<String> interpolation = Optional.empty();

  @Option(
      names = "--mean",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "a,b,c",
      description = "Subtract this from each channel, whose values are in [0, 1].")
  List<Float> mean = List.of();

  @Option(names = "--std", split = ",", paramLabel = "a,b,c", description = "Then divide by this.")
  List<Float> std = List.of();

  /**
   * What is done to the images: the named preprocessing, or the one that the network's file states,
   * or none; then the single options on top of it.
   *
   * @throws UnusableInputException if nothing says what to do, or the options do not fit together
   */
  Preprocessing choose(Network network, DataSet data) {
    return choose(network.preprocessing(), data);
  }

  /**
   * The same.
   *
   * @param stated what the network's file or architecture says, if anything
   */
  Preprocessing choose(Optional<Preprocessing> stated, DataSet data) {
    Preprocessing chosen = name.map(Preprocessing::named).orElseGet(() -> base(stated, data));
    if (resize.isPresent()) {
      chosen = chosen.withResize(resize.get());
    }
    if (crop.isPresent()) {
      chosen = chosen.withCrop(crop.get());
    }
    if (interpolation.isPresent()) {
      chosen = chosen.withInterpolation(Interpolation.named(interpolation.get()));
    }
    if (!mean.isEmpty() || !std.isEmpty()) {
      chosen =
          chosen.withNormalisation(
              mean.isEmpty() ? chosen.mean() : mean, std.isEmpty() ? chosen.std() : std);
    }
    return chosen;
  }

  private Preprocessing base(Optional<Preprocessing> stated, DataSet data) {
    if (stated.isPresent()) {
      return stated.get();
    }
    if (data.preprocessedShape().isPresent()) {
      return Preprocessing.named("none");
    }
    boolean described = resize.isPresent() || crop.isPresent() || !mean.isEmpty() || !std.isEmpty();
    if (described) {
      return Preprocessing.named(mean.size() == 1 ? "none-grey" : "none");
    }
    throw new UnusableInputException(
        "Say how the images are to be prepared, as the network was trained with: --preprocess NAME"
            + " with one of "
            + String.join(", ", Preprocessing.names())
            + "; or --resize, --crop, --mean and --std.");
  }
}
