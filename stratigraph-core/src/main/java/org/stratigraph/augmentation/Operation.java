package org.stratigraph.augmentation;

import org.stratigraph.data.Raster;

/**
 * The operations of torchvision's RandAugment and AugMix, in its order. What a magnitude means is
 * as there ({@code torchvision.transforms.autoaugment}, {@code _apply_op}).
 */
enum Operation {
  IDENTITY(false),
  SHEAR_X(true),
  SHEAR_Y(true),
  TRANSLATE_X(true),
  TRANSLATE_Y(true),
  ROTATE(true),
  BRIGHTNESS(true),
  COLOR(true),
  CONTRAST(true),
  SHARPNESS(true),
  POSTERIZE(false),
  SOLARIZE(false),
  AUTO_CONTRAST(false),
  EQUALIZE(false);

  private final boolean signed;

  Operation(boolean signed) {
    this.signed = signed;
  }

  /** Whether half of the magnitudes are to be negative. */
  boolean signed() {
    return signed;
  }

  /**
   * The changed image; the same if nothing changes.
   *
   * @param magnitude slope of a shear; pixels of a translation, cut off; degrees anticlockwise;
   *     what a factor is above 1; bits to keep; lowest level to invert
   */
  Raster apply(Raster image, double magnitude, Geometry geometry) {
    return switch (this) {
      case IDENTITY -> image;
      case SHEAR_X -> geometry.shearX(image, magnitude);
      case SHEAR_Y -> geometry.shearY(image, magnitude);
      case TRANSLATE_X -> geometry.translate(image, (int) magnitude, 0);
      case TRANSLATE_Y -> geometry.translate(image, 0, (int) magnitude);
      case ROTATE -> geometry.rotate(image, magnitude);
      case BRIGHTNESS -> Colours.brightness(image, 1 + magnitude);
      case COLOR -> Colours.saturation(image, 1 + magnitude);
      case CONTRAST -> Colours.contrast(image, 1 + magnitude);
      case SHARPNESS -> Colours.sharpness(image, 1 + magnitude);
      case POSTERIZE -> Colours.posterize(image, (int) magnitude);
      case SOLARIZE -> Colours.solarize(image, magnitude);
      case AUTO_CONTRAST -> Colours.autoContrast(image);
      case EQUALIZE -> Colours.equalize(image);
    };
  }
}
