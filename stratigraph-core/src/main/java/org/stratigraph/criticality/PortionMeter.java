package org.stratigraph.criticality;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.sweep.Sweep;

/**
 * Measures portions of a run in this process. Not thread-safe, but any number may work beside each
 * other; each takes the memory of one sweep.
 */
public final class PortionMeter implements AutoCloseable {
  private final Graph graph;
  private final Reset reset;
  private final Images images;
  private final CriticalityPlan plan;
  private final Map<String, Layer> layers = new HashMap<>();
  private final Sweep sweep;

  PortionMeter(Evaluator evaluator, Graph graph, Reset reset, Images images, CriticalityPlan plan) {
    this.graph = graph;
    this.reset = reset;
    this.images = images;
    this.plan = plan;
    plan.layers().forEach(layer -> layers.put(layer.name(), layer));
    this.sweep = Sweep.of(evaluator, plan.sweep());
  }

  /**
   * Measures a portion.
   *
   * @param read the images of its blocks, {@link CriticalityPlan#images}
   * @param pixels of these images, in a direct buffer in native order of the sweep's {@code
   *     chunkBytes}; only read
   * @throws UnusableInputException if the untouched network's output is not finite
   * @throws IllegalArgumentException if a cell's layer is not one of the plan
   */
  public PortionResult measure(Portion portion, Images.Chunk read, ByteBuffer pixels) {
    float[] logits = sweep.untouched(pixels, read.samples().size());
    LoadedBlocks loaded =
        LoadedBlocks.of(
            plan.blocks(), portion.blocks(), images, read, logits, plan.sweep().outputs());
    List<Untouched> untouched = new ArrayList<>();
    for (int block = loaded.blocks().first(); block < loaded.blocks().end(); block++) {
      untouched.add(loaded.requireUntouched(block));
    }
    List<Measurement> measurements = new ArrayList<>();
    List<PortionResult.Failure> failures = new ArrayList<>();
    List<Sweep.Change> changes = new ArrayList<>();
    for (Cell cell : portion.cells()) {
      Layer layer = layer(cell.layer());
      changes.add(
          Sweep.Change.ofTensors(
              cell.layer(),
              loaded.rows(cell.blocks()),
              () -> reset.tensors(graph, layer, cell.trial()),
              outputs -> {
                try {
                  measurements.addAll(loaded.measurements(cell, outputs));
                } catch (NonFiniteOutputException e) {
                  failures.add(new PortionResult.Failure(cell, reason(cell.trial(), e)));
                }
              }));
    }
    sweep.run(changes);
    return new PortionResult(portion, untouched, measurements, failures);
  }

  /** Why a layer cannot be measured. */
  static String reason(int trial, NonFiniteOutputException e) {
    return "after the reset of trial " + trial + ", " + e.getMessage();
  }

  private Layer layer(String name) {
    Layer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("no layer '" + name + "'");
    }
    return layer;
  }

  /** Gives its memory back; the evaluator stays open. */
  @Override
  public void close() {
    sweep.close();
  }
}
