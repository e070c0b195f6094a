package org.stratigraph.augmentation;

import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Raster;
import org.stratigraph.data.Resampler;
import org.stratigraph.statistics.Draws;

/**
 * The augmentations of SimCLR (Chen et al. 2020, arXiv:2002.05709, appendix A) as for CIFAR-10,
 * without blur: a random part of the image resized to the whole, flip, colour jitter of strength
 * 0.5 for four of five images, grey for one of five. The parts are torchvision's RandomResizedCrop,
 * ColorJitter and RandomGrayscale. Not thread-safe.
 */
final class SimClr {
  private static final double STRENGTH = 0.5;
  private static final double SMALLEST_AREA = 0.08;
  private static final double LOG_RATIO = StrictMath.log(4 / 3.0);
  private static final int TRIES = 10;
  private static final double JITTER = 0.8;
  private static final double GREY = 0.2;

  private final Resampler resampler = new Resampler();

  Raster apply(Raster image, Draws draws) {
    Raster part = Resampler.cut(image, part(image.width(), image.height(), draws));
    Resampler.Window whole = new Resampler.Window(0, 0, image.width(), image.height());
    Raster changed =
        resampler.resize(part, image.width(), image.height(), Interpolation.BILINEAR, whole);
    if (draws.nextInt(2) == 1) {
      changed = new Cut(0, 0, true).apply(changed);
    }
    if (draws.nextDouble() < JITTER) {
      changed = jittered(changed, draws);
    }
    return draws.nextDouble() < GREY ? Colours.grey(changed) : changed;
  }

  /** 8 to 100 % of the area, with sides in a ratio of 3/4 to 4/3; the whole if no try fits. */
  static Resampler.Window part(int width, int height, Draws draws) {
    for (int i = 0; i < TRIES; i++) {
      double area = width * (double) height * Chance.between(draws, SMALLEST_AREA, 1);
      double ratio = StrictMath.exp(Chance.between(draws, -LOG_RATIO, LOG_RATIO));
      int partWidth = (int) Math.rint(Math.sqrt(area * ratio));
      int partHeight = (int) Math.rint(Math.sqrt(area / ratio));
      if (partWidth > 0 && partWidth <= width && partHeight > 0 && partHeight <= height) {
        int top = draws.nextInt(height - partHeight + 1);
        int left = draws.nextInt(width - partWidth + 1);
        return new Resampler.Window(left, top, partWidth, partHeight);
      }
    }
    return fallback(width, height);
  }

  /** The largest centred part with a ratio that is allowed. */
  private static Resampler.Window fallback(int width, int height) {
    int partWidth = (int) Math.min(width, Math.rint(height * 4 / 3.0));
    int partHeight = (int) Math.min(height, Math.rint(width * 4 / 3.0));
    return new Resampler.Window(
        (width - partWidth) / 2, (height - partHeight) / 2, partWidth, partHeight);
  }

  /** Brightness, contrast, saturation and hue in random order, each by a random amount. */
  private static Raster jittered(Raster image, Draws draws) {
    int[] order = {0, 1, 2, 3};
    for (int i = order.length - 1; i > 0; i--) {
      int j = draws.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    double most = 0.8 * STRENGTH;
    double brightness = Chance.between(draws, 1 - most, 1 + most);
    double contrast = Chance.between(draws, 1 - most, 1 + most);
    double saturation = Chance.between(draws, 1 - most, 1 + most);
    double hue = Chance.between(draws, -0.2 * STRENGTH, 0.2 * STRENGTH);
    Raster changed = image;
    for (int step : order) {
      changed =
          switch (step) {
            case 0 -> Colours.brightness(changed, brightness);
            case 1 -> Colours.contrast(changed, contrast);
            case 2 -> Colours.saturation(changed, saturation);
            default -> Colours.hue(changed, hue);
          };
    }
    return changed;
  }
}
