package org.stratigraph.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a study says of the preparation of images; what it does not say, the network's file or its
 * architecture may.
 *
 * @param name a named preprocessing to begin with
 * @param resize the shorter side in pixels
 * @param crop the side of the centre crop in pixels
 * @param interpolation of the resize, by name
 * @param mean one a channel, for values in [0, 1]; empty where not said
 * @param std one a channel; empty where not said
 */
public record ImagePreparation(
    Optional<String> name,
    OptionalInt resize,
    OptionalInt crop,
    Optional<String> interpolation,
    List<Float> mean,
    List<Float> std) {
  public ImagePreparation {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** Nothing is said. */
  public static ImagePreparation unsaid() {
    return named(Optional.empty());
  }

  /** A named preprocessing, or nothing. */
  public static ImagePreparation named(Optional<String> name) {
    return new ImagePreparation(
        name, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), List.of(), List.of());
  }

  /** This where it says something, and the other one where it does not. A name replaces all. */
  public ImagePreparation over(ImagePreparation other) {
    if (name.isPresent()) {
      return this;
    }
    return new ImagePreparation(
        other.name,
        resize.isPresent() ? resize : other.resize,
        crop.isPresent() ? crop : other.crop,
        interpolation.or(() -> other.interpolation),
        mean.isEmpty() ? other.mean : mean,
        std.isEmpty() ? other.std : std);
  }
}
