package org.stratigraph.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;

/** The stored values of a chunk: a piece of memory, a lane, for each batch. */
final class Lanes {
  private final SweepPlan plan;
  private final Value input;
  private final List<ByteBuffer> memory = new ArrayList<>();
  private final List<ByteBuffer> pixels = new ArrayList<>();
  private int images;

  Lanes(SweepPlan plan) {
    this.plan = plan;
    this.input = plan.graph().inputs().get(0);
  }

  /**
   * Takes a chunk of n images as the input, where it lies; lanes are made as they are first needed.
   */
  void load(ByteBuffer chunk, int n) {
    if (n > plan.chunk()) {
      throw new IllegalArgumentException(n + " images are more than a chunk of " + plan.chunk());
    }
    images = n;
    pixels.clear();
    int width = Math.toIntExact(plan.image().elementCount() * Float.BYTES);
    for (int from = 0; from < n; from += plan.batch()) {
      int fed = plan.fixedBatch() ? plan.batch() : Math.min(plan.batch(), n - from);
      pixels.add(chunk.slice(from * width, fed * width).order(ByteOrder.nativeOrder()));
      if (memory.size() < pixels.size()) {
        memory.add(
            ByteBuffer.allocateDirect(Math.toIntExact(plan.layout().bytes()))
                .order(ByteOrder.nativeOrder()));
      }
    }
  }

  /** Number of images in the chunk. */
  int images() {
    return images;
  }

  /** Number of lanes in use. */
  int used() {
    return pixels.size();
  }

  /** Number of images in one lane. */
  int images(int lane) {
    return Math.min(plan.batch(), images - lane * plan.batch());
  }

  /** Views on values of one lane. */
  Map<String, Activation> values(int lane, List<String> names) {
    int fed = plan.fixedBatch() ? plan.batch() : images(lane);
    Map<String, Activation> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, name.equals(input.name()) ? pixels(lane, fed) : stored(lane, name, fed));
    }
    return values;
  }

  private Activation pixels(int lane, int fed) {
    return new Activation(ElementType.FLOAT32, plan.image().batch(fed), pixels.get(lane));
  }

  private Activation stored(int lane, String name, int fed) {
    Long offset = plan.layout().offsets().get(name);
    if (offset == null) {
      throw new IllegalArgumentException("'" + name + "' is not stored");
    }
    Extent extent = plan.extent(name);
    ByteBuffer view =
        memory
            .get(lane)
            .slice(Math.toIntExact(offset), Math.toIntExact(extent.bytes(fed)))
            .order(ByteOrder.nativeOrder());
    return new Activation(extent.type(), extent.shape(fed), view);
  }

  /** The declaration of a value that enters a part. */
  Value declare(String name) {
    return name.equals(input.name()) ? input : plan.extent(name).declare(name);
  }
}
