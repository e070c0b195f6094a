package org.stratigraph.criticality;

/** A network answered with NaN or an infinity, so that its predictions are not defined. */
public final class NonFiniteOutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteOutputException(int image, float logit) {
    super("the network's output is %s for image %d of its chunk".formatted(logit, image));
  }
}
