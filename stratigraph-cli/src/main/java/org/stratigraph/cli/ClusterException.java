package org.stratigraph.cli;

/** A cluster is not there, or not any more; nothing else can be measured on it. One sentence. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String sentence) {
    super(sentence);
  }
}
