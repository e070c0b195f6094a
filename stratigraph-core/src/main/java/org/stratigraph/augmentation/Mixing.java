package org.stratigraph.augmentation;

import java.nio.FloatBuffer;
import java.util.OptionalDouble;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.Shape;

/**
 * Mixup and CutMix: each row of a batch with the row before it, the first with the last, by one
 * share for the whole batch.
 *
 * @param rows of the batch
 * @param image the shape of a row's image, [C, H, W]
 * @param classes of a row's target
 */
record Mixing(int rows, Shape image, int classes) {
  /** A rectangle of pixels; ends are exclusive. */
  record Box(int left, int top, int right, int bottom) {
    /** CutMix's box around a centre, clipped to the image: a share of its area, if it fits. */
    static Box around(int x, int y, double share, int width, int height) {
      double half = 0.5 * Math.sqrt(share);
      int across = (int) (half * width);
      int down = (int) (half * height);
      return new Box(
          Math.max(0, x - across),
          Math.max(0, y - down),
          Math.min(width, x + across),
          Math.min(height, y + down));
    }

    int area() {
      return (right - left) * (bottom - top);
    }
  }

  /** Mixes a batch in place, by what the augmentation says. */
  void apply(Augmentation augmentation, Draws draws, FloatBuffer images, FloatBuffer targets) {
    OptionalDouble mixup = augmentation.mixup();
    OptionalDouble cutmix = augmentation.cutmix();
    boolean both = mixup.isPresent() && cutmix.isPresent();
    if (both ? draws.nextInt(2) == 0 : mixup.isPresent()) {
      mixup(Chance.beta(draws, mixup.getAsDouble()), images, targets);
    } else {
      double share = 1 - Chance.beta(draws, cutmix.getAsDouble());
      int width = (int) image.extent(2);
      int height = (int) image.extent(1);
      int x = draws.nextInt(width);
      int y = draws.nextInt(height);
      cutmix(Box.around(x, y, share, width, height), images, targets);
    }
  }

  /** Each row becomes {@code share} of itself and the rest of the row before. */
  void mixup(double share, FloatBuffer images, FloatBuffer targets) {
    blend(images, (int) image.elementCount(), share);
    blend(targets, classes, share);
  }

  /** Each image takes the box from the image before. */
  void cutmix(Box box, FloatBuffer images, FloatBuffer targets) {
    int width = (int) image.extent(2);
    int height = (int) image.extent(1);
    int length = (int) image.elementCount();
    float[] last = new float[length];
    float[] before = new float[length];
    float[] row = new float[length];
    images.get((rows - 1) * length, last);
    for (int i = rows - 1; i >= 0; i--) {
      images.get(i * length, row);
      if (i > 0) {
        images.get((i - 1) * length, before);
      }
      float[] source = i > 0 ? before : last;
      for (int line = box.top(); line < box.bottom(); line++) {
        for (int plane = 0; plane < length; plane += width * height) {
          int at = plane + line * width + box.left();
          System.arraycopy(source, at, row, at, box.right() - box.left());
        }
      }
      images.put(i * length, row);
    }
    blend(targets, classes, 1 - (double) box.area() / (width * height));
  }

  private void blend(FloatBuffer values, int length, double share) {
    float own = (float) share;
    float other = (float) (1 - share);
    float[] last = new float[length];
    float[] before = new float[length];
    float[] row = new float[length];
    values.get((rows - 1) * length, last);
    for (int i = rows - 1; i >= 0; i--) {
      values.get(i * length, row);
      if (i > 0) {
        values.get((i - 1) * length, before);
      }
      float[] source = i > 0 ? before : last;
      for (int j = 0; j < length; j++) {
        row[j] = own * row[j] + other * source[j];
      }
      values.put(i * length, row);
    }
  }
}
