package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.sweep.Sweep;

/**
 * One way through the images: measures what the log lacks of what each layer is to get.
 *
 * @param plan what the run does
 * @param efforts what each layer is to get
 * @param failures layers that could not be measured, with the reason; grows
 */
record Pass(
    CriticalityPlan plan,
    Graph graph,
    Reset reset,
    Images images,
    boolean acceptBaseline,
    Map<String, Effort> efforts,
    Map<String, String> failures,
    MeasurementLog log,
    Work work) {

  /** Evaluates what is missing, from the first image to the last that any layer is to get. */
  void run(Sweep sweep) {
    try (ChunkReader reader = new ChunkReader(images, plan.sweep())) {
      List<BlockRange> loads = loads();
      for (int i = 0; i < loads.size(); i++) {
        BlockRange blocks = loads.get(i);
        Optional<ImageRange> following =
            i + 1 < loads.size()
                ? Optional.of(plan.blocks().range(loads.get(i + 1)))
                : Optional.empty();
        Images.Chunk read = reader.read(plan.blocks().range(blocks), following);
        float[] logits = sweep.untouched(reader.pixels(), read.samples().size());
        LoadedBlocks loaded =
            LoadedBlocks.of(plan.blocks(), blocks, images, read, logits, plan.sweep().outputs());
        keepUntouched(loaded);
        sweep.run(changes(loaded));
      }
    }
  }

  /** The blocks to read together; those in which nothing is missing are left out. */
  private List<BlockRange> loads() {
    List<BlockRange> loads = new ArrayList<>();
    for (BlockRange load : plan.blocks().loads(plan.sweep().chunk())) {
      int first = load.first();
      while (first < load.end() && isComplete(first)) {
        first++;
      }
      int end = load.end();
      while (end > first && isComplete(end - 1)) {
        end--;
      }
      if (first < end) {
        loads.add(new BlockRange(first, end));
      }
    }
    return loads;
  }

  private boolean isComplete(int block) {
    boolean wanted = false;
    for (Map.Entry<String, Effort> entry : efforts.entrySet()) {
      if (block < entry.getValue().blocks()) {
        wanted = true;
        for (int trial = 0; trial < entry.getValue().trials(); trial++) {
          if (isMissing(entry.getKey(), trial, block)) {
            return false;
          }
        }
      }
    }
    return !wanted || log.untouched(block).isPresent();
  }

  private boolean isMissing(String layer, int trial, int block) {
    return !failures.containsKey(layer) && !log.has(layer, trial, block);
  }

  private void keepUntouched(LoadedBlocks loaded) {
    for (int block = loaded.blocks().first(); block < loaded.blocks().end(); block++) {
      Untouched untouched = loaded.requireUntouched(block);
      if (!acceptBaseline) {
        Baseline.require(untouched, log);
      }
      if (log.untouched(block).isEmpty()) {
        if (block == 0) {
          work.listener().baseline(untouched);
        }
        log.record(untouched);
      }
      work.done(loaded.predictions(block).images() * plan.untouched(), "untouched network");
    }
  }

  private List<Sweep.Change> changes(LoadedBlocks loaded) {
    Map<String, Layer> layers = new HashMap<>();
    plan.layers().forEach(layer -> layers.put(layer.name(), layer));
    List<Sweep.Change> changes = new ArrayList<>();
    for (Cell cell : cells(loaded.blocks())) {
      Layer layer = layers.get(cell.layer());
      if (layer != null) {
        changes.add(change(layer, cell, loaded));
      }
    }
    return changes;
  }

  /** What is missing in some blocks. */
  private List<Cell> cells(BlockRange blocks) {
    List<Cell> cells = new ArrayList<>();
    for (Layer layer : plan.layers()) {
      Effort effort = efforts.get(layer.name());
      if (effort == null) {
        continue;
      }
      int end = Math.min(blocks.end(), effort.blocks());
      for (int trial = 0; trial < effort.trials(); trial++) {
        int block = blocks.first();
        while (block < end) {
          int from = block;
          while (block < end && isMissing(layer.name(), trial, block)) {
            block++;
          }
          if (from < block) {
            cells.add(new Cell(layer.name(), trial, new BlockRange(from, block)));
          } else {
            block++;
          }
        }
      }
    }
    return cells;
  }

  private Sweep.Change change(Layer layer, Cell cell, LoadedBlocks loaded) {
    return Sweep.Change.ofTensors(
        layer.name(),
        loaded.rows(cell.blocks()),
        () -> reset.tensors(graph, layer, cell.trial()),
        logits -> {
          try {
            loaded.measurements(cell, logits).forEach(log::record);
          } catch (NonFiniteOutputException e) {
            failures.putIfAbsent(layer.name(), PortionMeter.reason(cell.trial(), e));
          }
          work.done(
              loaded.rows(cell.blocks()).count() * plan.cost(layer.name()),
              layer.name() + ", trial " + cell.trial());
        });
  }

  /**
   * Has what is missing measured by others.
   *
   * @param longest the work of a portion that should not be exceeded, in evaluations of the whole
   *     network on one image
   */
  void distribute(Workforce workforce, double longest) {
    List<Portion> loads = new ArrayList<>();
    for (BlockRange blocks : loads()) {
      loads.add(new Portion(blocks, cells(blocks)));
    }
    Arrivals arrivals = new Arrivals(plan, acceptBaseline, log, work);
    workforce.measure(Portions.of(plan, loads, workforce.slots(), longest), arrivals);
    arrivals.end(failures);
  }

  /** Work of what is missing for the given efforts, as the listener is told. */
  double missing(Map<String, Effort> wanted) {
    double missing = 0;
    for (int block = 0; block < plan.blocks().count(); block++) {
      double resets = 0;
      for (Map.Entry<String, Effort> entry : wanted.entrySet()) {
        if (block < entry.getValue().blocks()) {
          for (int trial = 0; trial < entry.getValue().trials(); trial++) {
            resets += isMissing(entry.getKey(), trial, block) ? plan.cost(entry.getKey()) : 0;
          }
        }
      }
      if (resets > 0) {
        missing +=
            plan.blocks().range(new BlockRange(block, block + 1)).count()
                * (resets + plan.untouched());
      }
    }
    return missing;
  }
}
