package org.stratigraph.augmentation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.stratigraph.data.Raster;

/**
 * Affine transforms of 8-bit images, bit for bit as torchvision does them on Pillow images: what
 * comes from outside the image is black, and the size stays.
 */
enum Geometry {
  /** One pixel each; positions in 16.16 fixed point (Pillow's Geometry.c, affine_fixed). */
  NEAREST {
    @Override
    Raster transform(Raster image, Matrix m) {
      if (m.yx() == 0 && m.xy() == 0) {
        return scaled(image, m);
      }
      Target target = new Target(image);
      int rowX = fixed(m.x() + m.xx() * 0.5 + m.xy() * 0.5);
      int rowY = fixed(m.y() + m.yx() * 0.5 + m.yy() * 0.5);
      int xx = fixed(m.xx());
      int xy = fixed(m.xy());
      int yx = fixed(m.yx());
      int yy = fixed(m.yy());
      for (int row = 0; row < image.height(); row++, rowX += xy, rowY += yy) {
        int x = rowX;
        int y = rowY;
        for (int column = 0; column < image.width(); column++, x += xx, y += yx) {
          target.copy(x >> 16, y >> 16, column, row);
        }
      }
      return target.image();
    }

    private static int fixed(double value) {
      return (int) Math.floor(value * 65536 + 0.5);
    }

    /** Pillow's ImagingScaleAffine: positions are accumulated in floating point. */
    private static Raster scaled(Raster image, Matrix m) {
      Target target = new Target(image);
      double y = m.y() + m.yy() * 0.5;
      for (int row = 0; row < image.height(); row++, y += m.yy()) {
        double x = m.x() + m.xx() * 0.5;
        for (int column = 0; column < image.width(); column++, x += m.xx()) {
          target.copy(x < 0 ? -1 : (int) x, y < 0 ? -1 : (int) y, column, row);
        }
      }
      return target.image();
    }
  },
  /**
   * The four nearest pixels, weighted; the result is cut off, not rounded (bilinear_filter32RGB).
   */
  BILINEAR {
    @Override
    Raster transform(Raster image, Matrix m) {
      int channels = image.channels();
      byte[] to = new byte[image.levels().length];
      for (int row = 0, out = 0; row < image.height(); row++) {
        for (int column = 0; column < image.width(); column++, out += channels) {
          double x = m.xx() * (column + 0.5) + m.xy() * (row + 0.5) + m.x();
          double y = m.yx() * (column + 0.5) + m.yy() * (row + 0.5) + m.y();
          if (x >= 0 && x < image.width() && y >= 0 && y < image.height()) {
            mix(image, x - 0.5, y - 0.5, to, out);
          }
        }
      }
      return new Raster(image.width(), image.height(), channels, to);
    }

    private static void mix(Raster image, double x, double y, byte[] to, int out) {
      int left = (int) Math.floor(x);
      int top = (int) Math.floor(y);
      double dx = x - left;
      double dy = y - top;
      int channels = image.channels();
      int first = Math.max(left, 0) * channels;
      int second = Math.min(left + 1, image.width() - 1) * channels;
      int upper = Math.max(top, 0) * image.width() * channels;
      int lower = Math.min(top + 1, image.height() - 1) * image.width() * channels;
      byte[] from = image.levels();
      for (int channel = 0; channel < channels; channel++) {
        int a = from[upper + first + channel] & 0xFF;
        int b = from[upper + second + channel] & 0xFF;
        int c = from[lower + first + channel] & 0xFF;
        int d = from[lower + second + channel] & 0xFF;
        double above = a + (b - a) * dx;
        double below = c + (d - c) * dx;
        to[out + channel] = (byte) (int) (above + (below - above) * dy);
      }
    }
  };

  /** The transformed image. */
  abstract Raster transform(Raster image, Matrix matrix);

  /** Sheared horizontally: a row moves by {@code amount} times its distance from the top. */
  Raster shearX(Raster image, double amount) {
    double angle = Math.toRadians(Math.toDegrees(StrictMath.atan(amount)));
    return transform(image, new Matrix(1, StrictMath.tan(angle), 0, 0, 1, 0));
  }

  /** Sheared vertically: a column moves by {@code amount} times its distance from the left. */
  Raster shearY(Raster image, double amount) {
    double angle = Math.toRadians(Math.toDegrees(StrictMath.atan(amount)));
    double slope = StrictMath.sin(angle) / StrictMath.cos(angle);
    return transform(image, new Matrix(1, 0, 0, slope, 1, 0));
  }

  /** Moved by whole pixels, to the right and down. */
  Raster translate(Raster image, int right, int down) {
    return transform(image, new Matrix(1, 0, -right, 0, 1, -down));
  }

  /** Rotated about the centre, anticlockwise, as {@code Image.rotate}. */
  Raster rotate(Raster image, double degrees) {
    double turn = degrees % 360;
    turn = turn < 0 ? turn + 360 : turn;
    if (turn == 0) {
      return image;
    }
    double angle = -Math.toRadians(turn);
    double cosine = rounded(StrictMath.cos(angle));
    double sine = rounded(StrictMath.sin(angle));
    double centreX = image.width() / 2.0;
    double centreY = image.height() / 2.0;
    return transform(
        image,
        new Matrix(
            cosine,
            sine,
            cosine * -centreX + sine * -centreY + centreX,
            -sine,
            cosine,
            -sine * -centreX + cosine * -centreY + centreY));
  }

  /** Python's {@code round(value, 15)}. */
  private static double rounded(double value) {
    return new BigDecimal(value).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** Where a pixel comes from: column {@code xx * column + xy * row + x}, and so on. */
  record Matrix(double xx, double xy, double x, double yx, double yy, double y) {}

  /** An image being filled. */
  private record Target(Raster from, Raster image) {
    Target(Raster from) {
      this(
          from,
          new Raster(from.width(), from.height(), from.channels(), new byte[from.levels().length]));
    }

    /** Copies a pixel, if there is such a one. */
    void copy(int fromX, int fromY, int column, int row) {
      int width = from.width();
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= from.height()) {
        return;
      }
      int channels = from.channels();
      int source = (fromY * width + fromX) * channels;
      int target = (row * width + column) * channels;
      for (int channel = 0; channel < channels; channel++) {
        image.levels()[target + channel] = from.levels()[source + channel];
      }
    }
  }
}
