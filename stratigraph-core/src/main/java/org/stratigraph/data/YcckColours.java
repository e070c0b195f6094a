package org.stratigraph.data;

/** The conversion of YCCK samples to CMYK in libjpeg's 16-bit fixed point (jdcolor.c). */
final class YcckColours {
  private static final int HALF = 1 << 15;

  private YcckColours() {}

  /** Replaces luma and the two chroma samples by cyan, magenta and yellow. */
  static void toInks(int[] samples) {
    int luma = samples[0];
    int blue = samples[1] - 128;
    int red = samples[2] - 128;
    samples[0] = clamp(255 - (luma + ((91_881 * red + HALF) >> 16)));
    samples[1] = clamp(255 - (luma + ((-22_554 * blue - 46_802 * red + HALF) >> 16)));
    samples[2] = clamp(255 - (luma + ((116_130 * blue + HALF) >> 16)));
  }

  private static int clamp(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
