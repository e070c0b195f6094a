package org.stratigraph.augmentation;

import org.stratigraph.data.Raster;

/** The images of {@code tools/augmentation-reference/make.py}. */
final class TestImages {
  private TestImages() {}

  static Raster of(int number, int width, int height, int channels) {
    byte[] levels = new byte[width * height * channels];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++, i++) {
          int level =
              x * (7 + 5 * c + number) + y * (13 - 3 * c + 2 * number) + x * y * (1 + c + number);
          level %= 251;
          levels[i] =
              (byte)
                  switch (number) {
                    case 3 -> 90 + level % 40;
                    case 4 -> 77;
                    default -> level;
                  };
        }
      }
    }
    return new Raster(width, height, channels, levels);
  }
}
