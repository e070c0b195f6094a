package org.stratigraph.augmentation;

/**
 * What the levels of an augmentation mean for each operation, as torchvision's {@code
 * _augmentation_space} has it. Magnitudes are 32-bit floats there, and so they are here, to one
 * unit in the last place, in which PyTorch differs between processors.
 */
enum Magnitudes {
  /** Levels 0 to 30; a translation of up to 150/331 of the image. */
  RAND_AUGMENT(31, 8, 150.0 / 331.0),
  /** Levels 0 to 9; a translation of up to a third of the image. */
  AUG_MIX(10, 4, 1 / 3.0);

  private final int levels;
  private final int mostBits;
  private final double furthest;

  Magnitudes(int levels, int mostBits, double furthest) {
    this.levels = levels;
    this.mostBits = mostBits;
    this.furthest = furthest;
  }

  /** One more than the highest level. */
  int levels() {
    return levels;
  }

  /**
   * The magnitude of a level, not negative; 0 where there is no more or less.
   *
   * @param level 0 to {@link #levels} - 1
   */
  double of(Operation operation, int level, int width, int height) {
    return switch (operation) {
      case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
      case SHEAR_X, SHEAR_Y -> between(0, 0.3, level);
      case TRANSLATE_X -> between(0, furthest * width, level);
      case TRANSLATE_Y -> between(0, furthest * height, level);
      case ROTATE -> between(0, 30, level);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> between(0, 0.9, level);
      case POSTERIZE -> mostBits - Math.rint(level * 4.0 / (levels - 1));
      case SOLARIZE -> between(255, 0, level);
    };
  }

  /** {@code torch.linspace(first, last, levels)[level]}, which counts from the nearer end. */
  private double between(double first, double last, int level) {
    float step = ((float) last - (float) first) / (levels - 1);
    return level < levels / 2
        ? (float) first + step * level
        : (float) last - step * (levels - 1 - level);
  }
}
