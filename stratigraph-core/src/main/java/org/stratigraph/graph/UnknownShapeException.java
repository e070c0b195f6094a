package org.stratigraph.graph;

/**
 * A rule of shape inference cannot say: something that it needs is not known, or the node is not
 * valid. Expected and frequent, so it carries no stack trace.
 */
final class UnknownShapeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownShapeException() {
    super("unknown shape", null, false, false);
  }

  /**
   * @throws UnknownShapeException unless the condition holds
   */
  static void unless(boolean condition) {
    if (!condition) {
      throw new UnknownShapeException();
    }
  }
}
