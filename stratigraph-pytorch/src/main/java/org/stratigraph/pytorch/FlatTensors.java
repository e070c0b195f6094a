package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stratigraph.tensor.Tensor;

/**
 * Named tensors that lie one behind the other in one vector, so that a step of an optimiser is a
 * handful of operations whatever their number. Each begins where PyTorch would have put it in
 * memory; the elements between are always zero.
 */
final class FlatTensors {
  private static final int ALIGNMENT = 16;

  /** Where a tensor lies, and a view on it that no gradient is recorded for. */
  private record Part(long start, org.stratigraph.tensor.Shape shape, PtNDArray view) {
    long end() {
      return start + shape.elementCount();
    }

    long padding() {
      return (ALIGNMENT - shape.elementCount() % ALIGNMENT) % ALIGNMENT;
    }
  }

  private final PtNDManager manager;
  private final PtNDArray vector;
  private final PtNDArray zeros;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /**
   * Copies tensors of real numbers into one float32 vector.
   *
   * @param manager owns the vector
   */
  FlatTensors(PtNDManager manager, Map<String, Tensor> tensors) {
    this.manager = manager;
    long size = 0;
    for (Tensor tensor : tensors.values()) {
      size = aligned(Math.addExact(size, tensor.elementCount()));
    }
    vector = zeros(size);
    zeros = zeros(ALIGNMENT);
    long start = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      parts.put(entry.getKey(), new Part(start, tensor.shape(), view(vector, start, tensor)));
      start = aligned(start + tensor.elementCount());
    }
    set(tensors);
  }

  private static long aligned(long elements) {
    return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** A new vector of zeros. */
  private PtNDArray zeros(long size) {
    return (PtNDArray) manager.zeros(new Shape(size), DataType.FLOAT32);
  }

  private static PtNDArray view(PtNDArray vector, long start, Tensor tensor) {
    try (PtNDArray slice = JniUtils.slice(vector, 0, start, start + tensor.elementCount(), 1);
        PtNDArray shaped = JniUtils.reshape(slice, tensor.shape().extents())) {
      return JniUtils.detachGradient(shaped);
    }
  }

  /** The names, in the order that they were given in. */
  Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** All values; what is written to it is written to the tensors. */
  PtNDArray vector() {
    return vector;
  }

  /** A vector of zeros of the same layout. */
  PtNDArray blank() {
    return zeros(vector.getShape().get(0));
  }

  /** One tensor; what is written to it is written to the vector. */
  PtNDArray view(String name) {
    return part(name).view();
  }

  private Part part(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no tensor '" + name + "'");
    }
    return part;
  }

  /**
   * Views on all tensors for one step.
   *
   * @param step owns them
   * @param gradients whether gradients are recorded for them
   */
  Map<String, PtNDArray> leaves(PtNDManager step, boolean gradients) {
    Map<String, PtNDArray> leaves = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          PtNDArray leaf = JniUtils.detachGradient(part.view());
          leaf.attach(step);
          if (gradients) {
            leaf.setRequiresGradient(true);
          }
          leaves.put(name, leaf);
        });
    return leaves;
  }

  /**
   * The gradients of leaves as a vector of this layout, to be overwritten as the caller likes.
   *
   * @param step owns it
   */
  PtNDArray gradient(PtNDManager step, Map<String, PtNDArray> leaves) {
    List<PtNDArray> pieces = new ArrayList<>();
    for (Map.Entry<String, Part> entry : parts.entrySet()) {
      Part part = entry.getValue();
      @Nullable PtNDArray gradient = JniUtils.getGradient(leaf(leaves, entry.getKey()));
      long count = part.shape().elementCount();
      pieces.add(
          gradient == null
              ? (PtNDArray) step.zeros(new Shape(count), DataType.FLOAT32)
              : JniUtils.reshape(gradient, new long[] {count}));
      if (part.padding() > 0) {
        pieces.add(JniUtils.slice(zeros, 0, 0, part.padding(), 1));
        pieces.get(pieces.size() - 1).attach(step);
      }
    }
    PtNDArray joined = JniUtils.cat(pieces.toArray(PtNDArray[]::new), 0);
    joined.attach(step);
    return joined;
  }

  private static PtNDArray leaf(Map<String, PtNDArray> leaves, String name) {
    PtNDArray leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalArgumentException("no leaf '" + name + "'");
    }
    return leaf;
  }

  /** The first tensor with a NaN or an infinity; one pass over the vector where there is none. */
  Optional<String> firstNonFinite() {
    // What is not finite stays so when it is multiplied by zero.
    try (PtNDArray products = vector.mul(0);
        PtNDArray sum = JniUtils.sum(products)) {
      if (Float.isFinite(Values.toFloats(sum)[0])) {
        return Optional.empty();
      }
    }
    return tensors().entrySet().stream()
        .filter(entry -> !isFinite(entry.getValue().toFloats()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Overwrites tensors of this layout. */
  void set(Map<String, Tensor> tensors) {
    set(vector, tensors);
  }

  /** Overwrites the tensors that a vector of this layout holds. */
  void set(PtNDArray target, Map<String, Tensor> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          Part part = part(name);
          long[] from = {part.start()};
          // By PyTorch's own copying, which reaches the memory of a GPU too.
          try (PtNDArray values =
              Values.of(manager, FloatBuffer.wrap(tensor.toFloats()), tensor.elementCount())) {
            JniUtils.indexSet(target, values, from, new long[] {part.end()}, new long[] {1});
          }
        });
  }

  /** Copies of the tensors. */
  Map<String, Tensor> tensors() {
    return tensors(vector);
  }

  /** Copies of the tensors that a vector of this layout holds. */
  Map<String, Tensor> tensors(PtNDArray source) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          try (PtNDArray slice = JniUtils.slice(source, 0, part.start(), part.end(), 1)) {
            tensors.put(name, Values.toTensor(slice, part.shape()));
          }
        });
    return tensors;
  }
}
