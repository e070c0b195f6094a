package org.stratigraph.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.tensor.Shape;

/**
 * Opens a trained network from what a user has: an ONNX model, a checkpoint of a known
 * architecture, a model folder of timm or Hugging Face, or the run directory of a training, of
 * which the newest whole epoch is taken.
 *
 * <p>The sha256 of a file is that of its bytes. That of a folder covers its {@code *.json}, {@code
 * *.safetensors} and {@code *.bin} files in the order of their names: for each the name in UTF-8, a
 * zero byte, the sha256 of its bytes. That of a run directory is that of the epoch's checkpoint.
 * That of an ONNX model which keeps its tensors in other files (it is smaller than they are) covers
 * the sha256 of its bytes and, for each tensor in file order, its name in UTF-8, a zero byte, and
 * its bytes.
 */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * Opens a network for images of the size it was published with.
   *
   * @throws UnusableInputException as {@link #open(Path, Optional, Optional)} does
   */
  public static Network open(Path path, Optional<String> architecture) {
    return open(path, architecture, Optional.empty());
  }

  /**
   * Opens a network.
   *
   * @param path an ONNX model, a checkpoint, or a folder
   * @param architecture a name that {@link Architectures#named} knows. A checkpoint needs it; a
   *     folder with a {@code config.json} and a run directory name their own; of an ONNX model it
   *     decides the initialiser only, which is PyTorch's default without it
   * @param images the shape of one image, [C, H, W], where it is not the one that the network was
   *     published with; an ONNX model has its own
   * @throws UnusableInputException if the file is missing, damaged or of no known kind, the
   *     architecture is missing or unknown, or the tensors do not fit it; one message says all
   */
  public static Network open(Path path, Optional<String> architecture, Optional<Shape> images) {
    Optional<Architecture> known = architecture.map(Architectures::named);
    if (!Files.exists(path)) {
      throw new UnusableInputException(path + ": there is no such file or folder.");
    }
    if (RunFolder.isOne(path)) {
      return TrainedRun.open(path, known, images);
    }
    if (Files.isDirectory(path)) {
      return ModelFolder.open(path, known, images);
    }
    if (OnnxNetwork.matches(path)) {
      return OnnxNetwork.open(path, known);
    }
    FittedCheckpoint fitted = FittedCheckpoint.of(CheckpointFile.read(path), known, images);
    return new Network(
        fitted.name(),
        path.toString(),
        ContentHash.ofFile(path),
        fitted.graph(),
        fitted.initialiser(),
        fitted.preprocessing(),
        fitted.notes());
  }

  /**
   * Whether the operators of a network come from the path itself, and not from an architecture that
   * is known here: of ONNX models, and of trainings of such. False also where nothing can be read.
   */
  public static boolean bringsOperators(Path path) {
    if (RunFolder.isOne(path)) {
      return Files.isRegularFile(new RunFolder(path).graph());
    }
    try {
      return Files.isRegularFile(path) && OnnxNetwork.matches(path);
    } catch (UnusableInputException unreadable) {
      return false;
    }
  }
}
