package org.stratigraph.view;

import java.util.List;
import java.util.Optional;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Shape;

/**
 * What is drawn as one box: operators that follow each other and belong together, such as a
 * convolution with its norm and activation.
 *
 * @param name of its first layer, else of its first node; may be empty or anything, as files have
 *     it
 * @param kind what the box stands for
 * @param layers those whose first node is in the box: the one that gives it its name, then those
 *     folded into it
 * @param nodes its operators in topological order; empty for inputs and outputs
 * @param output the shape of what its first layer computes, else its last node, for one image;
 *     empty if unknown
 */
record Box(String name, Kind kind, List<Layer> layers, List<Node> nodes, Optional<Shape> output) {
  /** What a box stands for. */
  enum Kind {
    /** What the user feeds. */
    INPUT,
    /** Something with a layer. */
    LAYER,
    /** A further use of a layer whose own box is elsewhere. */
    REUSE,
    /** Operators without trained tensors. */
    OPERATION,
    /** What the network gives. */
    OUTPUT
  }

  Box {
    layers = List.copyOf(layers);
    nodes = List.copyOf(nodes);
  }

  /** The operators' names in order, such as {@code Conv}, {@code Relu}. */
  List<String> operators() {
    return nodes.stream().map(Node::operator).toList();
  }
}
