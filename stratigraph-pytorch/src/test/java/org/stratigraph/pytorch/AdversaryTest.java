package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Attack;

class AdversaryTest {
  private static final Shape IMAGES = Shape.of(4, 2, 3, 3);
  private static final float[] MEAN = {0.4f, 0.6f};
  private static final float[] STD = {0.2f, 0.5f};

  @BeforeAll
  static void load() {
    Libtorch.load(1);
  }

  private static Adversary adversary(Attack attack) {
    Shape channels = Shape.of(1, 2, 1, 1);
    return new Adversary(attack, Tensor.of(channels, MEAN), Tensor.of(channels, STD));
  }

  private static float[] pixels() {
    SplittableRandom random = new SplittableRandom(4);
    float[] pixels = new float[(int) IMAGES.elementCount()];
    for (int i = 0; i < pixels.length; i++) {
      // Many at the ends of the range, where the ball is cut off.
      pixels[i] = (float) Math.max(0, Math.min(1, random.nextDouble(-0.3, 1.3)));
    }
    return pixels;
  }

  private static int channel(int index) {
    return index / 9 % 2;
  }

  private static float[] normalised(float[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] - MEAN[channel(i)]) / STD[channel(i)];
    }
    return values;
  }

  /** Pixels of the perturbed images, and the losses before each step. */
  private static float[] attacked(Attack attack, List<Float> losses) {
    try (PtNDManager manager = Libtorch.newManager()) {
      JniUtils.setSeed(9);
      PtNDArray images = Values.of(manager, Tensor.of(IMAGES, normalised(pixels())));
      PtNDArray result =
          adversary(attack)
              .perturbed(
                  manager,
                  images,
                  (owner, x) -> {
                    // A bowl away from the images: the mean of squares.
                    PtNDArray loss = JniUtils.mean(JniUtils.square(x));
                    losses.add(Values.toFloats(loss)[0]);
                    return loss;
                  });
      float[] values = Values.toFloats(result);
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * STD[channel(i)] + MEAN[channel(i)];
      }
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource(Attack.Norm.class)
  void theResultIsInTheBallAndTheLossRises(Attack.Norm norm) {
    double budget = norm == Attack.Norm.LINF ? 0.05 : 0.3;
    List<Float> losses = new ArrayList<>();
    float[] found = attacked(new Attack(norm, budget, 7, budget / 3), losses);
    float[] pixels = pixels();
    for (int image = 0; image < 4; image++) {
      double largest = 0;
      double squares = 0;
      for (int i = image * 18; i < (image + 1) * 18; i++) {
        assertThat(found[i]).isBetween(-1e-6f, 1 + 1e-6f);
        double change = found[i] - pixels[i];
        largest = Math.max(largest, Math.abs(change));
        squares += change * change;
      }
      double size = norm == Attack.Norm.LINF ? largest : Math.sqrt(squares);
      // The bowl pushes to the border of the ball.
      assertThat(size).isBetween(budget * 0.9, budget + 1e-6);
    }
    assertThat(losses).hasSize(7).isSorted();
    assertThat(losses.get(6)).isGreaterThan(losses.get(0));
  }

  @ParameterizedTest
  @EnumSource(Attack.Norm.class)
  void theStartIsRandomAndWithinTheBall(Attack.Norm norm) {
    double budget = 0.2;
    float[] found = attacked(new Attack(norm, budget, 0, 1), new ArrayList<>());
    float[] pixels = pixels();
    int moved = 0;
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - pixels[i])).isLessThanOrEqualTo((float) budget + 1e-6f);
      moved += Math.abs(found[i] - pixels[i]) > 1e-4 ? 1 : 0;
    }
    // Half of the moves of the pixels at the ends are cut off.
    assertThat(moved).isGreaterThan(found.length / 2);
  }
}
