package org.stratigraph.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Initialiser;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** The network that a training's run directory holds: the one after its newest whole epoch. */
final class TrainedRun {
  private TrainedRun() {}

  /**
   * Opens it.
   *
   * @param given overrides the architecture of the run
   * @param images overrides the image size of the run
   * @throws UnusableInputException if there is no epoch yet, or the files are damaged
   */
  static Network open(Path path, Optional<Architecture> given, Optional<Shape> images) {
    RunFolder folder = new RunFolder(path);
    RunDescription run = RunDescription.read(folder.description());
    int epoch =
        folder
            .newest()
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "%s: the training was stopped before it stored its initial weights, so there is no network yet. Give its command again."
                            .formatted(path)));
    Path file = folder.checkpoint(epoch);
    List<String> notes = new ArrayList<>();
    if (!folder.isComplete()) {
      notes.add(
          "The training in %s is not finished: this is its network after epoch %d of %d."
              .formatted(path, epoch, run.epochs()));
    }
    Map<String, Tensor> tensors = SafetensorsFile.read(file);
    Optional<Architecture> architecture =
        given.or(() -> run.architecture().map(Architectures::named));
    Graph graph;
    Initialiser initialiser;
    if (run.architecture().isPresent()) {
      FittedCheckpoint fitted =
          FittedCheckpoint.of(
              new Checkpoint(file, "safetensors", tensors, List.of()),
              architecture,
              Optional.of(images.orElse(run.image())));
      notes.addAll(fitted.notes());
      graph = fitted.graph();
      initialiser = fitted.initialiser();
    } else {
      graph = withTensors(OnnxFile.read(folder.graph()), tensors, file);
      initialiser = given.map(Architecture::initialiser).orElseGet(Initialisers::pyTorchDefault);
    }
    return new Network(
        nameOf(path),
        path.toString(),
        ContentHash.ofFile(file),
        graph,
        initialiser,
        run.preprocessing(),
        notes);
  }

  private static Graph withTensors(Graph graph, Map<String, Tensor> tensors, Path file) {
    try {
      return graph.withInitialisers(tensors);
    } catch (IllegalArgumentException e) {
      throw new UnusableInputException(
          "%s: its tensors are not those of the network in graph.onnx: %s."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String nameOf(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? path.toString() : last.toString();
  }
}
