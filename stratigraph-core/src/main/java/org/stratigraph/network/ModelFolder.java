package org.stratigraph.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.tensor.Shape;

/**
 * A folder as timm and Hugging Face's hub have it: {@code config.json} beside {@code
 * model.safetensors} or {@code pytorch_model.bin}.
 */
final class ModelFolder {
  private static final String CONFIG = "config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";

  private ModelFolder() {}

  /**
   * Opens the folder.
   *
   * @param architecture overrides that of the configuration
   * @param images overrides the image size of the configuration
   * @throws UnusableInputException if there are no weights, no architecture is given in either
   *     place, or the two files do not fit each other
   */
  static Network open(Path folder, Optional<Architecture> architecture, Optional<Shape> images) {
    List<String> notes = new ArrayList<>();
    Optional<ModelDescription> described = describe(folder, architecture, notes);
    Optional<Architecture> chosen =
        architecture.or(() -> described.map(ModelDescription::architecture));
    if (architecture.isPresent() && described.isPresent()) {
      noteOverride(architecture.get(), described.get().architecture(), notes);
    }
    FittedCheckpoint fitted =
        FittedCheckpoint.of(
            CheckpointFile.read(folder),
            chosen,
            images.or(() -> described.flatMap(ModelDescription::images)));
    described.ifPresent(d -> requireClasses(folder, d, fitted));
    notes.addAll(fitted.notes());
    Optional<Preprocessing> preprocessing =
        described.flatMap(ModelDescription::preprocessing).or(fitted::preprocessing);
    return new Network(
        fitted.name(),
        folder.toString(),
        ContentHash.ofFolder(folder),
        fitted.graph(),
        fitted.initialiser(),
        preprocessing,
        notes);
  }

  private static Optional<ModelDescription> describe(
      Path folder, Optional<Architecture> given, List<String> notes) {
    Path file = folder.resolve(CONFIG);
    if (!Files.exists(file)) {
      if (given.isPresent()) {
        return Optional.empty();
      }
      throw new UnusableInputException(
          "%s: the folder has no %s, so its architecture is not known. Give it with --arch, or give the path of an ONNX model."
              .formatted(folder, CONFIG));
    }
    ConfigFile config = ConfigFile.read(file);
    if (config.text("architecture").isPresent()) {
      return Optional.of(TimmConfig.describe(config, given, notes));
    }
    Path processor = folder.resolve(PREPROCESSOR);
    Optional<ConfigFile> images =
        Files.exists(processor) ? Optional.of(ConfigFile.read(processor)) : Optional.empty();
    return Optional.of(HuggingFaceConfig.describe(config, images, given, notes));
  }

  private static void noteOverride(Architecture given, Architecture named, List<String> notes) {
    if (!given.name().equals(named.name())) {
      notes.add(
          "Used the given architecture %s instead of %s, which %s names."
              .formatted(given.name(), named.name(), CONFIG));
    }
  }

  private static void requireClasses(
      Path folder, ModelDescription described, FittedCheckpoint fitted) {
    int classes = fitted.fit().classes();
    if (described.classes().isPresent() && described.classes().getAsInt() != classes) {
      throw new UnusableInputException(
          "%s: %s says %d classes, but the weights make %d. The two files do not belong together."
              .formatted(folder, CONFIG, described.classes().getAsInt(), classes));
    }
  }
}
