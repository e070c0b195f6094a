package org.stratigraph.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.Tensor;

/** Writes a ResNet-50 with random weights as ONNX: {@code RandomResNet50 FILE.onnx}. */
public final class RandomResNet50 {
  private RandomResNet50() {}

  public static void main(String[] arguments) {
    OnnxFile.write(graph(), Path.of(arguments[0]));
  }

  /** The same weights every time, drawn by the architecture's own initialiser. */
  static Graph graph() {
    Architecture architecture = Architectures.named("resnet50");
    Graph empty = architecture.build(1000);
    SplittableRandom random = new SplittableRandom(50);
    Map<String, Tensor> tensors = new HashMap<>();
    for (Layer layer : Layers.of(empty).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        tensors.put(
            parameter.initialiser(), architecture.initialiser().draw(layer, parameter, random));
      }
    }
    return empty.withInitialisers(tensors);
  }
}
