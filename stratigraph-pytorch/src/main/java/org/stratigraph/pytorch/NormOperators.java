package org.stratigraph.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.Map;

/** Normalisation. */
final class NormOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "BatchNormalization", Operator.onAll(NormOperators::batchNorm),
          "LayerNormalization", Operator.onAll(NormOperators::layerNorm),
          "LRN", Operator.onFirst(NormOperators::localResponse));

  private NormOperators() {}

  /**
   * As PyTorch's: the batch is divided by its own biased deviation, the running variance learns the
   * unbiased one. ONNX states the share that a running statistic keeps, PyTorch the share that it
   * takes.
   */
  private static Operation batchNorm(Site site) {
    if (site.output() > 0) {
      throw site.refusal("outputs for training are not supported");
    }
    org.stratigraph.tensor.Shape input = site.shape(0);
    double epsilon = site.node().real("epsilon", 1e-5f);
    double momentum = 1 - widened(site.node().real("momentum", 0.9f));
    boolean frozen = site.frozen();
    boolean single = input.elementCount() == input.extent(1);
    return in -> {
      boolean training = in.mode() != Operation.Mode.EVALUATION && !frozen;
      if (training && single) {
        throw site.refusal(
            "with a batch of one image each channel has a single value, which has no variance; choose another batch size");
      }
      // With a momentum of 0 the running statistics stay as they are, to the bit.
      double taken = in.mode() == Operation.Mode.TRAINING ? momentum : 0;
      return JniUtils.batchNorm(
          in.get(0), in.get(3), in.get(4), in.get(1), in.get(2), training, taken, epsilon);
    };
  }

  /** 0.9f as 0.9, so that 1 - 0.9f is 0.1 as PyTorch has it. */
  private static double widened(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static Operation layerNorm(Site site) {
    int rank = site.shape(0).rank();
    int axis = site.axis(site.node().integer("axis", -1), rank);
    long[] extents = Arrays.copyOfRange(site.shape(0).extents(), axis, rank);
    if (site.output() > 0 || !site.has(2) || !Arrays.equals(site.shape(1).extents(), extents)) {
      throw site.refusal("only a norm with a scale and a bias for each element is supported");
    }
    Shape normalised = new Shape(extents);
    double epsilon = site.node().real("epsilon", 1e-5f);
    return in -> JniUtils.layerNorm(in.get(0), normalised, in.get(1), in.get(2), epsilon);
  }

  /** {@code x / (bias + alpha / size * sum of squares over size channels around) ^ beta}. */
  private static Operation localResponse(Site site) {
    org.stratigraph.tensor.Shape input = site.shape(0);
    long size = site.node().integer("size", 1);
    double alpha = site.node().real("alpha", 1e-4f);
    double beta = site.node().real("beta", 0.75f);
    double bias = site.node().real("bias", 1);
    if (size < 1 || size % 2 == 0 || size > 2 * input.extent(1)) {
      throw site.refusal(
          "its size %d is even or does not fit %d channels".formatted(size, input.extent(1)));
    }
    long[] pads = new long[2 * (input.rank() - 1)];
    pads[pads.length - 2] = size / 2;
    pads[pads.length - 1] = size / 2;
    return in -> {
      PtNDArray x = in.get(0);
      PtNDArray squares = JniUtils.pad(JniUtils.square(x), pads, 0);
      PtNDArray sum = JniUtils.slice(squares, 1, 0, input.extent(1), 1);
      for (long shift = 1; shift < size; shift++) {
        sum = JniUtils.add(sum, JniUtils.slice(squares, 1, shift, shift + input.extent(1), 1));
      }
      PtNDArray mean = Values.scaled(in.manager(), sum, alpha / size);
      PtNDArray base = JniUtils.add(mean, Values.scalar(in.manager(), bias));
      return JniUtils.div(x, JniUtils.pow(base, Values.scalar(in.manager(), beta)));
    };
  }
}
