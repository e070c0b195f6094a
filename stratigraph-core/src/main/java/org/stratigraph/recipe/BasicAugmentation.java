package org.stratigraph.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The crop and the flip that nearly every method has.
 *
 * @param crop pixels of padding that a crop of the image's size is cut from; 0 for none
 * @param flip whether half of the images are mirrored
 */
record BasicAugmentation(OptionalInt crop, Optional<Boolean> flip) {
  private static final int LARGEST = 4096;

  /** Asks for the options {@code crop} and {@code flip}. */
  static BasicAugmentation of(OptionText options) {
    return new BasicAugmentation(
        options.count("crop", "an eighth of the image", 0, LARGEST),
        options.flag("flip", "yes for colour, no for grey"));
  }

  /**
   * The augmentation as text.
   *
   * @param more further parts, such as {@code mixup=0.2}
   */
  String text(Subject subject, String... more) {
    List<String> parts = new ArrayList<>();
    int padding = crop.orElse(subject.usualPadding());
    if (padding > 0) {
      parts.add("crop=" + padding);
    }
    if (flip.orElse(subject.usuallyFlipped())) {
      parts.add("flip");
    }
    parts.addAll(List.of(more));
    return parts.isEmpty() ? "none" : String.join(",", parts);
  }
}
