package org.stratigraph.tracking;

/** What an MLflow server did not do. The message is one or more whole sentences for the user. */
public final class MlflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MlflowException(String message) {
    super(message);
  }

  MlflowException(String message, Throwable cause) {
    super(message, cause);
  }
}
