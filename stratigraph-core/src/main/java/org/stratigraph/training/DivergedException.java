package org.stratigraph.training;

/** A loss or a weight became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what became what, in which epoch and step. */
  public DivergedException(String message) {
    super(message);
  }
}
