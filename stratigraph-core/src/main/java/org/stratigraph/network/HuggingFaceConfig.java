package org.stratigraph.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Resize;

/**
 * The {@code config.json} of Hugging Face's transformers, for {@code model_type} "resnet" in one of
 * the published sizes, and its {@code preprocessor_config.json}, as the ConvNeXT image processor
 * reads it: below 384 pixels, the shorter side is resized to {@code int(size / crop_pct)} and
 * {@code size} is cut from the centre.
 */
final class HuggingFaceConfig {
  private static final List<Double> BASIC_SIZES = List.of(64.0, 128.0, 256.0, 512.0);
  private static final List<Double> BOTTLENECK_SIZES = List.of(256.0, 512.0, 1024.0, 2048.0);

  /** By kind of block and number of blocks in each stage. */
  private static final Map<String, String> NAMES =
      Map.of(
          "basic [2.0, 2.0, 2.0, 2.0]", "resnet18",
          "basic [3.0, 4.0, 6.0, 3.0]", "resnet34",
          "bottleneck [3.0, 4.0, 6.0, 3.0]", "resnet50",
          "bottleneck [3.0, 4.0, 23.0, 3.0]", "resnet101",
          "bottleneck [3.0, 8.0, 36.0, 3.0]", "resnet152");

  /** Pillow's numbers for its filters. */
  private static final Map<Integer, Interpolation> RESAMPLE =
      Map.of(
          0, Interpolation.NEAREST,
          1, Interpolation.LANCZOS,
          2, Interpolation.BILINEAR,
          3, Interpolation.BICUBIC);

  private static final int CROPPED_BELOW = 384;
  private static final double DEFAULT_CROP = 224.0 / 256;

  private HuggingFaceConfig() {}

  /**
   * Reads the description.
   *
   * @param images the preprocessor's configuration, if there is one
   * @param given the architecture that the user names; used where the one in the file is not
   *     supported
   * @throws UnusableInputException if there is no supported architecture
   */
  static ModelDescription describe(
      ConfigFile config,
      Optional<ConfigFile> images,
      Optional<Architecture> given,
      List<String> notes) {
    Architecture architecture =
        architecture(config).or(() -> given).orElseThrow(() -> unsupported(config));
    int labels = config.keysOf("id2label").size();
    return new ModelDescription(
        architecture,
        labels > 0 ? OptionalInt.of(labels) : config.integer("num_labels"),
        Optional.empty(),
        images.flatMap(file -> preprocessing(file, notes)));
  }

  private static UnusableInputException unsupported(ConfigFile config) {
    return new UnusableInputException(
        "%s: describes a network that is not supported (model_type %s). Of Hugging Face's networks, ResNet-18, -34, -50, -101 and -152 are, and timm's configurations of known architectures. Export the network to ONNX and use that."
            .formatted(config.path(), config.root().path("model_type")));
  }

  private static Optional<Architecture> architecture(ConfigFile config) {
    if (!config.text("model_type").equals(Optional.of("resnet"))) {
      return Optional.empty();
    }
    String block = config.text("layer_type").orElse("bottleneck");
    List<Double> sizes = block.equals("basic") ? BASIC_SIZES : BOTTLENECK_SIZES;
    boolean standard =
        config.numbers("hidden_sizes").equals(sizes)
            && config.integer("embedding_size").orElse(64) == 64
            && config.text("hidden_act").orElse("relu").equals("relu")
            && !config.flag("downsample_in_first_stage")
            && !config.flag("downsample_in_bottleneck");
    String key = block + " " + config.numbers("depths");
    return standard && NAMES.containsKey(key)
        ? Architectures.find(NAMES.getOrDefault(key, ""))
        : Optional.empty();
  }

  private static Optional<Preprocessing> preprocessing(ConfigFile images, List<String> notes) {
    String processor =
        images
            .text("image_processor_type")
            .or(() -> images.text("feature_extractor_type"))
            .orElse("");
    OptionalInt size = images.within("size").integer("shortest_edge");
    if (size.isEmpty() && !images.root().path("size").isObject()) {
      size = images.integer("size");
    }
    Optional<Interpolation> interpolation =
        Optional.ofNullable(RESAMPLE.get(images.integer("resample").orElse(3)));
    List<Float> mean = images.floats("image_mean");
    boolean understood =
        processor.startsWith("ConvNext")
            && size.isPresent()
            && size.getAsInt() < CROPPED_BELOW
            && interpolation.isPresent()
            && !mean.isEmpty()
            && images.has("image_std");
    if (!understood) {
      notes.add(
          "The preprocessing in %s is not supported, so it must be given."
              .formatted(images.path().getFileName()));
      return Optional.empty();
    }
    double crop = images.number("crop_pct").orElse(DEFAULT_CROP);
    if (crop <= 0 || crop > 1) {
      throw images.wrong("crop_pct", "a number above 0 and not above 1");
    }
    return Optional.of(
        new Preprocessing(
            "Hugging Face",
            Optional.of(new Resize((int) (size.getAsInt() / crop), interpolation.orElseThrow())),
            size,
            mean.size(),
            mean,
            images.floats("image_std")));
  }
}
