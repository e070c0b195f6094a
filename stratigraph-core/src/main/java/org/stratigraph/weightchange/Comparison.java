package org.stratigraph.weightchange;

import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Tensor;

/** Compares one tensor of three snapshots. */
final class Comparison {
  /** One tensor as a snapshot has it. */
  record Version(Snapshot snapshot, Tensor tensor) {}

  private Comparison() {}

  /**
   * One step of a tensor.
   *
   * @throws UnusableInputException if a value is NaN or infinite
   */
  static LayerChange of(
      String layer, int step, Version first, Version before, Version after, boolean spectral) {
    ChangeSums sums = ChangeSums.of(first.tensor(), before.tensor(), after.tensor());
    if (!sums.areFinite()) {
      requireFinite(layer, first);
      requireFinite(layer, before);
      requireFinite(layer, after);
    }
    return new LayerChange(
        layer,
        step,
        before.snapshot().name(),
        after.snapshot().name(),
        after.tensor().elementCount(),
        sums.l1Ratio(),
        sums.elementwiseMean(),
        sums.zeros(),
        sums.rotation(),
        sums.l2Change(),
        sums.l2Norm(),
        spectral
            ? SpectralNorm.of(after.tensor(), after.snapshot().tensors().outputsLast())
            : Double.NaN);
  }

  private static void requireFinite(String layer, Version version) {
    for (int i = 0; i < version.tensor().elementCount(); i++) {
      double value = version.tensor().get(i);
      if (!Double.isFinite(value)) {
        throw version
            .snapshot()
            .unusable(
                "the tensor %s holds %s (value %d); leave that checkpoint out, or the tensor.",
                Printable.quoted(layer), Double.isNaN(value) ? "NaN" : "an infinity", i);
      }
    }
  }
}
