package org.stratigraph.criticality;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.stratigraph.architecture.Initialiser;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.Tensor;

/**
 * What a layer's tensors are replaced by. Stateless; the same layer and trial give the same
 * tensors.
 *
 * <p>{@link #random} and {@link #from} replace every tensor of the layer. {@link #zero}, {@link
 * #shuffle} and {@link #gaussian} leave the running statistics of a norm layer alone: they were not
 * trained, and a variance of zero or below has no meaning.
 */
public interface Reset {
  /** As on the command line: {@code random}, {@code zero}, {@code from:a.pth,b.pth}, ... */
  String name();

  /** Whether two trials differ by chance; if not, there is no error from trials. */
  boolean isRandom();

  /** How many trials there can be; empty for any number. */
  OptionalInt trials();

  /**
   * The new tensors of a layer, by initialiser, with type and shape of the old.
   *
   * @param trial from 0
   * @throws org.stratigraph.UnusableInputException if a file has no tensor that fits
   */
  Map<String, Tensor> tensors(Graph graph, Layer layer, int trial);

  /** Draws of the architecture's own initialiser: the published method. */
  static Reset random(Initialiser initialiser, long seed) {
    return new TensorwiseReset(
        "random",
        true,
        false,
        (old, layer, parameter, trial) ->
            initialiser.draw(
                layer, parameter, Draws.of(seed, layer.name(), parameter.role(), trial)));
  }

  /** Zeros. */
  static Reset zero() {
    return new TensorwiseReset(
        "zero",
        false,
        true,
        (old, layer, parameter, trial) ->
            Tensor.of(old.shape(), new float[Math.toIntExact(old.elementCount())]));
  }

  /** The layer's own values in random order, each tensor by itself. */
  static Reset shuffle(long seed) {
    return new TensorwiseReset(
        "shuffle",
        true,
        true,
        (old, layer, parameter, trial) -> {
          Draws draws = Draws.of(seed, layer.name(), parameter.role(), trial);
          float[] values = old.toFloats();
          for (int i = values.length - 1; i > 0; i--) {
            int j = draws.nextInt(i + 1);
            float kept = values[i];
            values[i] = values[j];
            values[j] = kept;
          }
          return Tensor.of(old.shape(), values);
        });
  }

  /** Normal numbers with the mean and the standard deviation (n) of the old tensor. */
  static Reset gaussian(long seed) {
    return new TensorwiseReset(
        "gaussian",
        true,
        true,
        (old, layer, parameter, trial) -> {
          Draws draws = Draws.of(seed, layer.name(), parameter.role(), trial);
          float[] values = old.toFloats();
          double sum = 0;
          for (float value : values) {
            sum += value;
          }
          double mean = sum / values.length;
          double squares = 0;
          for (float value : values) {
            squares += (value - mean) * (value - mean);
          }
          double sd = Math.sqrt(squares / values.length);
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + sd * draws.nextGaussian());
          }
          return Tensor.of(old.shape(), values);
        });
  }

  /**
   * Tensors of other networks of the same architecture.
   *
   * @param name as on the command line
   * @param trials the number of networks
   * @param tensors trial -> tensors by layer name and role, such as {@code conv1.weight}, laid out
   *     as PyTorch has them, or by initialiser, laid out as in this graph
   */
  static Reset from(String name, int trials, Function<Integer, TensorLookup> tensors) {
    return new StoredReset(name, trials, tensors);
  }

  /** Tensors of one other network. */
  @FunctionalInterface
  interface TensorLookup {
    /**
     * The new tensor for a parameter, in the layout of the graph.
     *
     * @throws org.stratigraph.UnusableInputException if there is none, or its shape does not fit
     */
    Tensor tensor(Layer layer, Layer.Parameter parameter);
  }

  /** The tensor that a parameter holds now. */
  private static Tensor current(Graph graph, Layer.Parameter parameter) {
    Tensor tensor = graph.initialisers().get(parameter.initialiser());
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the graph has no tensor '%s'".formatted(parameter.initialiser()));
    }
    return tensor;
  }

  /** A reset that replaces each tensor by itself. */
  record TensorwiseReset(
      String name, boolean isRandom, boolean keepsStatistics, Replacement replacement)
      implements Reset {
    @Override
    public OptionalInt trials() {
      return isRandom ? OptionalInt.empty() : OptionalInt.of(1);
    }

    @Override
    public Map<String, Tensor> tensors(Graph graph, Layer layer, int trial) {
      Map<String, Tensor> replaced = new LinkedHashMap<>();
      for (Layer.Parameter parameter : layer.parameters()) {
        if (keepsStatistics && parameter.role().startsWith("running_")) {
          continue;
        }
        Tensor old = current(graph, parameter);
        replaced.put(
            parameter.initialiser(),
            Casts.to(old.type(), replacement.tensor(old, layer, parameter, trial)));
      }
      return replaced;
    }
  }

  /** Makes one new tensor, float32, of the old one's shape. */
  @FunctionalInterface
  interface Replacement {
    Tensor tensor(Tensor old, Layer layer, Layer.Parameter parameter, int trial);
  }

  /** A reset to stored tensors, which count as draws: how far others would differ is not known. */
  record StoredReset(String name, int count, Function<Integer, TensorLookup> tensorsOfTrial)
      implements Reset {
    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public OptionalInt trials() {
      return OptionalInt.of(count);
    }

    @Override
    public Map<String, Tensor> tensors(Graph graph, Layer layer, int trial) {
      TensorLookup lookup = tensorsOfTrial.apply(trial);
      Map<String, Tensor> replaced = new LinkedHashMap<>();
      for (Layer.Parameter parameter : layer.parameters()) {
        Tensor old = current(graph, parameter);
        Tensor stored = lookup.tensor(layer, parameter);
        replaced.put(
            parameter.initialiser(),
            Casts.to(old.type(), Tensor.of(old.shape(), stored.toFloats())));
      }
      return replaced;
    }
  }
}
