package org.stratigraph.network;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Resize;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.tensor.Shape;

/**
 * What {@code network.json} in a training's run directory says, format {@code
 * stratigraph.network/1}.
 *
 * @param architecture the name of a known architecture; empty where {@code graph.onnx} has the
 *     operators
 * @param image the shape of one image, [C, H, W]
 * @param epochs how many there will be
 * @param preprocessing what the images need; empty where they come preprocessed
 */
public record RunDescription(
    Optional<String> architecture, Shape image, int epochs, Optional<Preprocessing> preprocessing) {
  private static final String FORMAT = "stratigraph.network/1";
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * Writes it; the file appears whole or not at all.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    ObjectNode json = MAPPER.createObjectNode().put("format", FORMAT);
    architecture.ifPresent(name -> json.put("architecture", name));
    for (long extent : image.extents()) {
      json.withArray("image").add(extent);
    }
    json.put("epochs", epochs);
    preprocessing.ifPresent(p -> describe(p, json.putObject("preprocessing")));
    AtomicFile.write(file, aside -> Files.writeString(aside, text(json), StandardCharsets.UTF_8));
  }

  private static String text(ObjectNode json) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return MAPPER.writer(printer).writeValueAsString(json) + "\n";
  }

  private static void describe(Preprocessing preprocessing, ObjectNode json) {
    json.put("name", preprocessing.name());
    preprocessing
        .resize()
        .ifPresent(
            resize ->
                json.put("resize", resize.size())
                    .put("interpolation", resize.interpolation().label()));
    preprocessing.crop().ifPresent(side -> json.put("crop", side));
    preprocessing.mean().forEach(value -> json.withArray("mean").add(value));
    preprocessing.std().forEach(value -> json.withArray("std").add(value));
    if (preprocessing.standardised()) {
      json.put("standardised", true);
    }
  }

  /**
   * Reads it.
   *
   * @throws UnusableInputException if the file is missing, damaged or of another format
   */
  static RunDescription read(Path file) {
    ConfigFile json = ConfigFile.read(file);
    if (!json.text("format").equals(Optional.of(FORMAT))) {
      throw json.wrong("format", "\"" + FORMAT + "\"");
    }
    List<Double> extents = json.numbers("image");
    if (extents.size() != 3
        || extents.stream().anyMatch(extent -> extent < 1 || extent > 1 << 20)) {
      throw json.wrong("image", "a list of channels, height and width");
    }
    OptionalInt epochs = json.integer("epochs");
    if (epochs.isEmpty() || epochs.getAsInt() < 1) {
      throw json.wrong("epochs", "a number from 1");
    }
    return new RunDescription(
        json.text("architecture"),
        Shape.of(extents.stream().mapToLong(Double::longValue).toArray()),
        epochs.getAsInt(),
        json.has("preprocessing")
            ? Optional.of(preprocessing(json.within("preprocessing")))
            : Optional.empty());
  }

  private static Preprocessing preprocessing(ConfigFile json) {
    List<Float> mean = json.floats("mean");
    OptionalInt size = json.integer("resize");
    Optional<Resize> resize =
        size.isPresent()
            ? Optional.of(
                new Resize(
                    size.getAsInt(),
                    Interpolation.named(json.text("interpolation").orElse("bilinear"))))
            : Optional.empty();
    return new Preprocessing(
        json.text("name").orElse("of the training"),
        resize,
        json.integer("crop"),
        mean.size(),
        mean,
        json.floats("std"),
        json.flag("standardised"));
  }
}
