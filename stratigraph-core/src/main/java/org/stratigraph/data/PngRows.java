package org.stratigraph.data;

import java.util.zip.DataFormatException;

/** Undoes the filters of PNG's rows (PNG specification, section 9). */
final class PngRows {
  private final PngData data;
  private final int pixel;
  private final byte[] filter = new byte[1];
  private byte[] above;
  private byte[] line;

  /** {@code length} bytes a row, {@code pixel} bytes (at least 1) from one pixel to the next. */
  PngRows(PngData data, int length, int pixel) {
    this.data = data;
    this.pixel = pixel;
    this.above = new byte[length];
    this.line = new byte[length];
  }

  /** The next row; valid until the one after the next is read. */
  byte[] next() throws UnreadableImageException, DataFormatException {
    byte[] current = above;
    above = line;
    line = current;
    data.fill(filter, 0, 1);
    data.fill(line, 0, line.length);
    switch (filter[0]) {
      case 0 -> {}
      case 1 -> left();
      case 2 -> up();
      case 3 -> average();
      case 4 -> paeth();
      default -> throw new UnreadableImageException("the PNG file has an unknown row filter");
    }
    return line;
  }

  private void left() {
    for (int i = pixel; i < line.length; i++) {
      line[i] += line[i - pixel];
    }
  }

  private void up() {
    for (int i = 0; i < line.length; i++) {
      line[i] += above[i];
    }
  }

  private void average() {
    for (int i = 0; i < line.length; i++) {
      int before = i < pixel ? 0 : line[i - pixel] & 0xFF;
      line[i] += (byte) ((before + (above[i] & 0xFF)) >> 1);
    }
  }

  private void paeth() {
    for (int i = 0; i < line.length; i++) {
      int a = i < pixel ? 0 : line[i - pixel] & 0xFF;
      int b = above[i] & 0xFF;
      int c = i < pixel ? 0 : above[i - pixel] & 0xFF;
      int toA = Math.abs(b - c);
      int toB = Math.abs(a - c);
      int toC = Math.abs(a + b - 2 * c);
      line[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
  }
}
