package org.stratigraph.conflict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Activations that somebody else has computed, as one array. */
public final class ArrayActivations implements Activations {
  /** Bytes that are read at a time, if a sample has no more. */
  private static final int PIECE = 1 << 20;

  private final int layers;
  private final int samples;
  private final Shape row;
  private final ElementType type;
  private final Source source;

  /** Where the elements are. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads elements in row-major order, little-endian.
     *
     * @param first the index of the first
     * @param destination filled from its position to its limit
     */
    void read(long first, ByteBuffer destination);
  }

  private ArrayActivations(int layers, int samples, Shape row, ElementType type, Source source) {
    this.layers = layers;
    this.samples = samples;
    this.row = row;
    this.type = type;
    this.source = source;
  }

  /**
   * Activations of an array, layer x sample x unit, or sample x unit as one layer. The layers are
   * named by their index.
   *
   * @param name of the array in messages
   * @throws UnusableInputException if the array has another rank, an axis without extent, or
   *     elements that are not real numbers
   */
  public static ArrayActivations of(String name, Shape shape, ElementType type, Source source) {
    if (shape.rank() != 2 && shape.rank() != 3) {
      throw new UnusableInputException(
          ("%s has the shape %s; activations are layer x sample x unit, or sample x unit for one"
                  + " layer.")
              .formatted(name, shape));
    }
    if (!type.isFloatingPoint()) {
      throw new UnusableInputException(
          "%s holds %s; activations are real numbers: save them as float32.".formatted(name, type));
    }
    int skipped = shape.rank() - 2;
    Shape row = Shape.of(shape.extent(skipped + 1));
    if (shape.elementCount() == 0) {
      throw new UnusableInputException(
          "%s has the shape %s, which holds no activations.".formatted(name, shape));
    }
    if (Math.max(shape.extent(0), shape.extent(skipped)) > Integer.MAX_VALUE - 8
        || row.elementCount() > (Integer.MAX_VALUE - 8) / type.bytes()) {
      throw new UnusableInputException(
          "%s has the shape %s, of which one axis is too long.".formatted(name, shape));
    }
    int layers = skipped == 0 ? 1 : (int) shape.extent(0);
    return new ArrayActivations(layers, (int) shape.extent(skipped), row, type, source);
  }

  /**
   * Activations of a tensor, layer x sample x unit or sample x unit.
   *
   * @param name of the tensor in messages
   * @throws UnusableInputException as {@link #of(String, Shape, ElementType, Source)}
   */
  public static ArrayActivations of(String name, Tensor tensor) {
    int width = tensor.type().bytes();
    return of(
        name,
        tensor.shape(),
        tensor.type(),
        (first, destination) ->
            destination.put(tensor.bytes().slice((int) first * width, destination.remaining())));
  }

  @Override
  public List<String> layers() {
    return IntStream.range(0, layers).mapToObj(Integer::toString).toList();
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public void read(Set<Integer> wanted, Visitor visitor) {
    int units = Math.toIntExact(row.elementCount());
    int bytes = units * type.bytes();
    int rows = Math.min(samples, Math.max(1, PIECE / bytes));
    ByteBuffer memory = ByteBuffer.allocate(rows * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int layer : new TreeSet<>(wanted)) {
      for (int from = 0; from < samples; from += rows) {
        int count = Math.min(rows, samples - from);
        source.read(((long) layer * samples + from) * units, memory.clear().limit(count * bytes));
        for (int i = 0; i < count; i++) {
          visitor.sample(layer, from + i, Tensor.wrap(type, row, memory.slice(i * bytes, bytes)));
        }
      }
    }
  }
}
