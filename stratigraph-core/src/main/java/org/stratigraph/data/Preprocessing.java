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
 * (level / 255 - mean) / std}, each step in 32-bit floating point; or each image is standardised by
 * its own values, see {@link #standardise}.
 *
 * @param name a name for people; not part of the meaning
 * @param resize the resize, if any
 * @param crop the side of the square cut from the centre, if any
 * @param channels 3 for red, green, blue; 1 for grey (luma of ITU-R BT.601)
 * @param mean one number a channel, in units of [0,1]
 * @param std one positive number a channel, in units of [0,1]
 * @param standardised whether each image is standardised by its own values; mean and std are then 0
 *     and 1
 */
public record Preprocessing(
    String name,
    Optional<Resize> resize,
    OptionalInt crop,
    int channels,
    List<Float> mean,
    List<Float> std,
    boolean standardised) {

  /**
   * Checks that the parts fit each other.
   *
   * @throws UnusableInputException if channels is neither 1 nor 3, the crop is outside 1 to 16,384,
   *     mean or std do not have one finite number a channel, a std is not positive, or a
   *     standardised image would be normalised before
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
    if (standardised
        && !(mean.stream().allMatch(value -> value == 0)
            && std.stream().allMatch(value -> value == 1))) {
      throw new UnusableInputException(
          "Images that are standardised one by one have no mean and std in common.");
    }
  }

  /** The same for all images. */
  public Preprocessing(
      String name,
      Optional<Resize> resize,
      OptionalInt crop,
      int channels,
      List<Float> mean,
      List<Float> std) {
    this(name, resize, crop, channels, mean, std, false);
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
    return resized(Optional.of(new Resize(size, interpolation)));
  }

  /** The same without resize. */
  public Preprocessing withoutResize() {
    return resized(Optional.empty());
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
    return resized(Optional.of(new Resize(before.size(), interpolation)));
  }

  /** The same with another centre crop. */
  public Preprocessing withCrop(int side) {
    return cropped(OptionalInt.of(side));
  }

  /** The same without crop. */
  public Preprocessing withoutCrop() {
    return cropped(OptionalInt.empty());
  }

  /**
   * The same with this normalisation in place of any other. The number of values decides the
   * channels: 1 or 3.
   *
   * @throws UnusableInputException as the constructor
   */
  public Preprocessing withNormalisation(List<Float> newMean, List<Float> newStd) {
    return new Preprocessing(changed(), resize, crop, newMean.size(), newMean, newStd);
  }

  private Preprocessing resized(Optional<Resize> other) {
    return new Preprocessing(changed(), other, crop, channels, mean, std, standardised);
  }

  private Preprocessing cropped(OptionalInt other) {
    return new Preprocessing(changed(), resize, other, channels, mean, std, standardised);
  }

  private String changed() {
    String suffix = " (changed)";
    return name.endsWith(suffix) ? name : name + suffix;
  }

  /**
   * Standardises the values of one image where this preprocessing does: {@code (x - m) / max(s, 1 /
   * sqrt(n))} with the mean m and the standard deviation s (of a population) of its n values, all
   * channels together. Source: TensorFlow's {@code tf.image.per_image_standardization} on values in
   * [0,1].
   *
   * @param values of one image, normalised; changed in place
   */
  public void standardise(float[] values) {
    if (!standardised) {
      return;
    }
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double middle = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - middle) * (value - middle);
    }
    double deviation = Math.max(Math.sqrt(squares / values.length), 1 / Math.sqrt(values.length));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((values[i] - middle) / deviation);
    }
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
    if (standardised) {
      parts.add("each image standardised");
    } else {
      parts.add("mean " + join(mean));
      parts.add("std " + join(std));
    }
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
