package org.stratigraph.download;

/** A file that could not be had. The message is one or more whole sentences for the user. */
public final class DownloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the same request may go well a moment later. */
  private final boolean passing;

  DownloadException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  DownloadException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }
}
