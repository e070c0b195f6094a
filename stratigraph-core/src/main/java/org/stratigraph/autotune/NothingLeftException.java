package org.stratigraph.autotune;

/** Every block of a network was in conflict, so that no smaller network can be tried. */
public final class NothingLeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingLeftException(String message) {
    super(message);
  }
}
