package org.stratigraph.data;

/** An image that cannot be decoded; the message says why, without the image's name. */
final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableImageException(String message) {
    super(message);
  }
}
