package org.stratigraph.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.EvaluationException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;

/**
 * ONNX Runtime on NVIDIA GPUs. Operators that have no CUDA kernel are computed on the processor, as
 * ONNX Runtime always does.
 */
final class Cuda {
  private Cuda() {}

  /**
   * Refuses a build that cannot compute on a GPU.
   *
   * @throws UnusableInputException if ONNX Runtime came without CUDA
   */
  static void requireProvider(Device device) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new UnusableInputException(
          "The device %s cannot be used: this build of Stratigraph evaluates on the CPU only. Build it with './mvnw -Pcuda package', or leave out --device; docs/gpu.md says more."
              .formatted(device.name()));
    }
  }

  /** Has a session compute on the device. */
  static void add(OrtSession.SessionOptions options, Device device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.cuda().orElseThrow())) {
      cuda.add("use_tf32", device.tf32() ? "1" : "0");
      // A sweep makes many sessions of few runs each: trying all algorithms in each, as is the
      // default, would not pay, and each keeps a memory of its own, which should be small.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      options.addCUDA(cuda);
    }
  }

  /**
   * Evaluates one number, so that what is wrong with driver, CUDA or cuDNN is said before any work.
   *
   * @throws UnusableInputException if it fails
   */
  static void tryOut(OnnxRuntimeEvaluator evaluator, Device device) {
    GraphBuilder builder = GraphBuilder.named("trial").input(Value.of("x", 1));
    String y = builder.node("Relu", "y", List.of("x"), Map.of());
    Graph graph = builder.output(Value.of(y, 1)).build();
    ByteBuffer number = ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
    number.putFloat(0, 1);
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      evaluation.run(Map.of("x", new Activation(ElementType.FLOAT32, new long[] {1}, number)));
    } catch (UnusableInputException | EvaluationException e) {
      String text =
          String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      throw new UnusableInputException(CudaFailure.describe(device, text), e);
    }
  }
}
