package org.stratigraph.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensors by name that are read when they are asked for, so that a file need not be in memory as a
 * whole. Several threads may read at the same time.
 */
public interface NamedTensors extends AutoCloseable {
  /**
   * Describes a tensor without its elements.
   *
   * @param type of its elements
   * @param shape its extents
   */
  record Entry(ElementType type, Shape shape) {}

  /** What each tensor is, by name, in the order of their source. */
  Map<String, Entry> entries();

  /**
   * Reads one tensor.
   *
   * @throws org.stratigraph.UnusableInputException if the source is damaged there, or has changed
   * @throws IllegalArgumentException if there is no such tensor
   */
  Tensor read(String name);

  /** Whether the last axis of a kernel counts its outputs, rather than the first. */
  default boolean outputsLast() {
    return false;
  }

  @Override
  void close();

  /** Tensors in memory. */
  static NamedTensors of(Map<String, Tensor> tensors) {
    Map<String, Tensor> copy = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    return new NamedTensors() {
      @Override
      public Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        copy.forEach((name, tensor) -> entries.put(name, new Entry(tensor.type(), tensor.shape())));
        return Collections.unmodifiableMap(entries);
      }

      @Override
      public Tensor read(String name) {
        Tensor tensor = copy.get(name);
        if (tensor == null) {
          throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
      }

      @Override
      public void close() {}
    };
  }
}
