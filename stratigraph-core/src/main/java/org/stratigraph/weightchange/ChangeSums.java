package org.stratigraph.weightchange;

import org.stratigraph.tensor.Tensor;

/**
 * The sums that a {@link LayerChange} is made of, gathered in one pass over the values: in blocks
 * of a fixed size, whose sums are added up in order, so that they are the same on every machine and
 * for any number of threads. Each step adds to sums that do not depend on one another, which keeps
 * the processor's adders busy.
 */
final class ChangeSums {
  /** Sum of {@code |v|}, of {@code |w - v|}, and of {@code |w - v| / |v|} where v is not zero. */
  private double before;

  private double moved;
  private double ratios;
  private long zeros;

  /** Sums of squares: of {@code w}, {@code w - v}, {@code u} and {@code w - u}. */
  private double after2;

  private double moved2;
  private double first2;
  private double turned2;

  private final long count;

  private ChangeSums(long count) {
    this.count = count;
  }

  /**
   * Compares three tensors of one shape.
   *
   * @param first of the first checkpoint; may be the same object as {@code before}, and then only
   *     one of them is read
   */
  static ChangeSums of(Tensor first, Tensor before, Tensor after) {
    ChangeSums sums = new ChangeSums(after.elementCount());
    WeightValues v = new WeightValues(before);
    WeightValues w = new WeightValues(after);
    WeightValues u = new WeightValues(first);
    boolean firstStep = first == before;
    double[] old = new double[WeightValues.BLOCK];
    double[] now = new double[WeightValues.BLOCK];
    double[] start = firstStep ? old : new double[WeightValues.BLOCK];
    for (long done = 0; done < sums.count; ) {
      int length = w.read(now);
      v.read(old);
      if (!firstStep) {
        u.read(start);
      }
      sums.add(start, old, now, length);
      done += length;
    }
    return sums;
  }

  private void add(double[] start, double[] old, double[] now, int length) {
    double sumBefore = 0;
    double sumMoved = 0;
    double sumRatios = 0;
    double sumAfter2 = 0;
    double sumMoved2 = 0;
    double sumFirst2 = 0;
    double sumTurned2 = 0;
    int sumZeros = 0;
    for (int i = 0; i < length; i++) {
      double u = start[i];
      double v = Math.abs(old[i]);
      double w = now[i];
      double d = Math.abs(w - old[i]);
      double turn = w - u;
      boolean zero = v == 0;
      sumZeros += zero ? 1 : 0;
      sumBefore += v;
      sumMoved += d;
      sumRatios += zero ? 0 : d / v;
      sumAfter2 += w * w;
      sumMoved2 += d * d;
      sumFirst2 += u * u;
      sumTurned2 += turn * turn;
    }
    before += sumBefore;
    moved += sumMoved;
    ratios += sumRatios;
    after2 += sumAfter2;
    moved2 += sumMoved2;
    first2 += sumFirst2;
    turned2 += sumTurned2;
    zeros += sumZeros;
  }

  /** Whether no value was NaN or infinite, and no sum overflowed. */
  boolean areFinite() {
    return Double.isFinite(before + moved + after2 + moved2 + first2 + turned2);
  }

  double l1Ratio() {
    return moved == 0 ? 0 : finite(moved / before);
  }

  double elementwiseMean() {
    return moved == 0 ? 0 : finite(ratios / (count - zeros));
  }

  long zeros() {
    return zeros;
  }

  double l2Change() {
    return finite(Math.sqrt(moved2));
  }

  double l2Norm() {
    return finite(Math.sqrt(after2));
  }

  /**
   * {@code 1 - cos} in the form {@code (||w - u||^2 - (||w|| - ||u||)^2) / (2 ||w|| ||u||)}, which
   * keeps its digits where the two are nearly parallel.
   */
  double rotation() {
    if (turned2 == 0) {
      return 0;
    }
    double w = Math.sqrt(after2);
    double u = Math.sqrt(first2);
    double stretch = w - u;
    double rotation = (turned2 - stretch * stretch) / (2 * w * u);
    return finite(Math.min(2, Math.max(0, rotation)));
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
