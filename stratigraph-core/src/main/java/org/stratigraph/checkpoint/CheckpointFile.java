package org.stratigraph.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.PickleValue.View;

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
    try (OpenCheckpoint checkpoint = open(path, selection, true)) {
      return checkpoint.readAll();
    }
  }

  /**
   * Opens a checkpoint with {@link Selection#automatic()} to read its tensors one by one.
   *
   * @throws org.stratigraph.UnusableInputException as {@link #read(Path, Selection)} does, where
   *     that can be seen without reading the tensors
   */
  public static OpenCheckpoint open(Path path) {
    return open(path, Selection.automatic());
  }

  /**
   * Opens a checkpoint to read its tensors one by one.
   *
   * @param path as of {@link #read(Path, Selection)}
   * @param selection which set of weights to take where there are several
   * @throws org.stratigraph.UnusableInputException as {@link #read(Path, Selection)} does, where
   *     that can be seen without reading the tensors
   */
  public static OpenCheckpoint open(Path path, Selection selection) {
    return open(path, selection, false);
  }

  private static OpenCheckpoint open(Path path, Selection selection, boolean forAll) {
    Path source = Files.isDirectory(path) ? inFolder(path) : path;
    List<SourceFile> files = new ArrayList<>();
    boolean complete = false;
    try {
      files.add(SourceFile.open(source));
      OpenCheckpoint checkpoint = open(files, selection, forAll);
      complete = true;
      return checkpoint;
    } finally {
      if (!complete) {
        files.forEach(SourceFile::close);
      }
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

  /** Opens what the first of the files is; adds the files that it consists of. */
  private static OpenCheckpoint open(List<SourceFile> files, Selection selection, boolean forAll) {
    SourceFile file = files.get(0);
    FileKind kind = FileKind.of(file);
    List<String> notes = new ArrayList<>();
    return switch (kind) {
      case PYTORCH_ZIP -> pytorch(file, PytorchZip.read(file), selection, forAll);
      case PYTORCH_LEGACY -> pytorch(file, PytorchLegacy.read(file), selection, forAll);
      case SAFETENSORS -> {
        requireFlat(file, selection);
        Map<String, StoredTensor> tensors = NamePrefixes.strip(Safetensors.open(file), notes);
        yield new OpenCheckpoint(file.path(), "safetensors", tensors, notes, files);
      }
      case SAFETENSORS_INDEX -> {
        requireFlat(file, selection);
        Map<String, StoredTensor> tensors =
            NamePrefixes.strip(ShardedSafetensors.open(file, files), notes);
        yield new OpenCheckpoint(file.path(), "safetensors-sharded", tensors, notes, files);
      }
      case KERAS_H5 -> {
        requireFlat(file, selection);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        KerasWeights.read(file, notes)
            .forEach((name, tensor) -> tensors.put(name, StoredTensor.of(tensor)));
        yield new OpenCheckpoint(file.path(), "keras-h5", tensors, notes, files);
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

  /** {@code forAll} keeps each storage, since each tensor will be read; tied ones stay one. */
  private static OpenCheckpoint pytorch(
      SourceFile file, PytorchContent content, Selection selection, boolean forAll) {
    List<String> notes = new ArrayList<>();
    Map<String, View> views =
        NamePrefixes.strip(StateDict.find(file, content.root(), selection, notes), notes);
    TensorBuilder keeping = new TensorBuilder(file, content.storages());
    StorageReader shared = new SharedStorages(content.storages(), views.values());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    views.forEach(
        (name, view) ->
            tensors.put(
                name,
                new StoredTensor(
                    view.type(),
                    keeping.shape(name, view),
                    () -> (forAll ? keeping : new TensorBuilder(file, shared)).build(name, view))));
    return new OpenCheckpoint(file.path(), content.format(), tensors, notes, List.of(file));
  }
}
