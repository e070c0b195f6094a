package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;

/**
 * Graphs of a few nodes. Node and tensor names, and which nodes stand between a tensor and its use,
 * are those that PyTorch 1.13's exporter wrote for modules of these names.
 */
abstract class SmallGraphs {
  final List<NodeProto.Builder> nodes = new ArrayList<>();

  final List<TensorProto> stored = new ArrayList<>();

  /** A node that continues the chain from {@code x}: its first input is the last node's output. */
  NodeProto.Builder then(String operator, String name, String... tensors) {
    List<String> inputs = new ArrayList<>();
    inputs.add(nodes.isEmpty() ? "x" : "v" + nodes.size());
    inputs.addAll(List.of(tensors));
    return node(operator, name, inputs);
  }

  NodeProto.Builder node(String operator, String name, List<String> inputs) {
    NodeProto.Builder node = Messages.node(operator, name, inputs, "v" + (nodes.size() + 1));
    nodes.add(node);
    return node;
  }

  /** A tensor with different values, as training leaves them. */
  void tensor(String name, long... extents) {
    TensorProto.Builder tensor = Messages.stored(name, 1, extents);
    long count = 1;
    for (long extent : extents) {
      count *= extent;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData(i * 0.5f - 1);
    }
    stored.add(tensor.build());
  }

  void tensorOf(String name, float... values) {
    TensorProto.Builder tensor = Messages.stored(name, 1, values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    stored.add(tensor.build());
  }

  Layers layers() {
    return Layers.of(graph());
  }

  Graph graph() {
    nodes.add(Messages.node("Identity", "", List.of("v" + nodes.size()), "y"));
    return Messages.graph(nodes, stored);
  }

  Layer only() {
    List<Layer> layers = layers().layers();
    assertThat(layers).hasSize(1);
    return layers.get(0);
  }
}
