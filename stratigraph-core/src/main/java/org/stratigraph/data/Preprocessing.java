package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;

/**
 * How a decoded image becomes a network's input: colours, resize, centre crop, scaling to [0,1] and
 * normalisation, in this order and as torchvision does each.
 *
 * <p>The centre crop starts at {@code round((side - crop) / 2)} (halves to even); an image that is
 * smaller than the crop is first padded with black on both sides. A channel's value is {@code
 * (level / 255 - mean) / std}, each step in 32-bit floating point.
 *
 * @param name a name for people; not part of the meaning
 * @param resize the resize, if any
 * @param crop the side of the square cut from the centre, if any
 * @param channels 3 for red, green, blue; 1 for grey (luma of ITU-R BT.601)
 * @param mean one number a channel, in units of [0,1]
 * @param std one positive number a channel, in units of [0,1]
 */
public record Preprocessing(
    String name,
    Optional<Resize> resize,
    OptionalInt crop,
    int channels,
    List<Float> mean,
    List<Float> std) {

  /**
   * Checks that the parts fit each other.
   *
   * @throws UnusableInputException if channels is neither 1 nor 3, the crop is outside 1 to 16,384,
   *     mean or std do not have one finite number a channel, or a std is not positive
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (channels != 1 && channels != 3) {
      throw new UnusableInputException("Images have 1 or 3 channels, not " + channels + ".");
    }
    crop.ifPresent(side -> Resize.requireSide("crop to", side));
    requireOneEach("mean", mean, channels);
    requireOneEach("std", std, channels);
    if (std.stream().anyMatch(value -> value <= 0)) {
      throw new UnusableInputException("Each std must be above 0, not " + std + ".");
    }
  }

  private static void requireOneEach(String what, List<Float> values, int channels) {
    if (values.size() != channels || !values.stream().allMatch(Float::isFinite)) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT, "The %s needs %d finite numbers, not %s.", what, channels, values));
    }
  }

  /**
   * The preprocessing of a name; {@link #names()} lists them.
   *
   * @throws UnusableInputException if there is none of that name; the message lists them
   */
  public static Preprocessing named(String name) {
    return NamedPreprocessings.find(name)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "There is no preprocessing \""
                        + name
                        + "\"; use one of "
                        + String.join(", ", names())
                        + ", or give --resize, --crop, --interpolation, --mean and --std."));
  }

  /** The known names, in the order in which help should show them. */
  public static List<String> names() {
    return NamedPreprocessings.names();
  }

  /** The same with another resize; the interpolation stays, bilinear if there was none. */
  public Preprocessing withResize(int size) {
    Interpolation interpolation = resize.map(Resize::interpolation).orElse(Interpolation.BILINEAR);
    return custom(Optional.of(new Resize(size, interpolation)), crop, channels, mean, std);
  }

  /** The same without resize. */
  public Preprocessing withoutResize() {
    return custom(Optional.empty(), crop, channels, mean, std);
  }

  /**
   * The same with another interpolation.
   *
   * @throws UnusableInputException if there is no resize that could use it
   */
  public Preprocessing withInterpolation(Interpolation interpolation) {
    Resize before =
        resize.orElseThrow(
            () ->
                new UnusableInputException(
                    "The preprocessing \""
                        + name
                        + "\" does not resize, so an interpolation has no meaning; add --resize."));
    return custom(Optional.of(new Resize(before.size(), interpolation)), crop, channels, mean, std);
  }

  /** The same with another centre crop. */
  public Preprocessing withCrop(int side) {
    return custom(resize, OptionalInt.of(side), channels, mean, std);
  }

  /** The same without crop. */
  public Preprocessing withoutCrop() {
    return custom(resize, OptionalInt.empty(), channels, mean, std);
  }

  /**
   * The same with other normalisation. The number of values decides the channels: 1 or 3.
   *
   * @throws UnusableInputException as the constructor
   */
  public Preprocessing withNormalisation(List<Float> newMean, List<Float> newStd) {
    return custom(resize, crop, newMean.size(), newMean, newStd);
  }

  private Preprocessing custom(
      Optional<Resize> newResize,
      OptionalInt newCrop,
      int newChannels,
      List<Float> newMean,
      List<Float> newStd) {
    String suffix = " (changed)";
    String newName = name.endsWith(suffix) ? name : name + suffix;
    return new Preprocessing(newName, newResize, newCrop, newChannels, newMean, newStd);
  }

  /**
   * All that matters, in one line of words, without the name: two preprocessings that say the same
   * do the same.
   */
  public String describe() {
    List<String> parts = new ArrayList<>();
    resize.ifPresent(
        r ->
            parts.add(
                "resize shorter side to " + r.size() + " (" + r.interpolation().label() + ")"));
    crop.ifPresent(side -> parts.add("centre crop " + side));
    parts.add(channels == 3 ? "RGB in [0,1]" : "grey in [0,1]");
    parts.add("mean " + join(mean));
    parts.add("std " + join(std));
    return String.join(", ", parts);
  }

  private static String join(List<Float> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** The width and height of the result for an image of this size; both are at least 1. */
  Size sizeFor(int width, int height) {
    if (crop.isPresent()) {
      return new Size(crop.getAsInt(), crop.getAsInt());
    }
    return resizedSize(width, height);
  }

  /** The width and height after the resize and before the crop. */
  Size resizedSize(int width, int height) {
    return resize
        .map(r -> new Size(r.width(width, height), r.height(width, height)))
        .orElse(new Size(width, height));
  }

  /** Width and height in pixels. */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + " x " + height;
    }
  }
}
