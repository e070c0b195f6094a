package org.stratigraph.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.EvaluationException;

/** A session and the memory that it reads its tensors from. */
final class OnnxRuntimeEvaluation implements Evaluation {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<OnnxTensorLike> tensors;
  private final BiFunction<String, OrtException, String> failure;

  /**
   * @param tensors what the session reads; closed with it
   * @param failure the words for a failure, from what failed and why
   */
  OnnxRuntimeEvaluation(
      OrtEnvironment environment,
      OrtSession session,
      Collection<OnnxTensorLike> tensors,
      BiFunction<String, OrtException, String> failure) {
    this.environment = environment;
    this.session = session;
    this.tensors = List.copyOf(tensors);
    this.failure = failure;
  }

  @Override
  public Map<String, Activation> run(Map<String, Activation> inputs) {
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try {
      feed(inputs, fed);
      Map<String, Activation> results = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(fed)) {
        for (Map.Entry<String, OnnxValue> entry : result) {
          if (!(entry.getValue() instanceof OnnxTensor tensor)) {
            throw new EvaluationException(
                "the value '%s' is not a tensor".formatted(entry.getKey()),
                new ClassCastException());
          }
          results.put(entry.getKey(), Tensors.copy(tensor));
        }
      }
      return results;
    } catch (OrtException e) {
      throw new EvaluationException(failure.apply("ONNX Runtime failed: ", e), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void run(Map<String, Activation> inputs, Map<String, Activation> outputs) {
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    Map<String, OnnxTensor> filled = new LinkedHashMap<>();
    try {
      feed(inputs, fed);
      feed(outputs, filled);
      session.run(fed, filled).close();
    } catch (OrtException e) {
      throw new EvaluationException(failure.apply("ONNX Runtime failed: ", e), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
      filled.values().forEach(OnnxTensor::close);
    }
  }

  private void feed(Map<String, Activation> values, Map<String, OnnxTensor> views)
      throws OrtException {
    for (Map.Entry<String, Activation> entry : values.entrySet()) {
      views.put(entry.getKey(), Tensors.view(environment, entry.getValue()));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EvaluationException("ONNX Runtime failed to close: " + e.getMessage(), e);
    } finally {
      tensors.forEach(OnnxTensorLike::close);
    }
  }
}
