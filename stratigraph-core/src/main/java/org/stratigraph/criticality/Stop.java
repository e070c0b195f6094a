package org.stratigraph.criticality;

import org.stratigraph.Labelled;

/** What ended the measurement of a layer. */
public enum Stop implements Labelled {
  /** Every layer got the same trials and images. */
  PROTOCOL,
  /** The standard error is at or below the target. */
  TARGET,
  /** It had all the trials that it may have, and they are the larger part of the error. */
  TRIALS,
  /** It had all the images that there are, and they are the larger part of the error. */
  IMAGES,
  /** The budget of the run was spent. */
  BUDGET
}
