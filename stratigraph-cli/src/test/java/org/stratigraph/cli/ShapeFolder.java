package org.stratigraph.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The first of the built-in images as PNG files in class folders. */
final class ShapeFolder {
  private static final int SIDE = 32;

  private ShapeFolder() {}

  /** Makes the folder; returns it. */
  static Path make(Path folder, int count) throws IOException {
    Path arrays = Files.createTempDirectory("shapes");
    try {
      CliRun.of("shapes", "--images", Integer.toString(count), "--out", arrays.toString())
          .assertDone();
      ByteBuffer pixels = values(arrays.resolve("images.npy"));
      ByteBuffer labels = values(arrays.resolve("labels.npy"));
      for (int i = 0; i < count; i++) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < SIDE * SIDE; p++) {
          int rgb = (pixels.get() & 255) << 16 | (pixels.get() & 255) << 8 | pixels.get() & 255;
          image.setRGB(p % SIDE, p / SIDE, rgb);
        }
        Path of = Files.createDirectories(folder.resolve("class" + labels.getLong()));
        String name = String.format(Locale.ROOT, "%04d.png", i);
        ImageIO.write(image, "png", of.resolve(name).toFile());
      }
    } finally {
      for (String name : new String[] {"images.npy", "labels.npy"}) {
        Files.deleteIfExists(arrays.resolve(name));
      }
      Files.delete(arrays);
    }
    return folder;
  }

  /** What follows the header of a NumPy file of version 1. */
  private static ByteBuffer values(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.position(10 + bytes.getShort(8));
  }
}
