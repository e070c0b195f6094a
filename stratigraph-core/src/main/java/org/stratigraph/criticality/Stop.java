package org.stratigraph.criticality;

import org.stratigraph.Labelled;

/** What ended the measurement of a layer. */
public enum Stop implements Labelled {
  /** Every layer got the same trials and images. */
  PROTOCOL("protocol"),
  /** The standard error is at or below the target. */
  TARGET("target"),
  /** It had all the trials that it may have, and they are the larger part of the error. */
  TRIALS("trials"),
  /** It had all the images that there are, and they are the larger part of the error. */
  IMAGES("images"),
  /** The budget of the run was spent. */
  BUDGET("budget");

  private final String label;

  Stop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
