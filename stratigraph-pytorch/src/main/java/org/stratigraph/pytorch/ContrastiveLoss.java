package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * NT-Xent of SimCLR (Chen et al. 2020, equation 1) behind a projection of two linear layers with
 * biases and a ReLU between them, the first as wide as the trunk's output. The projection is drawn
 * as PyTorch draws linear layers, from the plan's seed. A trunk that ends in an image is averaged
 * over it first.
 */
final class ContrastiveLoss implements Loss {
  /** What a row's likeness to itself is lowered by, so that it does not count. */
  private static final float NEVER = -1e9f;

  private static final String PREFIX = "stratigraph.projection.";

  private final String value;
  private final double temperature;
  private final Map<String, Tensor> extra;

  /**
   * @param value the name of the trunk's output
   * @param shape its shape
   * @param outputs of the projection
   */
  ContrastiveLoss(String value, Shape shape, double temperature, int outputs, long seed) {
    this.value = value;
    this.temperature = temperature;
    int width = Math.toIntExact(shape.extent(1));
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, Long.MIN_VALUE));
    this.extra = new LinkedHashMap<>();
    for (int layer = 0; layer < 2; layer++) {
      int out = layer == 0 ? width : outputs;
      extra.put(name(layer, "weight"), drawn(random, width, out, width));
      extra.put(name(layer, "bias"), drawn(random, width, out));
    }
  }

  private static String name(int layer, String role) {
    return PREFIX + layer + "." + role;
  }

  /** Uniform up to one over the root of the number of inputs, as torch.nn.Linear. */
  private static Tensor drawn(SplittableRandom random, int inputs, long... shape) {
    double bound = 1 / Math.sqrt(inputs);
    float[] values = new float[Math.toIntExact(Shape.of(shape).elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return Tensor.of(Shape.of(shape), values);
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public Map<String, Tensor> extra() {
    return extra;
  }

  @Override
  public boolean classifies() {
    return false;
  }

  @Override
  public PtNDArray of(PtNDArray output, PtNDArray targets, Map<String, PtNDArray> leaves) {
    PtNDArray hidden = JniUtils.relu(linear(rows(output), 0, leaves));
    return loss(linear(hidden, 1, leaves), temperature);
  }

  private static PtNDArray rows(PtNDArray output) {
    int rank = output.getShape().dimension();
    if (rank == 2) {
      return output;
    }
    long[] shape = output.getShape().getShape();
    PtNDArray pixels = JniUtils.reshape(output, new long[] {shape[0], shape[1], -1});
    return JniUtils.mean(pixels, 2, false);
  }

  private static PtNDArray linear(PtNDArray x, int layer, Map<String, PtNDArray> leaves) {
    return JniUtils.linear(
        x, leaf(leaves, name(layer, "weight")), leaf(leaves, name(layer, "bias")));
  }

  private static PtNDArray leaf(Map<String, PtNDArray> leaves, String name) {
    PtNDArray leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalStateException("no tensor " + name);
    }
    return leaf;
  }

  /**
   * The mean over the rows of {@code -log(exp(s(i, j) / t) / sum over k != i of exp(s(i, k) / t))},
   * where j is the other view of i and s the cosine.
   *
   * @param projected [N, width], rows i and i + N/2 two views of one image
   */
  static PtNDArray loss(PtNDArray projected, double temperature) {
    int rows = Math.toIntExact(projected.getShape().get(0));
    if (rows < 4 || rows % 2 != 0) {
      throw new UnusableInputException(
          "A batch of %d rows cannot be contrasted: it needs two views each of two images or more."
              .formatted(rows));
    }
    PtNDManager manager = projected.getManager();
    PtNDArray units = JniUtils.normalize(projected, 2, 1, 1e-8);
    PtNDArray likeness =
        JniUtils.div(
            JniUtils.matmul(units, JniUtils.transpose(units, 0, 1)),
            Values.scalar(manager, temperature));
    float[] itself = new float[rows * rows];
    float[] partner = new float[rows * rows];
    for (int row = 0; row < rows; row++) {
      itself[row * rows + row] = NEVER;
      partner[row * rows + (row + rows / 2) % rows] = -1f / rows;
    }
    Shape square = Shape.of(rows, rows);
    PtNDArray others = JniUtils.add(likeness, Values.of(manager, Tensor.of(square, itself)));
    PtNDArray logarithms = JniUtils.logSoftmax(others, 1, DataType.FLOAT32);
    return JniUtils.sum(JniUtils.mul(logarithms, Values.of(manager, Tensor.of(square, partner))));
  }
}
