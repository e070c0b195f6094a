package org.stratigraph.sweep;

/**
 * A network is no longer what it was before one of its parts was changed, so that nothing that is
 * measured from here on would be of that network. The message is a sentence for the user.
 */
public final class WeightsChangedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WeightsChangedException(String message) {
    super(message);
  }
}
