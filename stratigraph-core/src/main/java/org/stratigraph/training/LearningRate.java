package org.stratigraph.training;

import java.util.List;

/** The learning rate over a training. */
public sealed interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param epoch how many epochs were done before the step, with the share of the present one: from
   *     0, below {@code epochs}
   * @param epochs how many there will be
   */
  double at(double epoch, int epochs);

  /** Always the same. */
  record Constant(double rate) implements LearningRate {
    @Override
    public double at(double epoch, int epochs) {
      return rate;
    }
  }

  /**
   * Multiplied by a factor at each milestone.
   *
   * @param milestones shares of the epochs, in (0,1), rising
   */
  record Step(double rate, List<Double> milestones, double factor) implements LearningRate {
    public Step {
      milestones = List.copyOf(milestones);
    }

    @Override
    public double at(double epoch, int epochs) {
      // Whole epochs, so that a milestone never falls into the middle of one.
      long passed =
          milestones.stream()
              .filter(share -> Math.floor(epoch) >= Math.round(share * epochs))
              .count();
      return rate * Math.pow(factor, (double) passed);
    }
  }

  /** Half a cosine from the rate to the last rate (Loshchilov and Hutter 2017), by step. */
  record Cosine(double rate, double last) implements LearningRate {
    @Override
    public double at(double epoch, int epochs) {
      return last + (rate - last) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }
  }

  /**
   * Rises linearly from 0 to the first rate of another over the first epochs; that one then spans
   * the epochs that are left.
   */
  record WarmUp(int warmUp, LearningRate then) implements LearningRate {
    @Override
    public double at(double epoch, int epochs) {
      if (epoch < warmUp) {
        return then.at(0, Math.max(1, epochs - warmUp)) * epoch / warmUp;
      }
      return then.at(epoch - warmUp, Math.max(1, epochs - warmUp));
    }
  }
}
