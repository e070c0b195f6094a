package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Everything that is decided before a sweep starts. Immutable.
 *
 * <p>Images are handled in chunks: a chunk is as many as the memory budget lets be in flight at
 * once. A chunk is made of batches: a batch is what the engine is given at a time.
 */
public final class SweepPlan {
  /** Batches are sized so that the largest value of the network stays in the processor's cache. */
  private static final long CACHED = 32L << 20;

  private static final int LARGEST_BATCH = 128;

  /** Beyond the tensors and values counted here: the virtual machine, the engine, the database. */
  private static final long FIXED_MEMORY = 640L << 20;

  /**
   * The most that stored values and images may take: more makes nothing faster, because fresh
   * memory costs more than making the parts of a network ready for another chunk.
   */
  private static final long STORED = 4L << 30;

  /** Chunks should not be smaller than this, for the same reason. */
  private static final int FEW_IMAGES = 64;

  private static final int FEW_BATCHES = 8;

  private final Graph graph;
  private final Shape image;
  private final Paths paths;
  private final Segments segments;
  private final Schedule schedule;
  private final List<String> unreached;
  private final Map<String, Extent> extents;
  private final LaneLayout layout;
  private final int batch;
  private final boolean fixedBatch;
  private final int chunk;
  private final long memory;

  private SweepPlan(
      Graph graph,
      Shape image,
      Paths paths,
      Segments segments,
      Schedule schedule,
      List<String> unreached,
      Map<String, Extent> extents,
      LaneLayout layout,
      int batch,
      boolean fixedBatch,
      int chunk,
      long memory) {
    this.graph = graph;
    this.image = image;
    this.paths = paths;
    this.segments = segments;
    this.schedule = schedule;
    this.unreached = List.copyOf(unreached);
    this.extents = Map.copyOf(extents);
    this.layout = layout;
    this.batch = batch;
    this.fixedBatch = fixedBatch;
    this.chunk = chunk;
    this.memory = memory;
  }

  /**
   * Plans a sweep. Runs the network on two black images to learn how large its values are.
   *
   * @param graph a network with one input, images with the batch first, and one output
   * @param targets what is to be changed, one at a time
   * @param image the shape of one image
   * @param options limits; see there
   * @throws UnusableInputException if the network does not take such images, or the memory does not
   *     suffice for a single batch
   */
  @SuppressWarnings("ReferenceEquality") // The last of the schedules, not one that is like it.
  public static SweepPlan of(
      Evaluator evaluator, Graph graph, List<Target> targets, Shape image, SweepOptions options) {
    Paths paths = Paths.of(graph);
    Segments segments = options.plain() ? Segments.whole(graph, paths) : Segments.of(graph, paths);
    List<Cut> cuts = new ArrayList<>();
    List<String> unreached = new ArrayList<>();
    for (Target target : targets) {
      Cut cut = Cut.below(graph, paths, segments, target);
      if (cut.part().isEmpty()) {
        unreached.add(target.name());
      } else {
        cuts.add(options.plain() ? Cut.whole(graph, paths, segments, target) : cut);
      }
    }
    sortByPlace(graph, paths, cuts);
    Set<String> values = new LinkedHashSet<>(segments.necks());
    List<Schedule> schedules = schedules(graph, paths, segments, cuts);
    schedules.forEach(schedule -> values.addAll(schedule.uses().keySet()));
    Probe probe = Probe.of(evaluator, graph, values, image);
    int batch = batch(probe, image, options);
    // Two chunks of images: the one in work and the next one, which is being decoded.
    long pixels = 2 * 4 * image.elementCount() * batch;
    long reserved = reserved(graph, probe, batch);
    long available = Math.min(options.memory() - reserved, STORED);
    int batches = (options.images() + batch - 1) / batch;
    long enough = Math.min(batches, Math.max(FEW_BATCHES, FEW_IMAGES / batch));
    for (Schedule schedule : schedules) {
      boolean last = schedule == schedules.get(schedules.size() - 1);
      LaneLayout layout = LaneLayout.of(schedule.lifetimes(probe.extents(), batch));
      long fitting =
          Math.min(
              Math.min(batches, available / (layout.bytes() + pixels)),
              2L * Integer.MAX_VALUE / pixels);
      if (last && fitting < 1) {
        fitting = options.memory() - reserved >= layout.bytes() + pixels ? 1 : 0;
      }
      if (fitting < (last ? 1 : enough)) {
        continue;
      }
      int chunks = Math.toIntExact((batches + fitting - 1) / fitting);
      int chunk = options.chunk().orElse((batches + chunks - 1) / chunks * batch);
      long memory = reserved + (layout.bytes() + pixels) * ((chunk + batch - 1) / batch);
      return new SweepPlan(
          graph,
          image,
          paths,
          segments,
          schedule,
          unreached,
          probe.extents(),
          layout,
          batch,
          probe.batch().isPresent(),
          chunk,
          memory);
    }
    Schedule least = schedules.get(schedules.size() - 1);
    LaneLayout layout = LaneLayout.of(least.lifetimes(probe.extents(), batch));
    throw new UnusableInputException(
        "%d MiB of memory do not suffice for this network and image size; allow at least %d MiB"
            .formatted(options.memory() >> 20, ((reserved + layout.bytes() + pixels) >> 20) + 1));
  }

