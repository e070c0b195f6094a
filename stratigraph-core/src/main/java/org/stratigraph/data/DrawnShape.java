package org.stratigraph.data;

/**
 * The classes of {@code builtin:shapes}, in class order. Each shape is a set of points of the unit
 * disc.
 */
enum DrawnShape {
  DISC {
    @Override
    boolean contains(double u, double v) {
      return u * u + v * v <= 0.81;
    }
  },
  RING {
    @Override
    boolean contains(double u, double v) {
      double square = u * u + v * v;
      return square <= 0.9025 && square >= 0.3025;
    }
  },
  SQUARE {
    @Override
    boolean contains(double u, double v) {
      return Math.max(Math.abs(u), Math.abs(v)) <= 0.7;
    }
  },
  FRAME {
    @Override
    boolean contains(double u, double v) {
      double distance = Math.max(Math.abs(u), Math.abs(v));
      return distance <= 0.7 && distance >= 0.4;
    }
  },
  TRIANGLE {
    @Override
    boolean contains(double u, double v) {
      return v >= -0.5 && 1.7320508075688772 * Math.abs(u) + v <= 1;
    }
  },
  /** A pentagram: the points on the inner side of at least four of its five lines. */
  STAR {
    @Override
    boolean contains(double u, double v) {
      int inside = 0;
      for (int i = 0; i < 5; i++) {
        if (u * STAR_X[i] + v * STAR_Y[i] <= 0.30901699437494745) {
          inside++;
        }
      }
      return inside >= 4;
    }
  },
  CROSS {
    @Override
    boolean contains(double u, double v) {
      double x = Math.abs(u);
      double y = Math.abs(v);
      return Math.min(x, y) <= 0.26 && Math.max(x, y) <= 0.95;
    }
  },
  CRESCENT {
    @Override
    boolean contains(double u, double v) {
      return u * u + v * v <= 0.9025 && (u - 0.5) * (u - 0.5) + v * v >= 0.5625;
    }
  },
  BAR {
    @Override
    boolean contains(double u, double v) {
      return Math.abs(u) <= 0.95 && Math.abs(v) <= 0.24;
    }
  },
  BOW_TIE {
    @Override
    boolean contains(double u, double v) {
      return Math.abs(u) <= 0.8 && Math.abs(v) <= 0.75 * Math.abs(u) + 0.04;
    }
  };

  /** The normals of a pentagram's lines: angles of 36 degrees and every 72 from there. */
  private static final double[] STAR_X = new double[5];

  private static final double[] STAR_Y = new double[5];

  static {
    for (int i = 0; i < 5; i++) {
      STAR_X[i] = StrictMath.cos(StrictMath.PI * (2 * i + 1) / 5);
      STAR_Y[i] = StrictMath.sin(StrictMath.PI * (2 * i + 1) / 5);
    }
  }

  /** Whether the point belongs to the shape. */
  abstract boolean contains(double u, double v);
}
