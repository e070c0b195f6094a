package org.stratigraph.weightchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.parallel.ParallelRange;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Measures weight change while a network trains: it is shown the network after each epoch and
 * answers with what changed since the epoch before. The numbers are those of {@link WeightChange}
 * over the same snapshots.
 *
 * <p>It keeps the weights of the first and of the latest network that it was shown, not copies of
 * them. Not thread-safe.
 */
public final class WeightChangeRecorder {
  private final WeightChangeOptions options;
  private Optional<Kept> first = Optional.empty();
  private Optional<Kept> latest = Optional.empty();
  private int step;

  /** A snapshot with its weights only. */
  private record Kept(Snapshot snapshot, Map<String, Shape> weights) {}

  private WeightChangeRecorder(WeightChangeOptions options) {
    this.options = options;
  }

  /** A recorder that has been shown nothing yet. */
  public static WeightChangeRecorder create(WeightChangeOptions options) {
    return new WeightChangeRecorder(options);
  }

  /**
   * A recorder that goes on where another one stopped, as if it were that one.
   *
   * @param first what the other was shown first
   * @param latest what it was shown last
   * @param steps how many changes it has told
   * @throws UnusableInputException if the two are not of one network
   */
  public static WeightChangeRecorder after(
      Snapshot first, Snapshot latest, int steps, WeightChangeOptions options) {
    WeightChangeRecorder recorder = new WeightChangeRecorder(options);
    Kept start = recorder.kept(first.name(), read(first));
    Kept before = recorder.kept(latest.name(), read(latest));
    before.snapshot().requireSame(start.weights(), first.name(), options.layers());
    recorder.first = Optional.of(start);
    recorder.latest = Optional.of(before);
    recorder.step = steps;
    return recorder;
  }

  private static Map<String, Tensor> read(Snapshot snapshot) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String layer : snapshot.layers()) {
      tensors.put(layer, snapshot.tensors().read(layer));
    }
    return tensors;
  }

  /**
   * Shows the next network.
   *
   * @param name what the result calls it, such as the number of the epoch or the checkpoint's file
   * @return what changed since the network before, a row a tensor; empty for the first one
   * @throws UnusableInputException as {@link WeightChange#of} does; the recorder is then as before
   */
  public List<LayerChange> add(String name, Graph network) {
    return add(name, network.initialisers());
  }

  /** The same for tensors by name, which must not change afterwards. */
  public List<LayerChange> add(String name, Map<String, Tensor> tensors) {
    Kept now = kept(name, tensors);
    if (first.isEmpty() || latest.isEmpty()) {
      first = Optional.of(now);
      latest = Optional.of(now);
      return List.of();
    }
    Kept start = first.get();
    Kept before = latest.get();
    now.snapshot().requireSame(start.weights(), start.snapshot().name(), options.layers());
    List<String> layers = List.copyOf(start.weights().keySet());
    List<LayerChange> changes =
        ParallelRange.once(
            "weight-change",
            options.threads(),
            layers.size(),
            i -> compared(layers.get(i), start, before, now));
    latest = Optional.of(now);
    step++;
    return changes;
  }

  private LayerChange compared(String layer, Kept start, Kept before, Kept now) {
    return Comparison.of(
        layer,
        step + 1,
        version(layer, start),
        version(layer, before),
        version(layer, now),
        options.spectral());
  }

  private Kept kept(String name, Map<String, Tensor> tensors) {
    Map<String, Shape> weights =
        new Snapshot(name, NamedTensors.of(tensors)).weights(options.layers());
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().retainAll(weights.keySet());
    return new Kept(new Snapshot(name, NamedTensors.of(kept)), weights);
  }

  private static Comparison.Version version(String layer, Kept kept) {
    return new Comparison.Version(kept.snapshot(), kept.snapshot().tensors().read(layer));
  }
}
