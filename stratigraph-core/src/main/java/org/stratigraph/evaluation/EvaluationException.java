package org.stratigraph.evaluation;

/** The engine failed on a graph that it had accepted. */
public class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
