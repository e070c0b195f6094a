package org.stratigraph.augmentation;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.data.Raster;
import org.stratigraph.statistics.Draws;

/**
 * AugMix (Hendrycks et al. 2020, arXiv:1912.02781): a mixture of the image and three chains of one
 * to three operations each, with torchvision's operations and defaults: severity 3, so magnitudes
 * of the levels 0 to 2 of 10, alpha 1, bilinear transforms. The operations are those of Pillow
 * images; torchvision runs them on tensors, which rounds some differently. The consistency loss of
 * the paper is not part of it.
 */
final class AugMix {
  private static final int WIDTH = 3;
  private static final int DEEPEST = 3;
  private static final int SEVERITY = 3;
  private static final double ALPHA = 1;
  private static final Operation[] ALL = Operation.values();

  private AugMix() {}

  static Raster apply(Raster image, Draws draws) {
    double[] share = Chance.dirichlet(draws, ALPHA, 2);
    double[] shares = Chance.dirichlet(draws, ALPHA, WIDTH);
    List<Raster> chains = new ArrayList<>();
    for (int i = 0; i < WIDTH; i++) {
      chains.add(chain(image, draws));
    }
    float[] weights = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      weights[i] = (float) shares[i] * (float) share[1];
    }
    return mixed(image, (float) share[0], chains, weights);
  }

  private static Raster chain(Raster image, Draws draws) {
    Raster changed = image;
    int depth = 1 + draws.nextInt(DEEPEST);
    for (int i = 0; i < depth; i++) {
      // All but the identity, which comes first.
      Operation operation = ALL[1 + draws.nextInt(ALL.length - 1)];
      int level = draws.nextInt(SEVERITY);
      double magnitude = Magnitudes.AUG_MIX.of(operation, level, image.width(), image.height());
      boolean negative = operation.signed() && draws.nextInt(2) == 1;
      changed = operation.apply(changed, negative ? -magnitude : magnitude, Geometry.BILINEAR);
    }
    return changed;
  }

  /** The weighted sum in 32-bit floating point, cut off to whole levels. */
  static Raster mixed(Raster image, float share, List<Raster> chains, float[] weights) {
    byte[] from = image.levels();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      float sum = share * (from[i] & 0xFF);
      for (int chain = 0; chain < weights.length; chain++) {
        sum += weights[chain] * (chains.get(chain).levels()[i] & 0xFF);
      }
      to[i] = (byte) (int) Math.min(255, sum);
    }
    return new Raster(image.width(), image.height(), image.channels(), to);
  }
}
