package org.stratigraph.data;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.JpegFile.Colours;

/**
 * Decodes JPEG files with the JDK's libjpeg, to the levels that Pillow gives. One reader is kept;
 * not thread-safe.
 */
final class JpegDecoder implements AutoCloseable {
  private static final ColorModel RGB = model(ColorSpace.CS_sRGB);
  private static final ColorModel GREY = model(ColorSpace.CS_GRAY);

  private final ImageReader reader;
  private final List<String> warnings = new ArrayList<>();

  JpegDecoder() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    if (!readers.hasNext()) {
      throw new UnusableInputException(
          "This Java installation cannot read JPEG images; use one with the module java.desktop.");
    }
    reader = readers.next();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
  }

  private static ColorModel model(int space) {
    return new ComponentColorModel(
        ColorSpace.getInstance(space), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
  }

  /**
   * The pixels of a file.
   *
   * @throws UnreadableImageException if it is damaged or cut off
   */
  Raster decode(JpegFile file) throws UnreadableImageException {
    warnings.clear();
    Colours colours = file.colours();
    int channels = colours == Colours.GREY ? 1 : 3;
    byte[] levels = new byte[Math.multiplyExact(file.width() * file.height(), channels)];
    try {
      reader.setInput(new ByteArrayImageInput(file.neutral()), true, true);
      if (colours == Colours.CMYK || colours == Colours.YCCK) {
        inks(levels, colours == Colours.YCCK);
      } else {
        pixels(levels, file, channels);
      }
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("the JPEG file is damaged (" + e.getMessage() + ")");
    } finally {
      reader.setInput(null);
    }
    // libjpeg fills what is missing with grey and goes on.
    if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
      throw new UnreadableImageException("the JPEG file is damaged: image data are missing");
    }
    return new Raster(file.width(), file.height(), channels, levels);
  }

  private void pixels(byte[] levels, JpegFile file, int channels) throws IOException {
    WritableRaster raster =
        java.awt.image.Raster.createInterleavedRaster(
            new DataBufferByte(levels, levels.length),
            file.width(),
            file.height(),
            file.width() * channels,
            channels,
            channels == 1 ? new int[] {0} : new int[] {0, 1, 2},
            null);
    ImageReadParam into = reader.getDefaultReadParam();
    into.setDestination(new BufferedImage(channels == 1 ? GREY : RGB, raster, false, null));
    reader.read(0, into);
  }

  /**
   * Four inks to red, green and blue. libjpeg turns YCCK into CMYK; Pillow takes the inks as
   * inverted, as Adobe writes them, and converts without a profile ({@code cmyk2rgb}).
   */
  private void inks(byte[] levels, boolean ycck) throws IOException {
    java.awt.image.Raster raster = reader.readRaster(0, null);
    byte[] stored = ((DataBufferByte) raster.getDataBuffer()).getData();
    if (stored.length != levels.length / 3 * 4) {
      throw new IOException("unexpected layout");
    }
    int[] ink = new int[3];
    for (int from = 0, to = 0; from < stored.length; from += 4, to += 3) {
      ink[0] = stored[from] & 0xFF;
      ink[1] = stored[from + 1] & 0xFF;
      ink[2] = stored[from + 2] & 0xFF;
      if (ycck) {
        YcckColours.toInks(ink);
      }
      int light = stored[from + 3] & 0xFF;
      for (int i = 0; i < 3; i++) {
        levels[to + i] = (byte) Math.max(0, light - times(255 - ink[i], light));
      }
    }
  }

  /** a * b / 255, rounded, as Pillow's MULDIV255. */
  private static int times(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
