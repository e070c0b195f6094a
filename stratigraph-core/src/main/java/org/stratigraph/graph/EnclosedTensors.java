package org.stratigraph.graph;

import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.FunctionProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.SparseTensorProto;
import org.stratigraph.onnx.TensorProto;

/**
 * Tensors inside nodes, their branches and functions. They go to the engine as they are, so they
 * are checked first: above all, none may send the engine to a file.
 */
final class EnclosedTensors {
  private EnclosedTensors() {}

  /**
   * Checks a function that nodes may call.
   *
   * @throws UnusableInputException if a tensor in it is outside the model or has not the elements
   *     of its shape
   */
  static void check(FunctionProto function) {
    function.getNodeList().forEach(EnclosedTensors::check);
    function.getAttributeProtoList().forEach(EnclosedTensors::check);
  }

  /**
   * Checks a node.
   *
   * @throws UnusableInputException if a tensor in it is outside the model or has not the elements
   *     of its shape
   */
  static void check(NodeProto node) {
    node.getAttributeList().forEach(EnclosedTensors::check);
  }

  private static void check(AttributeProto attribute) {
    if (attribute.hasT()) {
      check(attribute.getT());
    }
    if (attribute.hasG()) {
      check(attribute.getG());
    }
    if (attribute.hasSparseTensor()) {
      check(attribute.getSparseTensor());
    }
    attribute.getTensorsList().forEach(EnclosedTensors::check);
    attribute.getGraphsList().forEach(EnclosedTensors::check);
    attribute.getSparseTensorsList().forEach(EnclosedTensors::check);
  }

  private static void check(GraphProto branch) {
    branch.getNodeList().forEach(EnclosedTensors::check);
    branch.getInitializerList().forEach(EnclosedTensors::check);
    branch.getSparseInitializerList().forEach(EnclosedTensors::check);
  }

  private static void check(SparseTensorProto sparse) {
    check(sparse.getValues());
    check(sparse.getIndices());
  }

  private static void check(TensorProto tensor) {
    boolean external =
        tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            || tensor.getExternalDataCount() > 0;
    if (external) {
      throw new UnusableInputException(
          "a tensor inside a node is stored outside the model, which is supported for initialisers"
              + " only; save the model in one piece");
    }
    // Texts and numbers of fewer than eight bits are the engine's affair.
    if (TensorMessage.type(tensor.getDataType()).isPresent()) {
      TensorMessage.read(tensor);
    }
  }
}
