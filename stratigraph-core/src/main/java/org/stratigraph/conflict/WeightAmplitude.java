package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/**
 * Which weights the amplitude W of a layer is taken from. The published code changed its mind four
 * times; the constants name its states. Weights are all trained tensors: biases and the scales and
 * shifts of norms too, running statistics not.
 */
public enum WeightAmplitude implements Labelled {
  /** The largest absolute weight of the whole network: the code since December 2020. */
  MODEL,
  /** The largest absolute weight of the layer or block itself: the code of early December 2020. */
  LAYER,
  /**
   * The largest of the mean absolute weights of the tensors of the layer or block itself: the code
   * of November 2020.
   */
  LAYER_MEAN,
  /**
   * The code of the WACV 2021 paper: the largest absolute weight of the network without the norm
   * after its first convolution, and of a network without convolutions that of all layers but the
   * last.
   */
  WAC2021;

  /**
   * The amplitude of that {@link #label}.
   *
   * @throws UnusableInputException if there is none; the message lists them
   */
  public static WeightAmplitude named(String label) {
    return Labelled.named(
        WeightAmplitude.class,
        label,
        "The weight amplitude '%s' is not known. There are %s, or a number.");
  }

  /** The amplitude of each value, in their order; NaN where a weight is NaN. */
  public List<Double> of(Graph graph, List<MeasuredValue> values) {
    List<Layer> all = Layers.of(graph).layers();
    return switch (this) {
      case MODEL -> same(largest(graph, all), values);
      case WAC2021 -> same(largest(graph, ofWac2021(all)), values);
      case LAYER -> values.stream().map(value -> largest(graph, value.layers())).toList();
      case LAYER_MEAN -> values.stream().map(value -> mean(graph, value.layers())).toList();
    };
  }

  private static List<Double> same(double amplitude, List<MeasuredValue> values) {
    return values.stream().map(value -> amplitude).toList();
  }

  private static List<Layer> ofWac2021(List<Layer> all) {
    List<Layer> kept = new ArrayList<>(all);
    if (all.stream().noneMatch(layer -> layer.kind() == LayerKind.CONV)) {
      kept.remove(kept.size() - 1);
      return kept;
    }
    int first = all.stream().map(Layer::kind).toList().indexOf(LayerKind.CONV);
    if (first + 1 < all.size() && all.get(first + 1).kind() == LayerKind.NORM) {
      kept.remove(first + 1);
    }
    return kept;
  }

  private static double largest(Graph graph, List<Layer> layers) {
    return trained(graph, layers)
        .flatMapToDouble(tensor -> Arrays.stream(absolute(tensor)))
        .max()
        .orElse(0);
  }

  private static double mean(Graph graph, List<Layer> layers) {
    return trained(graph, layers)
        .mapToDouble(tensor -> Arrays.stream(absolute(tensor)).average().orElse(0))
        .max()
        .orElse(0);
  }

  private static Stream<Tensor> trained(Graph graph, List<Layer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.parameters().stream())
        .filter(parameter -> !parameter.role().startsWith("running_"))
        .map(parameter -> graph.initialisers().get(parameter.initialiser()))
        .flatMap(Stream::ofNullable);
  }

  private static double[] absolute(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.elementCount())];
    boolean doubles = tensor.type() == ElementType.FLOAT64;
    float[] floats = doubles ? new float[0] : tensor.toFloats();
    Arrays.setAll(values, i -> Math.abs(doubles ? tensor.get(i) : floats[i]));
    return values;
  }
}
