package org.stratigraph.data;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNG files to the levels that Pillow's {@code convert("RGB")} gives: transparency and
 * gamma are ignored, palettes looked up, 16-bit samples cut to their high byte. Grey images of 16
 * bits without transparency, which Pillow clips to white, are refused.
 *
 * <p>Written by hand since ImageIO converts some kinds by colour space and inflates any text that a
 * file carries. Format: W3C PNG specification, second edition.
 */
final class PngDecoder {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;
  private static final int HEADER_END = 33;

  /** Adam7: first column, first row, column step, row step of each pass. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final byte[] bytes;
  private byte[] palette = {};
  private int dataStart;

  private PngDecoder(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isPng(byte[] bytes) {
    return bytes.length >= 8
        && ((long) int32(bytes, 0) << 32 | Integer.toUnsignedLong(int32(bytes, 4))) == SIGNATURE;
  }

  /**
   * The header of a file.
   *
   * @throws UnreadableImageException if it is missing or damaged
   */
  static PngDecoder parse(byte[] bytes) throws UnreadableImageException {
    if (bytes.length < HEADER_END) {
      throw truncated();
    }
    PngDecoder file = new PngDecoder(bytes);
    if (int32(bytes, 8) != 13 || int32(bytes, 12) != IHDR) {
      throw new UnreadableImageException("the PNG file does not start with its header");
    }
    file.checkSum(8, 13);
    if (file.width() < 1 || file.height() < 1) {
      throw new UnreadableImageException(
          "the PNG file declares " + file.width() + " x " + file.height() + " pixels");
    }
    if (!file.legalKind() || bytes[26] != 0 || bytes[27] != 0 || (bytes[28] & 0xFE) != 0) {
      throw new UnreadableImageException("the PNG file has a damaged header");
    }
    if (file.depth() == 16 && file.kind() == GREY) {
      throw new UnreadableImageException(
          "it is a 16-bit grey PNG, whose range is not defined; save it with 8 bits");
    }
    return file;
  }

  int width() {
    return int32(bytes, 16);
  }

  int height() {
    return int32(bytes, 20);
  }

  private int depth() {
    return bytes[24];
  }

  private int kind() {
    return bytes[25];
  }

  private boolean legalKind() {
    int depth = depth();
    return switch (kind()) {
      case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  private int samples() {
    return switch (kind()) {
      case RGB -> 3;
      case RGB_ALPHA -> 4;
      case GREY_ALPHA -> 2;
      default -> 1;
    };
  }

  /**
   * The pixels.
   *
   * @throws UnreadableImageException if the file is damaged or cut off
   */
  Raster decode() throws UnreadableImageException {
    findData();
    int channels = kind() == GREY || kind() == GREY_ALPHA ? 1 : 3;
    byte[] levels = new byte[Math.multiplyExact(width() * height(), channels)];
    Inflater inflater = new Inflater();
    try {
      PngData data = new PngData(bytes, dataStart, inflater);
      if (bytes[28] == 0) {
        pass(data, levels, channels, 0, 0, 1, 1);
      } else {
        for (int[] pass : PASSES) {
          pass(data, levels, channels, pass[0], pass[1], pass[2], pass[3]);
        }
      }
    } catch (DataFormatException e) {
      throw new UnreadableImageException("the PNG file has damaged image data");
    } finally {
      inflater.end();
    }
    return new Raster(width(), height(), channels, levels);
  }

  private void findData() throws UnreadableImageException {
    int at = HEADER_END;
    while (true) {
      int length = chunk(bytes, at);
      int type = int32(bytes, at + 4);
      if (type == IDAT) {
        break;
      }
      if (type == IEND) {
        throw new UnreadableImageException("the PNG file holds no image data");
      }
      if (type == PLTE) {
        checkSum(at, length);
        palette = Arrays.copyOfRange(bytes, at + 8, at + 8 + length);
      }
      at += 12 + length;
    }
    dataStart = at;
    if (kind() == PALETTE && (palette.length == 0 || palette.length % 3 != 0)) {
      throw new UnreadableImageException("the PNG file has no usable palette");
    }
    while (int32(bytes, at + 4) == IDAT) {
      int length = chunk(bytes, at);
      checkSum(at, length);
      at += 12 + length;
      if (at + 12 > bytes.length) {
        throw truncated();
      }
    }
  }

  /** The length of the chunk at a place, which lies within the file. */
  static int chunk(byte[] bytes, int at) throws UnreadableImageException {
    if (at + 12 > bytes.length) {
      throw truncated();
    }
    int length = int32(bytes, at);
    if (length < 0 || length > bytes.length - at - 12) {
      throw truncated();
    }
    return length;
  }

  static boolean isData(byte[] bytes, int at) {
    return int32(bytes, at + 4) == IDAT;
  }

  private void checkSum(int at, int length) throws UnreadableImageException {
    CRC32 sum = new CRC32();
    sum.update(bytes, at + 4, length + 4);
    if ((int) sum.getValue() != int32(bytes, at + 8 + length)) {
      throw new UnreadableImageException("the PNG file is damaged: a checksum is wrong");
    }
  }

  private void pass(
      PngData data, byte[] levels, int channels, int left, int top, int stepX, int stepY)
      throws UnreadableImageException, DataFormatException {
    int columns = (width() - left + stepX - 1) / stepX;
    int rows = (height() - top + stepY - 1) / stepY;
    if (columns <= 0 || rows <= 0) {
      return;
    }
    int bits = samples() * depth();
    PngRows unfiltered = new PngRows(data, (int) (((long) columns * bits + 7) / 8), (bits + 7) / 8);
    for (int row = 0; row < rows; row++) {
      byte[] line = unfiltered.next();
      int out = ((top + row * stepY) * width() + left) * channels;
      for (int x = 0; x < columns; x++, out += stepX * channels) {
        pixel(line, x, levels, out);
      }
    }
  }

  private void pixel(byte[] line, int x, byte[] levels, int out) throws UnreadableImageException {
    int depth = depth();
    switch (kind()) {
      case GREY -> levels[out] = (byte) (packed(line, x) * (255 / ((1 << depth) - 1)));
      case GREY_ALPHA -> levels[out] = line[x * 2 * (depth / 8)];
      case PALETTE -> {
        int index = packed(line, x);
        if (index * 3 < palette.length) {
          System.arraycopy(palette, index * 3, levels, out, 3);
        } else {
          // What the file leaves out of Pillow's 256 entries stays a ramp of greys.
          Arrays.fill(levels, out, out + 3, (byte) index);
        }
      }
      default -> {
        int width = depth / 8;
        int from = x * samples() * width;
        levels[out] = line[from];
        levels[out + 1] = line[from + width];
        levels[out + 2] = line[from + 2 * width];
      }
    }
  }

  private int packed(byte[] line, int x) {
    int depth = depth();
    if (depth == 8) {
      return line[x] & 0xFF;
    }
    int bit = x * depth;
    return (line[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  }

  static UnreadableImageException truncated() {
    return new UnreadableImageException("the PNG file is truncated");
  }

  static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }
}