  /** From the one that computes nothing twice to the one that stores least. */
  private static List<Schedule> schedules(
      Graph graph, Paths paths, Segments segments, List<Cut> cuts) {
    List<Schedule> schedules = new ArrayList<>();
    int late = 0;
    for (int segment = 1; segment <= segments.count(); segment++) {
      schedules.add(Schedule.of(graph, paths, cuts, late));
      while (late < cuts.size() && cuts.get(late).tail() <= segment) {
        late++;
      }
    }
    schedules.add(Schedule.of(graph, paths, cuts, cuts.size()));
    return schedules;
  }

  /** The first node that varies decides; a target never comes after one that depends on it. */
  private static void sortByPlace(Graph graph, Paths paths, List<Cut> cuts) {
    Map<Node, Integer> places = new HashMap<>();
    for (Node node : graph.nodes()) {
      places.put(node, places.size());
    }
    Map<Cut, Integer> first = new HashMap<>();
    for (Cut cut : cuts) {
      first.put(
          cut,
          graph.descendants(cut.target().changed()).stream()
              .filter(paths.varying()::contains)
              .mapToInt(node -> places.getOrDefault(node, 0))
              .min()
              .orElse(0));
    }
    cuts.sort(Comparator.comparing(cut -> first.getOrDefault(cut, 0)));
  }

  private static int batch(Probe probe, Shape image, SweepOptions options) {
    if (probe.batch().isPresent()) {
      return Math.toIntExact(probe.batch().getAsLong());
    }
    if (options.batch().isPresent()) {
      return options.batch().getAsInt();
    }
    long largest =
        probe.extents().values().stream()
            .mapToLong(extent -> extent.bytes(1))
            .max()
            .orElse(4 * image.elementCount());
    long fitting = Math.max(1, CACHED / Math.max(1, largest));
    long most = Math.min(LARGEST_BATCH, Math.max(1, options.mostBatch()));
    return (int) Math.min(Long.highestOneBit(most), Long.highestOneBit(fitting));
  }

  /**
   * Tensors in the graph, in engine memory, in the segments and in two evaluations; values inside
   * the engine.
   */
  private static long reserved(Graph graph, Probe probe, int batch) {
    long tensors =
        graph.initialisers().values().stream()
            .mapToLong((Tensor tensor) -> tensor.bytes().remaining())
            .sum();
    long values =
        probe.extents().values().stream().mapToLong(extent -> extent.bytes(batch)).max().orElse(0);
    return FIXED_MEMORY + 5 * tensors + 6 * values;
  }

  Graph graph() {
    return graph;
  }

  Shape image() {
    return image;
  }

  Paths paths() {
    return paths;
  }

  Segments segments() {
    return segments;
  }

  Schedule schedule() {
    return schedule;
  }

  Extent extent(String value) {
    Extent extent = extents.get(value);
    if (extent == null) {
      throw new IllegalArgumentException("'" + value + "' is not a value of this plan");
    }
    return extent;
  }

  LaneLayout layout() {
    return layout;
  }

  boolean fixedBatch() {
    return fixedBatch;
  }

  /** Names of the targets in the order in which a sweep takes them. */
  public List<String> targets() {
    return schedule.cuts().stream().map(cut -> cut.target().name()).toList();
  }

  /** Names of the targets that do not influence the output. */
  public List<String> unreached() {
    return unreached;
  }

  /** The nodes that a target's change makes it necessary to evaluate again. */
  public List<Node> part(String target) {
    return schedule.cuts().stream()
        .filter(cut -> cut.target().name().equals(target))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no target '" + target + "'"))
        .part();
  }

  /** Whether values of the untouched network are computed a second time, to save memory. */
  public boolean advances() {
    return !recomputed().isEmpty();
  }

  /** The nodes of the untouched network that are evaluated a second time, to save memory. */
  public List<Node> recomputed() {
    return schedule.advances().stream()
        .flatMap(advance -> advance.nodes().stream())
        .filter(paths.varying()::contains)
        .toList();
  }

  /** How many parts the network is held ready in. */
  public int segmentCount() {
    return segments.count();
  }

  /** Number of outputs for one image. */
  public int outputs() {
    String output = graph.outputs().get(0).name();
    long[] shape = extent(output).shape(batch);
    long elements = Shape.of(shape).elementCount();
    return Math.toIntExact(elements / batch);
  }

  /** Images that the engine is given at a time. */
  public int batch() {
    return batch;
  }

  /** Images that are in memory at a time; the last chunk may be smaller. */
  public int chunk() {
    return chunk;
  }

  /** Size in bytes of the pixels of a chunk, filled up to whole batches. */
  public int chunkBytes() {
    long batches = ((long) chunk + batch - 1) / batch;
    return Math.toIntExact(Math.multiplyExact(batches * batch, image.elementCount() * 4));
  }

  /** Peak memory of a sweep in bytes, estimated. */
  public long memory() {
    return memory;
  }
}
