package org.stratigraph.lesion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stratigraph.conflict.Activations;
import org.stratigraph.conflict.ConflictAnalysis;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.NetworkActivations;
import org.stratigraph.conflict.WeightAmplitude;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.Shapes;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Which residual blocks are conflicting: their branch alone, before it is added, puts samples of
 * different classes into one bundle.
 *
 * <p>Measured is {@code F(x) s_1 s_2 ...} with {@code s_k = 1 / sqrt(Var(y_k) + 1e-6)}, where F(x)
 * is the branch and y_k the output of its k-th convolution, its variance taken over all samples and
 * units; this undoes the scaling by batch norms. The weight amplitude is that of the whole model.
 * Convolutions on pooled values, as in squeeze and excitation, do not count.
 *
 * <p>Source: {@code residual_block.py} and {@code lesion.py} in the code of "Auto-tuning of Deep
 * Neural Networks by Conflicting Layer Removal" (2021).
 */
public final class BranchConflicts {
  private static final double EPSILON = 1e-6;

  private BranchConflicts() {}

  /**
   * The bundle entropy of each block's branch.
   *
   * @param images training samples without augmentation, each with a label
   * @param memory bytes that values in flight may take
   * @return by the name of the block, in nats; above 0 where the block is conflicting
   * @throws org.stratigraph.UnusableInputException if the network does not take the images, an
   *     image cannot be read, or a weight is NaN or infinite
   */
  public static Map<String, Double> entropies(
      Evaluator evaluator,
      Graph graph,
      List<ResidualBlock> blocks,
      Images images,
      ConflictOptions options,
      long memory) {
    if (blocks.isEmpty()) {
      return Map.of();
    }
    List<MeasuredValue> branches =
        blocks.stream()
            .map(block -> new MeasuredValue(block.name(), block.branch(), block.layers()))
            .toList();
    double[] scales = scales(evaluator, graph, blocks, images, memory);
    Activations activations =
        new Scaled(NetworkActivations.of(evaluator, graph, branches, images, memory), scales);
    int[] labels =
        images.samples().stream().mapToInt(sample -> sample.label().orElse(-1)).toArray();
    Map<String, Double> entropies = new LinkedHashMap<>();
    for (LayerConflicts found :
        ConflictAnalysis.measure(
            activations, labels, WeightAmplitude.MODEL.of(graph, branches), options)) {
      entropies.put(found.layer(), found.entropy());
    }
    return entropies;
  }

  /** The product of the s_k of each block. */
  private static double[] scales(
      Evaluator evaluator, Graph graph, List<ResidualBlock> blocks, Images images, long memory) {
    Shapes shapes = Shapes.ofOneImage(graph);
    List<MeasuredValue> convolutions = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      for (Layer layer : blocks.get(block).layers()) {
        String output = layer.nodes().get(0).outputs().get(0);
        if (layer.kind() == LayerKind.CONV
            && (pixels(blocks.get(block).shape()) == 1
                || shapes.of(output).filter(shape -> pixels(shape) > 1).isPresent())) {
          convolutions.add(new MeasuredValue(layer.name(), output, List.of(layer)));
          owners.add(block);
        }
      }
    }
    double[] scales = new double[blocks.size()];
    Arrays.fill(scales, 1);
    if (convolutions.isEmpty()) {
      return scales;
    }
    Moments[] moments = new Moments[convolutions.size()];
    Arrays.setAll(moments, i -> new Moments());
    Set<Integer> all = IntStream.range(0, moments.length).boxed().collect(Collectors.toSet());
    NetworkActivations.of(evaluator, graph, convolutions, images, memory)
        .read(all, (layer, sample, values) -> moments[layer].add(values.toFloats()));
    for (int i = 0; i < moments.length; i++) {
      scales[owners.get(i)] /= Math.sqrt(moments[i].variance() + EPSILON);
    }
    return scales;
  }

  /** How many places an image's value has besides its channels. */
  private static long pixels(Shape shape) {
    long pixels = 1;
    for (int axis = 2; axis < shape.rank(); axis++) {
      pixels *= shape.extent(axis);
    }
    return pixels;
  }

  /** Mean and variance of numbers that come one after the other (Welford 1962). */
  private static final class Moments {
    private long count;
    private double mean;
    private double squares;

    void add(float[] values) {
      for (float value : values) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
      }
    }

    /** Of the numbers themselves, not an estimate: divided by their count. */
    double variance() {
      return squares / count;
    }
  }

  /** Activations times a number for each layer, in float32. */
  private record Scaled(Activations activations, double[] scales) implements Activations {
    @Override
    public List<String> layers() {
      return activations.layers();
    }

    @Override
    public int samples() {
      return activations.samples();
    }

    @Override
    public void read(Set<Integer> wanted, Visitor visitor) {
      activations.read(
          wanted,
          (layer, sample, values) -> {
            float[] scaled = values.toFloats();
            float scale = (float) scales[layer];
            for (int i = 0; i < scaled.length; i++) {
              scaled[i] *= scale;
            }
            visitor.sample(layer, sample, Tensor.of(values.shape(), scaled));
          });
    }
  }
}
