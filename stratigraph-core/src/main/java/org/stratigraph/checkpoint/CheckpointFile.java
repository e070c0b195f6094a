package org.stratigraph.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.PickleValue.View;
import org.stratigraph.tensor.Tensor;

/**
 * Reads the trained tensors of a network from PyTorch files (zip and legacy), safetensors (one file
 * or several) and Keras {@code .h5} weights. What a file is, is seen from its content, not from its
 * name. Nothing in a file is executed, and nothing outside it is read.
 */
public final class CheckpointFile {
  private static final List<String> FOLDER_NAMES =
      List.of("model.safetensors.index.json", "model.safetensors", "pytorch_model.bin");

  private CheckpointFile() {}

  /**
   * Reads a checkpoint with {@link Selection#automatic()}.
   *
   * @throws org.stratigraph.UnusableInputException as {@link #read(Path, Selection)} does
   */
  public static Checkpoint read(Path path) {
    return read(path, Selection.automatic());
  }

  /**
   * Reads a checkpoint.
   *
   * @param path a file, the index of a sharded safetensors checkpoint, or a folder that holds
   *     {@code model.safetensors.index.json}, {@code model.safetensors} or {@code
   *     pytorch_model.bin} (the first of these is taken)
   * @param selection which set of weights to take where there are several
   * @throws org.stratigraph.UnusableInputException if the file is missing, damaged, of another
   *     kind, asks for code to be run, or does not hold the selected weights
   */
  public static Checkpoint read(Path path, Selection selection) {
    Path source = Files.isDirectory(path) ? inFolder(path) : path;
    try (SourceFile file = SourceFile.open(source)) {
      Checkpoint checkpoint = read(file, FileKind.of(file), selection);
      file.checkUnchanged();
      return checkpoint;
    }
  }

  private static Path inFolder(Path folder) {
    for (String name : FOLDER_NAMES) {
      if (Files.exists(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new UnusableInputException(
        "%s: is a folder without weights; one of %s was expected in it."
            .formatted(folder, String.join(", ", FOLDER_NAMES)));
  }

  private static Checkpoint read(SourceFile file, FileKind kind, Selection selection) {
    List<String> notes = new ArrayList<>();
    return switch (kind) {
      case PYTORCH_ZIP -> pytorch(file, PytorchZip.read(file), selection);
      case PYTORCH_LEGACY -> pytorch(file, PytorchLegacy.read(file), selection);
      case SAFETENSORS -> {
        requireFlat(file, selection);
        Map<String, Tensor> tensors = NamePrefixes.strip(Safetensors.read(file), notes);
        yield new Checkpoint(file.path(), "safetensors", tensors, notes);
      }
      case SAFETENSORS_INDEX -> {
        requireFlat(file, selection);
        Map<String, Tensor> tensors = NamePrefixes.strip(ShardedSafetensors.read(file), notes);
        yield new Checkpoint(file.path(), "safetensors-sharded", tensors, notes);
      }
      case KERAS_H5 -> {
        requireFlat(file, selection);
        Map<String, Tensor> tensors = KerasWeights.read(file, notes);
        yield new Checkpoint(file.path(), "keras-h5", tensors, notes);
      }
    };
  }

  private static void requireFlat(SourceFile file, Selection selection) {
    if (!selection.allowsTrained()) {
      throw file.unusable(
          "holds one set of weights only; the selection %s does not apply.",
          Quoted.of(selection.toString()));
    }
  }

  private static Checkpoint pytorch(SourceFile file, PytorchContent content, Selection selection) {
    List<String> notes = new ArrayList<>();
    Map<String, View> views = StateDict.find(file, content.root(), selection, notes);
    TensorBuilder builder = new TensorBuilder(file, content.storages());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    NamePrefixes.strip(views, notes)
        .forEach((name, view) -> tensors.put(name, builder.build(name, view)));
    return new Checkpoint(file.path(), content.format(), tensors, notes);
  }
}
