package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.criticality.Reset;
import org.stratigraph.graph.Layer;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * The tensors of another file of the same network, for resets to it. By the same rules as the
 * network itself where its architecture is known; otherwise by name, {@code conv1.weight} for the
 * weight of layer {@code conv1}.
 *
 * @param file where they come from
 * @param tensors by name
 */
record StoredTensors(Path file, Map<String, Tensor> tensors) implements Reset.TensorLookup {
  /**
   * Reads a file.
   *
   * @throws UnusableInputException if it cannot be read, or does not fit the architecture
   */
  static StoredTensors read(Path file, Optional<String> architecture) {
    boolean onnx = file.toString().endsWith(".onnx");
    return new StoredTensors(
        file,
        onnx || architecture.isPresent()
            ? NetworkFile.open(file, architecture).graph().initialisers()
            : CheckpointFile.read(file).tensors());
  }

  @Override
  public Tensor tensor(Layer layer, Layer.Parameter parameter) {
    Tensor inGraphLayout = tensors.get(parameter.initialiser());
    if (inGraphLayout != null && inGraphLayout.shape().equals(parameter.shape())) {
      return inGraphLayout;
    }
    String name = layer.name() + "." + parameter.role();
    Tensor named = tensors.get(name);
    if (named == null) {
      throw new UnusableInputException(
          file
              + " holds no tensor "
              + name
              + ", so the layer "
              + layer.name()
              + " cannot be reset to it. Take a file of the same network, or leave the layer out"
              + " with --layers.");
    }
    Tensor fitting = parameter.transposed() ? transpose(named) : named;
    if (!fitting.shape().equals(parameter.shape())) {
      throw new UnusableInputException(
          "The tensor "
              + name
              + " of "
              + file
              + " has the shape "
              + fitting.shape()
              + ", the network's has "
              + parameter.shape()
              + ".");
    }
    return fitting;
  }

  /** Rows and columns of a matrix exchanged; anything else as it is, for its shape will not fit. */
  private static Tensor transpose(Tensor tensor) {
    if (tensor.shape().rank() != 2) {
      return tensor;
    }
    int rows = Math.toIntExact(tensor.shape().extent(0));
    int columns = Math.toIntExact(tensor.shape().extent(1));
    float[] values = tensor.toFloats();
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return Tensor.of(Shape.of(columns, rows), turned);
  }
}
