package org.stratigraph.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Resize;
import org.stratigraph.tensor.Shape;

/**
 * timm's {@code config.json}: {@code architecture}, {@code num_classes}, and in {@code
 * pretrained_cfg} (in old files beside them) what the images need.
 *
 * <p>As timm's {@code transforms_imagenet_eval} does it: the shorter side is resized to {@code
 * floor(size / crop_pct)} and {@code size} is cut from the centre, where size is the last number of
 * {@code input_size}. {@code crop_pct} is 0.875 and the interpolation bicubic unless given. The
 * sizes for testing ({@code test_input_size}, {@code test_crop_pct}) are not used.
 */
final class TimmConfig {
  private static final double DEFAULT_CROP = 0.875;

  /** Arguments that change nothing that the tensors do not tell. */
  private static final Set<String> HARMLESS_ARGUMENTS =
      Set.of("num_classes", "in_chans", "drop_rate", "drop_path_rate", "drop_block_rate");

  private TimmConfig() {}

  /**
   * Reads the description.
   *
   * @param given the architecture that the user names; used where the one in the file is not known
   * @throws UnusableInputException if there is no known architecture, or the file asks for changes
   *     to it
   */
  static ModelDescription describe(
      ConfigFile config, Optional<Architecture> given, List<String> notes) {
    String name = config.text("architecture").orElseThrow();
    Architecture architecture =
        Architectures.find(name).or(() -> given).orElseThrow(() -> unknown(config, name));
    requirePlain(config);
    ConfigFile images = config.within("pretrained_cfg");
    List<Double> size = images.numbers("input_size");
    Optional<Shape> shape = size.isEmpty() ? Optional.empty() : Optional.of(shape(images, size));
    OptionalInt classes = config.integer("num_classes");
    return new ModelDescription(
        architecture,
        classes.isPresent() ? classes : images.integer("num_classes"),
        shape,
        preprocessing(images, shape.orElse(architecture.input()), notes));
  }

  private static UnusableInputException unknown(ConfigFile config, String name) {
    return new UnusableInputException(
        "%s: the architecture \"%s\" is not known. Known architectures: %s. Any other network can be used as an ONNX file."
            .formatted(
                config.path(),
                name.replaceAll("\\p{Cntrl}", "?"),
                String.join(", ", Architectures.names())));
  }

  private static void requirePlain(ConfigFile config) {
    String pool = config.text("global_pool").orElse("avg");
    List<String> arguments =
        config.keysOf("model_args").stream()
            .filter(key -> !HARMLESS_ARGUMENTS.contains(key))
            .toList();
    if (!pool.equals("avg") && !pool.isEmpty()) {
      throw config.wrong(
          "global_pool", "\"avg\" (other poolings are not supported; export the network to ONNX)");
    }
    if (!arguments.isEmpty()) {
      throw config.wrong(
          "model_args", "no argument that changes the network (export it to ONNX and use that)");
    }
  }

  private static Shape shape(ConfigFile images, List<Double> size) {
    boolean valid =
        size.size() == 3 && size.stream().allMatch(e -> e >= 1 && e <= 16_384 && e == Math.rint(e));
    if (!valid) {
      throw images.wrong("input_size", "three whole numbers, [channels, height, width],");
    }
    return Shape.of(size.stream().mapToLong(Double::longValue).toArray());
  }

  private static Optional<Preprocessing> preprocessing(
      ConfigFile images, Shape input, List<String> notes) {
    if (!images.has("mean") || !images.has("std")) {
      return Optional.empty();
    }
    String mode = images.text("crop_mode").orElse("center");
    Optional<Interpolation> interpolation =
        Labelled.find(Interpolation.class, images.text("interpolation").orElse("bicubic"));
    if (!mode.equals("center") || interpolation.isEmpty() || input.extent(1) != input.extent(2)) {
      notes.add(
          "The preprocessing in %s is not supported (crop_mode %s, interpolation %s, image %s), so it must be given."
              .formatted(
                  images.path().getFileName(),
                  mode,
                  images.text("interpolation").orElse("bicubic"),
                  input));
      return Optional.empty();
    }
    double crop = images.number("crop_pct").orElse(DEFAULT_CROP);
    if (crop <= 0 || crop > 1) {
      throw images.wrong("crop_pct", "a number above 0 and not above 1");
    }
    int side = Math.toIntExact(input.extent(2));
    List<Float> mean = images.floats("mean");
    return Optional.of(
        new Preprocessing(
            "timm",
            Optional.of(new Resize((int) Math.floor(side / crop), interpolation.get())),
            OptionalInt.of(side),
            mean.size(),
            mean,
            images.floats("std")));
  }
}
