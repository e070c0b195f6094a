package org.stratigraph.augmentation;

import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Raster;
import org.stratigraph.statistics.Draws;

/** Makes the changed and normalised values of one image after the other; for one thread. */
final class ViewMaker {
  private final DecodedImages images;
  private final Augmentation augmentation;
  private final SimClr simClr = new SimClr();
  private final float[][] tables;
  private final float[] values;

  ViewMaker(DecodedImages images, Augmentation augmentation) {
    this.images = images;
    this.augmentation = augmentation;
    this.tables = tables(images.preprocessing());
    this.values = new float[(int) images.shape().elementCount()];
  }

  /** What each level becomes, as {@link Preprocessing} says. */
  private static float[][] tables(Preprocessing preprocessing) {
    float[][] tables = new float[preprocessing.channels()][256];
    for (int channel = 0; channel < tables.length; channel++) {
      float mean = preprocessing.mean().get(channel);
      float std = preprocessing.std().get(channel);
      for (int level = 0; level < 256; level++) {
        tables[channel][level] = (level / 255f - mean) / std;
      }
    }
    return tables;
  }

  /** The values of a view, [C, H, W], which hold until the next is made. */
  float[] make(int index, Draws draws) {
    Raster image = images.image(index);
    Cut cut = cut(augmentation, draws);
    if (augmentation.changesLevels()) {
      image = changed(cut.apply(image), draws);
      cut = Cut.NONE;
    }
    cut.applyTo(image, tables, values);
    images.preprocessing().standardise(values);
    if (augmentation.brightness().isPresent()) {
      double most = augmentation.brightness().getAsDouble();
      float more = (float) Chance.between(draws, -most, most);
      for (int i = 0; i < values.length; i++) {
        values[i] += more;
      }
    }
    return values;
  }

  /** As torchvision's {@code RandomCrop(size, padding)} and {@code RandomHorizontalFlip}. */
  static Cut cut(Augmentation augmentation, Draws draws) {
    int right = 0;
    int down = 0;
    if (augmentation.crop().isPresent()) {
      int padding = augmentation.crop().getAsInt();
      down = draws.nextInt(2 * padding + 1) - padding;
      right = draws.nextInt(2 * padding + 1) - padding;
    }
    return new Cut(right, down, augmentation.flip() && draws.nextInt(2) == 1);
  }

  private Raster changed(Raster image, Draws draws) {
    Raster changed = augmentation.simclr() ? simClr.apply(image, draws) : image;
    if (augmentation.randAugment().isPresent()) {
      changed = augmentation.randAugment().get().apply(changed, draws);
    }
    return augmentation.augMix() ? AugMix.apply(changed, draws) : changed;
  }
}
