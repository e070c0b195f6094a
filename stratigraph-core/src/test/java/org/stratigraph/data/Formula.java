package org.stratigraph.data;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.stratigraph.file.Sha256;

/** Images by a formula that other programs can repeat, and the sums to compare them by. */
final class Formula {
  private Formula() {}

  /** Level (7 x x + 13 y (c + 1) + 3 x y + 29 c) mod 256 at column x, row y, channel c. */
  static Raster image(int width, int height, int channels) {
    byte[] levels = new byte[width * height * channels];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++, at++) {
          levels[at] = (byte) (x * x * 7 + y * 13 * (c + 1) + x * y * 3 + c * 29);
        }
      }
    }
    return new Raster(width, height, channels, levels);
  }

  static String sha256(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }
}
