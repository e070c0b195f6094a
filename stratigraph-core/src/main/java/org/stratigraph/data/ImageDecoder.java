package org.stratigraph.data;

import java.util.Locale;
import org.stratigraph.data.Preprocessing.Size;

/**
 * Decodes JPEG and PNG files to the levels that Pillow's {@code Image.open(...).convert("RGB")}
 * gives; grey images stay grey. Sizes are read and checked before any pixel; EXIF rotation, ICC
 * profiles and all other metadata are ignored. Not thread-safe.
 */
final class ImageDecoder implements AutoCloseable {
  private final JpegDecoder jpeg = new JpegDecoder();
  private final long maxPixels;

  ImageDecoder(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /**
   * The pixels of a file.
   *
   * @throws UnreadableImageException if it is no JPEG or PNG, is damaged, or has too many pixels
   */
  Raster decode(byte[] file) throws UnreadableImageException {
    if (JpegFile.isJpeg(file)) {
      JpegFile parsed = JpegFile.parse(file);
      check(parsed.width(), parsed.height());
      return jpeg.decode(parsed);
    }
    if (PngDecoder.isPng(file)) {
      PngDecoder parsed = PngDecoder.parse(file);
      check(parsed.width(), parsed.height());
      return parsed.decode();
    }
    throw notAnImage(file);
  }

  /**
   * The size that a file declares, without decoding it.
   *
   * @throws UnreadableImageException as {@link #decode}
   */
  Size size(byte[] file) throws UnreadableImageException {
    if (JpegFile.isJpeg(file)) {
      JpegFile parsed = JpegFile.parse(file);
      check(parsed.width(), parsed.height());
      return new Size(parsed.width(), parsed.height());
    }
    if (PngDecoder.isPng(file)) {
      PngDecoder parsed = PngDecoder.parse(file);
      check(parsed.width(), parsed.height());
      return new Size(parsed.width(), parsed.height());
    }
    throw notAnImage(file);
  }

  private void check(int width, int height) throws UnreadableImageException {
    long pixels = (long) width * height;
    long most = Math.min(maxPixels, Integer.MAX_VALUE / 4);
    if (pixels > most) {
      throw new UnreadableImageException(
          String.format(
              Locale.ROOT,
              "it declares %d x %d pixels; at most %d are read (--max-pixels)",
              width,
              height,
              most));
    }
  }

  private static UnreadableImageException notAnImage(byte[] file) {
    if (file.length == 0) {
      return new UnreadableImageException("the file is empty");
    }
    return new UnreadableImageException("it is neither a JPEG nor a PNG file");
  }

  @Override
  public void close() {
    jpeg.close();
  }
}
