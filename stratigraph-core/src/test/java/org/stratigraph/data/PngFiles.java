package org.stratigraph.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of every kind, their content a formula, the row filters in turn. */
final class PngFiles {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private PngFiles() {}

  /** A file of this kind (PNG's colour type) and depth. */
  static byte[] of(int width, int height, int kind, int depth, boolean interlaced) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    int[][] passes = interlaced ? PASSES : new int[][] {{0, 0, 1, 1}};
    for (int[] pass : passes) {
      pass(rows, width, height, kind, depth, pass);
    }
    return file(header(width, height, kind, depth, interlaced), palette(kind), rows.toByteArray());
  }

  /** A file of these chunks; the data are split into chunks of 100 bytes. */
  static byte[] file(byte[] header, byte[] palette, byte[] rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header);
    if (palette.length > 0) {
      chunk(out, "PLTE", palette);
    }
    chunk(out, "tEXt", "Comment\0ignored".getBytes(StandardCharsets.US_ASCII));
    byte[] packed = deflate(rows);
    for (int at = 0; at < packed.length; at += 100) {
      chunk(out, "IDAT", Arrays.copyOfRange(packed, at, Math.min(packed.length, at + 100)));
    }
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  static byte[] header(int width, int height, int kind, int depth, boolean interlaced) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) depth)
        .put((byte) kind)
        .put((byte) 0)
        .put((byte) 0)
        .put((byte) (interlaced ? 1 : 0))
        .array();
  }

  /** For palettes: 200 entries, so that some indices have none. */
  private static byte[] palette(int kind) {
    byte[] palette = new byte[kind == 3 ? 600 : 0];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (i * 37 + i / 3);
    }
    return palette;
  }

  private static int samples(int kind) {
    return switch (kind) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  private static void pass(
      ByteArrayOutputStream out, int width, int height, int kind, int depth, int[] pass) {
    int columns = (width - pass[0] + pass[2] - 1) / pass[2];
    if (columns <= 0) {
      return;
    }
    int bits = samples(kind) * depth;
    int pixel = Math.max(1, bits / 8);
    byte[] above = new byte[(columns * bits + 7) / 8];
    int filter = 0;
    for (int y = pass[1]; y < height; y += pass[3]) {
      byte[] line = new byte[above.length];
      for (int x = 0; x < columns; x++) {
        for (int s = 0; s < samples(kind); s++) {
          put(line, x * samples(kind) + s, depth, sample(pass[0] + x * pass[2], y, s, depth));
        }
      }
      out.write(filter);
      out.writeBytes(filtered(line, above, pixel, filter));
      above = line;
      filter = (filter + 1) % 5;
    }
  }

  private static int sample(int x, int y, int s, int depth) {
    return (x * x * 773 + y * 1301 * (s + 1) + x * y * 311 + s * 2900) & ((1 << depth) - 1);
  }

  private static void put(byte[] line, int index, int depth, int value) {
    if (depth == 16) {
      line[2 * index] = (byte) (value >> 8);
      line[2 * index + 1] = (byte) value;
    } else {
      int bit = index * depth;
      line[bit / 8] |= (byte) (value << (8 - depth - bit % 8));
    }
  }

  private static byte[] filtered(byte[] line, byte[] above, int pixel, int filter) {
    byte[] result = new byte[line.length];
    for (int i = 0; i < line.length; i++) {
      int a = i < pixel ? 0 : line[i - pixel] & 0xFF;
      int b = above[i] & 0xFF;
      int c = i < pixel ? 0 : above[i - pixel] & 0xFF;
      int predicted =
          switch (filter) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> (a + b) / 2;
            case 4 -> paeth(a, b, c);
            default -> 0;
          };
      result[i] = (byte) (line[i] - predicted);
    }
    return result;
  }

  private static int paeth(int a, int b, int c) {
    int p = a + b - c;
    int nearest = Math.min(Math.abs(p - a), Math.min(Math.abs(p - b), Math.abs(p - c)));
    if (nearest == Math.abs(p - a)) {
      return a;
    }
    return nearest == Math.abs(p - b) ? b : c;
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] buffer = new byte[bytes.length + 1000];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
