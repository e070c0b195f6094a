package org.stratigraph.evaluation;

import java.util.Map;

/** A graph that an engine holds ready. Not thread-safe; close it to give its memory back. */
public interface Evaluation extends AutoCloseable {
  /**
   * Evaluates the graph once.
   *
   * @param inputs every graph input by name
   * @return every graph output by name; the values belong to the caller
   * @throws EvaluationException if the engine fails; shapes that do not fit are the usual cause
   */
  Map<String, Activation> run(Map<String, Activation> inputs);

  @Override
  void close();
}
