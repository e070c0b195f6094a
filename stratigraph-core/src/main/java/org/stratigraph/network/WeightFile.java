package org.stratigraph.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.checkpoint.OpenCheckpoint;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.NamedTensors;

/**
 * Opens the tensors of a network file one by one, whatever its architecture: a checkpoint of any
 * kind that {@link CheckpointFile} reads, or an ONNX model.
 */
public final class WeightFile {
  private WeightFile() {}

  /**
   * Opens a file. A PyTorch or safetensors file stays where it is and each tensor is read when it
   * is asked for; an ONNX or Keras file is read as a whole, once, and its tensors are laid aside in
   * a temporary file that goes with this object.
   *
   * @throws UnusableInputException if the file is missing, damaged or of no known kind
   * @throws java.io.UncheckedIOException if the temporary file cannot be written
   */
  public static NamedTensors open(Path path) {
    if (!Files.exists(path)) {
      throw new UnusableInputException(path + ": there is no such file or folder.");
    }
    if (!Files.isDirectory(path) && OnnxNetwork.matches(path)) {
      return SpooledTensors.of(NamedTensors.of(OnnxFile.read(path).initialisers()));
    }
    OpenCheckpoint checkpoint = CheckpointFile.open(path);
    if (!checkpoint.format().equals(KerasConversion.FORMAT)) {
      return checkpoint;
    }
    try (checkpoint) {
      return SpooledTensors.of(checkpoint);
    }
  }
}
