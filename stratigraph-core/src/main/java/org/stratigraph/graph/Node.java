package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.NodeProto;

/**
 * One operator application. A view on its ONNX message, so that whatever Stratigraph does not know
 * of it survives a round trip. Immutable; equality is identity within a graph.
 */
public final class Node {
  private final NodeProto proto;
  private final List<String> inputs;
  private final List<String> outputs;
  private final Set<String> captured;

  private Node(NodeProto proto) {
    this.proto = proto;
    this.inputs = List.copyOf(proto.getInputList());
    this.outputs = List.copyOf(proto.getOutputList());
    this.captured = Set.copyOf(captured(proto));
  }

  static Node of(NodeProto proto) {
    return new Node(proto);
  }

  /** Another operator on the same values, without attributes. */
  Node as(String operator) {
    return of(proto.toBuilder().setOpType(operator).clearAttribute().build());
  }

  NodeProto proto() {
    return proto;
  }

  /** The operator, such as {@code Conv}. */
  public String operator() {
    return proto.getOpType();
  }

  /** The operator's domain; empty for ONNX's own. */
  public String domain() {
    return proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
  }

  /** The exporter's name of the node; may be empty, and need not be unique. */
  public String name() {
    return proto.getName();
  }

  /** Names of the input values in operator order; an omitted optional input is empty. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the output values in operator order; an omitted optional output is empty. */
  public List<String> outputs() {
    return outputs;
  }

  /**
   * Every value that this node needs: its inputs and what its control-flow sub-graphs capture from
   * the enclosing graph. No empty names, no duplicates.
   */
  public Set<String> dependencies() {
    Set<String> all = new LinkedHashSet<>(inputs);
    all.addAll(captured);
    all.remove("");
    return all;
  }

  /** Whether the node carries a sub-graph (If, Loop, Scan). */
  public boolean hasSubgraph() {
    return proto.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0);
  }

  /** An integer attribute, or the given default where it is absent. */
  public long integer(String attribute, long otherwise) {
    return attribute(attribute).map(AttributeProto::getI).orElse(otherwise);
  }

  /** An integer-list attribute; empty where it is absent. */
  public List<Long> integers(String attribute) {
    return attribute(attribute).map(AttributeProto::getIntsList).orElse(List.of());
  }

  /** A real attribute, or the given default where it is absent. */
  public float real(String attribute, float otherwise) {
    return attribute(attribute).map(AttributeProto::getF).orElse(otherwise);
  }

  /** A text attribute, or the given default where it is absent. */
  public String text(String attribute, String otherwise) {
    return attribute(attribute).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
  }

  /** The raw attribute message, for the readers in this package. */
  Optional<AttributeProto> attribute(String name) {
    return proto.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  private static Set<String> captured(NodeProto node) {
    Set<String> captured = new LinkedHashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      List<GraphProto> graphs = new ArrayList<>(attribute.getGraphsList());
      if (attribute.hasG()) {
        graphs.add(attribute.getG());
      }
      for (GraphProto graph : graphs) {
        captured.addAll(captured(graph));
      }
    }
    return captured;
  }

  private static Set<String> captured(GraphProto graph) {
    Set<String> needed = new LinkedHashSet<>();
    Set<String> own = new LinkedHashSet<>();
    graph.getInputList().forEach(value -> own.add(value.getName()));
    graph.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
    for (NodeProto node : graph.getNodeList()) {
      own.addAll(node.getOutputList());
      needed.addAll(node.getInputList());
      needed.addAll(captured(node));
    }
    graph.getOutputList().forEach(value -> needed.add(value.getName()));
    needed.removeAll(own);
    needed.remove("");
    return needed;
  }

  @Override
  public String toString() {
    return operator() + outputs;
  }
}
