package org.stratigraph.prune;

/** A pruned network is not what was measured; it has not been given out. */
public final class VerificationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VerificationException(String message) {
    super(message);
  }
}
