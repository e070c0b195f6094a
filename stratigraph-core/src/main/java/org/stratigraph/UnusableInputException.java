package org.stratigraph;

/**
 * Input that Stratigraph cannot use: a damaged or hostile file, a checkpoint that does not fit its
 * architecture, an option that contradicts another.
 *
 * <p>The message is one or more complete sentences for the user: it names the file or option, the
 * value met, what was expected and, where there is one, the way out. The command line prints it as
 * it is and ends with status 2.
 */
public class UnusableInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableInputException(String message) {
    super(message);
  }

  public UnusableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
