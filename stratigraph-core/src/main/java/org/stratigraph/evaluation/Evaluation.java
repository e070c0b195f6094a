package org.stratigraph.evaluation;

import java.util.Map;

/** A graph that an engine holds ready. Not thread-safe; close it to give its memory back. */
public interface Evaluation extends AutoCloseable {
  /**
   * Evaluates the graph once, into new memory.
   *
   * @param inputs every graph input by name
   * @return every graph output by name; the values belong to the caller
   * @throws EvaluationException if the engine fails; shapes that do not fit are the usual cause
   */
  Map<String, Activation> run(Map<String, Activation> inputs);

  /**
   * Evaluates the graph once, into memory of the caller.
   *
   * @param inputs every graph input by name
   * @param outputs every graph output by name, of the type and shape that it will have; what their
   *     buffers hold is overwritten
   * @throws EvaluationException if the engine fails or an output has another type or shape
   */
  void run(Map<String, Activation> inputs, Map<String, Activation> outputs);

  @Override
  void close();
}
