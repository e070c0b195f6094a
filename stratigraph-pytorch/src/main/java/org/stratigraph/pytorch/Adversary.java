package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.BiFunction;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Attack;
import org.stratigraph.training.TrainingBatches;

/**
 * Projected gradient descent against a network (Madry et al. 2018), in units of pixels in [0,1].
 *
 * @param attack ball, steps and their size
 * @param mean what was subtracted from each channel, [1, C, 1, 1]
 * @param std what each channel was divided by, likewise
 */
record Adversary(Attack attack, Tensor mean, Tensor std) {
  /** Below any gradient that says something; keeps a vanishing one from being divided by zero. */
  private static final float TINY = 1e-12f;

  private static final long[] IMAGE_AXES = {1, 2, 3};

  static Adversary of(Attack attack, TrainingBatches batches) {
    return new Adversary(attack, channels(batches.mean()), channels(batches.std()));
  }

  private static Tensor channels(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return Tensor.of(Shape.of(1, floats.length, 1, 1), floats);
  }

  /**
   * Images within the ball around the given ones and within [0,1] that have a higher loss. The
   * start is uniform in the cube (linf) or the ball (l2); it is drawn from PyTorch's generator.
   *
   * @param step owns the result
   * @param images normalised, [N, C, H, W]
   * @param loss the mean loss of normalised images, owned by the given manager, with gradients
   *     recorded
   * @return normalised as the images are
   */
  PtNDArray perturbed(
      PtNDManager step, PtNDArray images, BiFunction<PtNDManager, PtNDArray, PtNDArray> loss) {
    PtNDArray means = Values.of(step, mean);
    PtNDArray deviations = Values.of(step, std);
    PtNDArray original = pixels(JniUtils.add(JniUtils.mul(images, deviations), means));
    PtNDArray present = pixels(JniUtils.add(original, start(original)));
    float size = images.getShape().get(0);
    for (int i = 0; i < attack.steps(); i++) {
      try (PtNDManager inner = (PtNDManager) step.newSubManager()) {
        PtNDArray leaf = JniUtils.detachGradient(present);
        leaf.attach(inner);
        leaf.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        try {
          PtNDArray value = loss.apply(inner, JniUtils.div(JniUtils.sub(leaf, means), deviations));
          // The sum over images instead of the mean, so that their number changes no gradient.
          JniUtils.backward(value, Values.scalar(inner, size), false, false);
        } finally {
          JniUtils.setGradMode(false);
        }
        PtNDArray moved = JniUtils.add(present, direction(leaf.getGradient()));
        present = projected(moved, original);
        present.attach(step);
      }
    }
    return JniUtils.div(JniUtils.sub(present, means), deviations);
  }

  private static PtNDArray pixels(PtNDArray values) {
    return JniUtils.clip(values, 0f, 1f);
  }

  private PtNDArray start(PtNDArray like) {
    PtNDManager manager = like.getManager();
    ai.djl.ndarray.types.Shape shape = like.getShape();
    double budget = attack.budget();
    if (attack.norm() == Attack.Norm.LINF) {
      return (PtNDArray)
          manager.randomUniform((float) -budget, (float) budget, shape, DataType.FLOAT32);
    }
    PtNDArray normal = (PtNDArray) manager.randomNormal(0, 1, shape, DataType.FLOAT32);
    PtNDArray share =
        (PtNDArray)
            manager.randomUniform(
                0, 1, new ai.djl.ndarray.types.Shape(shape.get(0), 1, 1, 1), DataType.FLOAT32);
    // The share of a ball of d dimensions within a radius grows with the radius to the power of d.
    double dimensions = (double) shape.size() / shape.get(0);
    PtNDArray power = JniUtils.pow(share, Values.scalar(manager, 1 / dimensions));
    return JniUtils.mul(unit(normal), Values.scaled(manager, power, budget));
  }

  private PtNDArray direction(PtNDArray gradient) {
    PtNDArray unit = attack.norm() == Attack.Norm.LINF ? JniUtils.sign(gradient) : unit(gradient);
    return Values.scaled(unit.getManager(), unit, attack.stepSize());
  }

  private static PtNDArray lengths(PtNDArray values) {
    return JniUtils.sqrt(JniUtils.sum(JniUtils.square(values), IMAGE_AXES, true));
  }

  private static PtNDArray unit(PtNDArray values) {
    return JniUtils.div(values, JniUtils.clip(lengths(values), TINY, Float.POSITIVE_INFINITY));
  }

  private PtNDArray projected(PtNDArray moved, PtNDArray original) {
    float budget = (float) attack.budget();
    PtNDArray change = JniUtils.sub(moved, original);
    PtNDArray kept;
    if (attack.norm() == Attack.Norm.LINF) {
      kept = JniUtils.clip(change, -budget, budget);
    } else {
      PtNDArray lengths = JniUtils.clip(lengths(change), TINY, Float.POSITIVE_INFINITY);
      PtNDArray factor =
          JniUtils.clip(JniUtils.div(Values.scalar(change.getManager(), budget), lengths), 0f, 1f);
      kept = JniUtils.mul(change, factor);
    }
    return pixels(JniUtils.add(original, kept));
  }
}
