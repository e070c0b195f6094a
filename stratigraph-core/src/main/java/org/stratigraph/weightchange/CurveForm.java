package org.stratigraph.weightchange;

import org.stratigraph.Labelled;

/** Which of the two forms of relative weight change a curve shows. */
public enum CurveForm implements Labelled {
  /** {@link LayerChange#elementwiseMean}, as the published figures and clusters. */
  ELEMENTWISE_MEAN("elementwise_mean"),
  /** {@link LayerChange#l1Ratio}, as the printed formula. */
  L1_RATIO("l1_ratio");

  private final String label;

  CurveForm(String label) {
    this.label = label;
  }

  /** The name of the column in results. */
  @Override
  public String label() {
    return label;
  }

  /** This form of a change; NaN where it has no meaning. */
  public double of(LayerChange change) {
    return this == L1_RATIO ? change.l1Ratio() : change.elementwiseMean();
  }
}
