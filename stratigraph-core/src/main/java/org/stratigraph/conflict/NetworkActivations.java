package org.stratigraph.conflict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Activations that a network computes when they are read: batch by batch, and no more layers at a
 * time than the memory lets be.
 */
public final class NetworkActivations implements Activations {
  private static final int LARGEST = 128;

  private static final long ONE_BUFFER = 1L << 30;

  /** Below this many images at a time, layers are evaluated one group after the other. */
  private static final int SMALL_BATCH = 16;

  private final Evaluator evaluator;
  private final Graph graph;
  private final List<MeasuredValue> values;
  private final Images images;
  private final long memory;

  /** Of each value, for one image. */
  private final List<Extent> extents;

  private record Extent(ElementType type, List<Long> shape) {
    long bytes(long images) {
      long bytes = Math.multiplyExact(images, type.bytes());
      for (long extent : shape) {
        bytes = Math.multiplyExact(bytes, extent);
      }
      return bytes;
    }

    long[] batch(int images) {
      long[] all = new long[shape.size() + 1];
      all[0] = images;
      for (int axis = 0; axis < shape.size(); axis++) {
        all[axis + 1] = shape.get(axis);
      }
      return all;
    }
  }

  private NetworkActivations(
      Evaluator evaluator,
      Graph graph,
      List<MeasuredValue> values,
      Images images,
      long memory,
      List<Extent> extents) {
    this.evaluator = evaluator;
    this.graph = graph;
    this.values = List.copyOf(values);
    this.images = images;
    this.memory = memory;
    this.extents = List.copyOf(extents);
  }

  /**
   * Readies a network; evaluates two black images, or one fixed batch.
   *
   * @param graph with one input of images
   * @param values what is read, never empty
   * @param images every one of which has to be readable
   * @param memory bytes that the values in flight may take; one image of one value is always let
   * @throws UnusableInputException if the network does not take the images, or a value does not
   *     have the batch as its first axis
   */
  public static NetworkActivations of(
      Evaluator evaluator, Graph graph, List<MeasuredValue> values, Images images, long memory) {
    List<Extent> unknown = List.of();
    NetworkActivations network =
        new NetworkActivations(evaluator, graph, values, images, memory, unknown);
    return new NetworkActivations(evaluator, graph, values, images, memory, network.probe());
  }

