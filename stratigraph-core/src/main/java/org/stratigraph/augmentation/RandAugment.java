package org.stratigraph.augmentation;

import java.util.Locale;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Raster;
import org.stratigraph.statistics.Draws;

/**
 * RandAugment (Cubuk et al. 2020, arXiv:1909.13719): operations drawn one after the other, all of
 * one magnitude, with torchvision's operations and magnitudes.
 *
 * @param operations how many, 1 to 16
 * @param magnitude how strong, 0 to 30
 */
public record RandAugment(int operations, int magnitude) {
  private static final int MOST_OPERATIONS = 16;
  private static final Operation[] ALL = Operation.values();

  /**
   * Checks the numbers.
   *
   * @throws UnusableInputException if one is out of range
   */
  public RandAugment {
    if (operations < 1 || operations > MOST_OPERATIONS || magnitude < 0 || magnitude > 30) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "randaugment=%d/%d: the number of operations must be from 1 to %d and the magnitude"
                  + " from 0 to 30, as in randaugment=2/9.",
              operations,
              magnitude,
              MOST_OPERATIONS));
    }
  }

  Raster apply(Raster image, Draws draws) {
    Raster changed = image;
    for (int i = 0; i < operations; i++) {
      Operation operation = ALL[draws.nextInt(ALL.length)];
      double strength =
          Magnitudes.RAND_AUGMENT.of(operation, magnitude, image.width(), image.height());
      boolean negative = operation.signed() && draws.nextInt(2) == 1;
      changed = operation.apply(changed, negative ? -strength : strength, Geometry.NEAREST);
    }
    return changed;
  }
}
