package org.stratigraph.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The marker segments of a JPEG file, as libjpeg reads them, and a copy of the file that says in
 * plain terms how its colours are stored.
 *
 * <p>Pillow leaves colours to libjpeg and ignores ICC profiles; ImageIO converts by profile and
 * guesses colour spaces by its own rules. So {@link #neutral()} drops all application segments and
 * comments and says by one JFIF or Adobe segment what libjpeg would assume.
 */
final class JpegFile {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int COM = 0xFE;
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /** How the samples of a file are to be understood. */
  enum Colours {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    YCCK
  }

  private final byte[] bytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean jfif;
  private int adobeTransform = -1;
  private int frame = -1;
  private int scan = -1;

  private JpegFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isJpeg(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] & 0xFF) == 0xFF
        && (bytes[1] & 0xFF) == SOI
        && (bytes[2] & 0xFF) == 0xFF;
  }

  /**
   * Reads the segments.
   *
   * @throws UnreadableImageException if the file is cut off, has no frame or one of a kind that is
   *     not supported
   */
  static JpegFile parse(byte[] bytes) throws UnreadableImageException {
    JpegFile file = new JpegFile(bytes);
    file.readHeader();
    file.requireEnd();
    return file;
  }

  int height() {
    return u16(frame + 3);
  }

  int width() {
    return u16(frame + 5);
  }

  private int components() {
    return bytes[frame + 7] & 0xFF;
  }

  private int componentId(int index) {
    return bytes[frame + 8 + 3 * index] & 0xFF;
  }

  /** The rules of libjpeg's {@code default_decompress_parms}. */
  Colours colours() {
    if (components() == 1) {
      return Colours.GREY;
    }
    if (components() == 4) {
      return adobeTransform <= 0 ? Colours.CMYK : Colours.YCCK;
    }
    boolean namedRgb = componentId(0) == 'R' && componentId(1) == 'G' && componentId(2) == 'B';
    boolean rgb = !jfif && (adobeTransform < 0 ? namedRgb : adobeTransform == 0);
    return rgb ? Colours.RGB : Colours.YCBCR;
  }

  /** The file with nothing but what its pixels need. */
  byte[] neutral() {
    byte[] marker =
        switch (colours()) {
          case GREY, YCBCR -> JFIF;
          case RGB, CMYK -> adobe(0);
          case YCCK -> adobe(2);
        };
    byte[] header = kept.toByteArray();
    int rest = bytes.length - scan;
    byte[] result = new byte[2 + marker.length + header.length + rest];
    result[0] = (byte) 0xFF;
    result[1] = (byte) SOI;
    System.arraycopy(marker, 0, result, 2, marker.length);
    System.arraycopy(header, 0, result, 2 + marker.length, header.length);
    System.arraycopy(bytes, scan, result, result.length - rest, rest);
    return result;
  }

  private static byte[] adobe(int transform) {
    byte[] name = "Adobe".getBytes(StandardCharsets.US_ASCII);
    byte[] marker = new byte[16];
    marker[0] = (byte) 0xFF;
    marker[1] = (byte) 0xEE;
    marker[3] = 14;
    System.arraycopy(name, 0, marker, 4, name.length);
    marker[10] = 100;
    marker[15] = (byte) transform;
    return marker;
  }

  private void readHeader() throws UnreadableImageException {
    int at = 2;
    while (scan < 0) {
      int begin = at;
      at = marker(at);
      int code = bytes[at] & 0xFF;
      if (code == EOI) {
        throw new UnreadableImageException("the JPEG file holds no image data");
      }
      if (standsAlone(code)) {
        at++;
        continue;
      }
      int length = segmentLength(at);
      if (code == SOS) {
        if (frame < 0) {
          throw new UnreadableImageException("the JPEG file has no frame header");
        }
        scan = begin;
      } else if (code >= 0xE0 && code <= 0xEF) {
        application(code, at, length);
      } else if (code != COM) {
        if (isFrame(code)) {
          frame(code, at, length);
        }
        kept.write(0xFF);
        kept.write(bytes, at, 1 + length);
      }
      at += 1 + length;
    }
  }

  /** The position of the code of the marker that starts at or, after fill bytes, behind a place. */
  private int marker(int from) throws UnreadableImageException {
    int at = from;
    // libjpeg skips what lies between segments, with a warning.
    while (at < bytes.length && (bytes[at] & 0xFF) != 0xFF) {
      at++;
    }
    while (at < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
      at++;
    }
    if (at >= bytes.length) {
      throw truncated();
    }
    return bytes[at] == 0 ? marker(at + 1) : at;
  }

  private static boolean standsAlone(int code) {
    return code == 0x01 || (code >= 0xD0 && code <= SOI);
  }

  private static boolean isFrame(int code) {
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
  }

  private int segmentLength(int at) throws UnreadableImageException {
    if (at + 2 >= bytes.length) {
      throw truncated();
    }
    int length = u16(at + 1);
    if (length < 2) {
      throw new UnreadableImageException("the JPEG file has a damaged segment");
    }
    if (at + 1 + length > bytes.length) {
      throw truncated();
    }
    return length;
  }

  private void application(int code, int at, int length) {
    if (code == 0xE0 && length >= 16 && startsWith(at + 3, "JFIF\0")) {
      jfif = true;
    } else if (code == 0xEE && length >= 14 && startsWith(at + 3, "Adobe")) {
      adobeTransform = bytes[at + 14] & 0xFF;
    }
  }

  private boolean startsWith(int at, String text) {
    byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }

  private void frame(int code, int at, int length) throws UnreadableImageException {
    if (frame >= 0) {
      throw new UnreadableImageException("the JPEG file has two frame headers");
    }
    if (code > 0xC2) {
      throw new UnreadableImageException(
          "it is a JPEG of a rare kind (lossless, hierarchical or arithmetic coding);"
              + " save it as baseline or progressive JPEG");
    }
    // Positions are counted from the length field's first byte, less one.
    frame = at + 1;
    if (length < 8 || length != 8 + 3 * components()) {
      throw new UnreadableImageException("the JPEG file has a damaged frame header");
    }
    int bits = bytes[frame + 2] & 0xFF;
    if (bits != 8) {
      throw new UnreadableImageException("it is a JPEG of " + bits + " bits a sample, not 8");
    }
    if (components() != 1 && components() != 3 && components() != 4) {
      throw new UnreadableImageException(
          "it is a JPEG of " + components() + " channels; 1, 3 and 4 can be read");
    }
    if (width() == 0 || height() == 0) {
      throw new UnreadableImageException("the JPEG file declares an empty image");
    }
  }

  /** Pillow refuses a file whose data end before the end marker; so do we. */
  private void requireEnd() throws UnreadableImageException {
    int at = scan;
    while (true) {
      at = marker(at);
      int code = bytes[at] & 0xFF;
      if (code == EOI) {
        return;
      }
      at += standsAlone(code) ? 1 : 1 + segmentLength(at);
    }
  }

  private static UnreadableImageException truncated() {
    return new UnreadableImageException("the JPEG file is truncated");
  }

  private int u16(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
