package org.stratigraph.data;

/**
 * Draws one image of {@code builtin:shapes}: a gradient with clutter, over it a shape of random
 * place, size, turn, stretch and colour, over all noise. Only operations whose results IEEE 754 or
 * {@link StrictMath} fixes are used, so an image has the same levels on every machine.
 */
final class ShapePainter {
  static final int SIDE = 32;
  private static final int CHANNELS = 3;

  /** Points a pixel is tested at, along each axis. */
  private static final int GRID = 4;

  private static final int NOISE = 40;

  /** The least sum of absolute differences between a shape's colour and the background's. */
  private static final double CONTRAST = 150;

  private final SplitMix random;
  private final double[] levels = new double[SIDE * SIDE * CHANNELS];

  private ShapePainter(long seed) {
    random = new SplitMix(seed);
  }

  /** The image of a shape that belongs to a seed. */
  static Raster paint(DrawnShape shape, long seed) {
    ShapePainter painter = new ShapePainter(seed);
    double[] ground = painter.background();
    painter.clutter();
    painter.shape(shape, ground);
    return new Raster(SIDE, SIDE, CHANNELS, painter.noisy());
  }

  private double[] colour() {
    return new double[] {random.between(0, 255), random.between(0, 255), random.between(0, 255)};
  }

  /** A gradient in a random direction; returns its mean colour. */
  private double[] background() {
    double[] from = colour();
    double[] to = new double[CHANNELS];
    double[] mean = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      to[c] = Math.max(0, Math.min(255, from[c] + random.between(-60, 60)));
      mean[c] = (from[c] + to[c]) / 2;
    }
    double angle = random.between(0, 2 * StrictMath.PI);
    double x = StrictMath.cos(angle) / (SIDE * 1.5);
    double y = StrictMath.sin(angle) / (SIDE * 1.5);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double part = 0.5 + (column - SIDE / 2.0) * x + (row - SIDE / 2.0) * y;
        for (int c = 0; c < CHANNELS; c++) {
          levels[(row * SIDE + column) * CHANNELS + c] = from[c] + (to[c] - from[c]) * part;
        }
      }
    }
    return mean;
  }

  /** Small spots and short strokes, some of which the shape will hide. */
  private void clutter() {
    int count = 3 + random.below(5);
    for (int i = 0; i < count; i++) {
      double length = random.between(0.5, 4);
      double width = random.between(0.5, 1.4);
      fill(
          colour(),
          new Frame(
              random.between(0, SIDE),
              random.between(0, SIDE),
              random.between(0, 2 * StrictMath.PI),
              length,
              width),
          DrawnShape.DISC);
    }
  }

  private void shape(DrawnShape shape, double[] ground) {
    double[] colour = colour();
    while (difference(colour, ground) < CONTRAST) {
      colour = colour();
    }
    double radius = random.between(6.5, 12);
    double stretch = random.between(0.85, 1);
    double x = random.between(radius, SIDE - radius);
    double y = random.between(radius, SIDE - radius);
    double angle = random.between(0, 2 * StrictMath.PI);
    fill(colour, new Frame(x, y, angle, radius, radius * stretch), shape);
  }

  private static double difference(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      sum += Math.abs(a[c] - b[c]);
    }
    return sum;
  }

  /** Where a unit disc comes to lie: its centre, the turn of its axes and their lengths. */
  private record Frame(double x, double y, double angle, double across, double along) {}

  private void fill(double[] colour, Frame frame, DrawnShape shape) {
    double cos = StrictMath.cos(frame.angle());
    double sin = StrictMath.sin(frame.angle());
    double reach = Math.max(frame.across(), frame.along()) + 1;
    int top = Math.max(0, (int) (frame.y() - reach));
    int bottom = Math.min(SIDE, (int) (frame.y() + reach) + 1);
    int left = Math.max(0, (int) (frame.x() - reach));
    int right = Math.min(SIDE, (int) (frame.x() + reach) + 1);
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int hits = 0;
        for (int point = 0; point < GRID * GRID; point++) {
          int across = point % GRID;
          int down = point / GRID;
          double dx = column + (across + 0.5) / GRID - frame.x();
          double dy = row + (down + 0.5) / GRID - frame.y();
          double u = (cos * dx + sin * dy) / frame.across();
          double v = (cos * dy - sin * dx) / frame.along();
          if (shape.contains(u, v)) {
            hits++;
          }
        }
        blend(colour, row * SIDE + column, hits / (double) (GRID * GRID));
      }
    }
  }

  private void blend(double[] colour, int pixel, double cover) {
    for (int c = 0; c < CHANNELS; c++) {
      int at = pixel * CHANNELS + c;
      levels[at] += (colour[c] - levels[at]) * cover;
    }
  }

  private byte[] noisy() {
    byte[] result = new byte[levels.length];
    for (int i = 0; i < result.length; i++) {
      int brighter = random.below(NOISE + 1);
      int darker = random.below(NOISE + 1);
      result[i] = (byte) Math.max(0, Math.min(255, (int) (levels[i] + brighter - darker)));
    }
    return result;
  }
}