  private List<Extent> probe() {
    int batch = fixedBatch(2);
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < values.size(); i++) {
      all.add(i);
    }
    Value input = graph.inputs().get(0);
    List<Extent> found = new ArrayList<>();
    try (Evaluation evaluation = evaluator.prepare(part(all))) {
      Map<String, Activation> results =
          evaluation.run(Map.of(input.name(), pixels(allocate(pixelBytes(batch)), batch)));
      for (MeasuredValue value : values) {
        Activation result = results.get(value.value());
        if (result == null || result.shape().length < 1 || result.shape()[0] != batch) {
          throw new UnusableInputException(
              "the layer '%s' cannot be measured: its output %s does not have the batch as its first axis; leave it out with --layers '!%s'"
                  .formatted(value.name(), result, value.name()));
        }
        List<Long> shape = new ArrayList<>();
        for (int axis = 1; axis < result.shape().length; axis++) {
          shape.add(result.shape()[axis]);
        }
        found.add(new Extent(result.type(), shape));
      }
    } catch (EvaluationException e) {
      throw new UnusableInputException(
          "the network does not take images of shape %s: %s"
              .formatted(images.shape(), e.getMessage()),
          e);
    }
    return found;
  }

  /** The batch size that the network insists on, or the one that is preferred. */
  private int fixedBatch(int preferred) {
    var batch = graph.inputs().get(0).shape().get(0);
    return batch.isPresent() ? Math.toIntExact(batch.getAsLong()) : preferred;
  }

  @Override
  public List<String> layers() {
    return values.stream().map(MeasuredValue::name).toList();
  }

  @Override
  public int samples() {
    return images.count();
  }

  @Override
  public void read(Set<Integer> wanted, Visitor visitor) {
    Set<Integer> group = new TreeSet<>();
    long bytes = 0;
    for (int layer : new TreeSet<>(wanted)) {
      long more = extents.get(layer).bytes(fixedBatch(Math.min(SMALL_BATCH, samples())));
      if (!group.isEmpty() && bytes + more > memory) {
        readTogether(group, visitor);
        group.clear();
        bytes = 0;
      }
      group.add(layer);
      bytes += more;
    }
    if (!group.isEmpty()) {
      readTogether(group, visitor);
    }
  }

  private void readTogether(Set<Integer> group, Visitor visitor) {
    long each = group.stream().mapToLong(layer -> extents.get(layer).bytes(1)).sum();
    long fitting = Math.max(1, Math.min(Math.min(memory, ONE_BUFFER) / Math.max(1, each), LARGEST));
    int batch = fixedBatch((int) Math.min(fitting, samples()));
    ByteBuffer pixels = allocate(pixelBytes(batch));
    // By value: two blocks may end in the same one.
    Map<String, ByteBuffer> results = new HashMap<>();
    group.forEach(
        layer ->
            results.computeIfAbsent(
                values.get(layer).value(), value -> allocate(extents.get(layer).bytes(batch))));
    Value input = graph.inputs().get(0);
    try (Evaluation evaluation = evaluator.prepare(part(group))) {
      for (int from = 0; from < samples(); from += batch) {
        int to = Math.min(samples(), from + batch);
        images.load(from, to, pixels.asFloatBuffer());
        int fed = fixedBatch(to - from);
        Map<String, Activation> outputs = new LinkedHashMap<>();
        for (int layer : group) {
          String value = values.get(layer).value();
          outputs.put(value, view(layer, results.getOrDefault(value, pixels), fed));
        }
        evaluation.run(Map.of(input.name(), pixels(pixels, fed)), outputs);
        for (int layer : group) {
          show(layer, results.getOrDefault(values.get(layer).value(), pixels), from, to, visitor);
        }
      }
    }
  }

  private void show(int layer, ByteBuffer all, int from, int to, Visitor visitor) {
    Extent extent = extents.get(layer);
    int length = Math.toIntExact(extent.bytes(1));
    Shape units = Shape.of(length / extent.type().bytes());
    for (int sample = from; sample < to; sample++) {
      ByteBuffer own = all.slice((sample - from) * length, length);
      visitor.sample(layer, sample, Tensor.wrap(extent.type(), units, own));
    }
  }

  private Activation view(int layer, ByteBuffer bytes, int batch) {
    Extent extent = extents.get(layer);
    ByteBuffer part = bytes.slice(0, Math.toIntExact(extent.bytes(batch)));
    return new Activation(extent.type(), extent.batch(batch), part.order(ByteOrder.nativeOrder()));
  }

  private Activation pixels(ByteBuffer bytes, int batch) {
    long[] shape = new Extent(ElementType.FLOAT32, image()).batch(batch);
    ByteBuffer part = bytes.slice(0, Math.toIntExact(pixelBytes(batch)));
    return new Activation(ElementType.FLOAT32, shape, part.order(ByteOrder.nativeOrder()));
  }

  private long pixelBytes(int batch) {
    return new Extent(ElementType.FLOAT32, image()).bytes(batch);
  }

  private List<Long> image() {
    List<Long> shape = new ArrayList<>();
    for (long extent : images.shape().extents()) {
      shape.add(extent);
    }
    return shape;
  }

  private static ByteBuffer allocate(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  /** The network up to some values. */
  private Graph part(Set<Integer> wanted) {
    Set<String> names = new HashSet<>();
    List<Value> leaving = new ArrayList<>();
    for (int layer : wanted) {
      String name = values.get(layer).value();
      // Two layers may give one value; a graph gives it once.
      if (names.add(name)) {
        leaving.add(new Value(name, ElementType.FLOAT32, List.of()));
      }
    }
    Set<String> needed = new HashSet<>(names);
    List<Node> kept = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        needed.addAll(node.dependencies());
      }
    }
    return graph.part(kept, graph.inputs(), leaving);
  }
}
