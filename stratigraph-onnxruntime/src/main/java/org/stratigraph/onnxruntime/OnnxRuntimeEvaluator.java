package org.stratigraph.onnxruntime;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.EngineModel;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/**
 * Evaluates graphs with ONNX Runtime, on the processor or on an NVIDIA GPU.
 *
 * <p>All evaluations share one thread pool. It belongs to the process, so the first evaluator of a
 * process fixes its size; a later one of another size gives each evaluation threads of its own.
 */
public final class OnnxRuntimeEvaluator implements Evaluator {
  private static int poolThreads;

  private final OrtEnvironment environment;
  private final int threads;
  private final boolean pooled;
  private final Device device;

  /**
   * The tensors that many evaluations share, in memory that the engine reads in place. Others are
   * copied for one evaluation only.
   */
  private final IdentityHashMap<Tensor, ByteBuffer> shared = new IdentityHashMap<>();

  private OnnxRuntimeEvaluator(
      OrtEnvironment environment, int threads, boolean pooled, Device device) {
    this.environment = environment;
    this.threads = threads;
    this.pooled = pooled;
    this.device = device;
  }

  /**
   * An evaluator that computes on the given number of threads of the processor.
   *
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public static OnnxRuntimeEvaluator create(int threads) {
    return create(threads, Device.cpu());
  }

  /**
   * An evaluator that computes on a device. A GPU is tried out at once, which takes a second or
   * more.
   *
   * @param threads of the processor, which computes what a GPU has no kernel for
   * @throws IllegalArgumentException if {@code threads} is not positive
   * @throws UnusableInputException if the device cannot be used; the message says what is missing
   */
  public static OnnxRuntimeEvaluator create(int threads, Device device) {
    if (device.isCuda()) {
      Cuda.requireProvider(device);
    }
    OnnxRuntimeEvaluator evaluator = start(threads, device);
    if (device.isCuda()) {
      Cuda.tryOut(evaluator, device);
    }
    return evaluator;
  }

  private static synchronized OnnxRuntimeEvaluator start(int threads, Device device) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    try {
      if (poolThreads == 0) {
        try (OrtEnvironment.ThreadingOptions options = new OrtEnvironment.ThreadingOptions()) {
          options.setGlobalIntraOpNumThreads(threads);
          options.setGlobalInterOpNumThreads(1);
          OrtEnvironment.getEnvironment(
              OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "stratigraph", options);
        }
        poolThreads = threads;
      }
      return new OnnxRuntimeEvaluator(
          OrtEnvironment.getEnvironment(), threads, threads == poolThreads, device);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps the tensors of a network in engine memory until {@link #close}, so that preparing parts
   * of it copies none of them. Costs their size once.
   */
  @Override
  public synchronized void share(Graph graph) {
    for (Tensor tensor : EngineModel.of(graph).tensors().values()) {
      shared.computeIfAbsent(tensor, OnnxRuntimeEvaluator::direct);
    }
  }

  @Override
  public Optional<ByteBuffer> held(Tensor tensor) {
    return Optional.ofNullable(inEngineMemory(tensor)).map(ByteBuffer::asReadOnlyBuffer);
  }

  @Override
  public boolean repeatsBits() {
    return !device.isCuda();
  }

  @Override
  public Evaluation prepare(Graph graph) {
    EngineModel model = EngineModel.of(graph);
    Map<String, OnnxTensorLike> tensors = new HashMap<>();
    try (OrtSession.SessionOptions options = options()) {
      for (Map.Entry<String, Tensor> entry : model.tensors().entrySet()) {
        Tensor tensor = entry.getValue();
        @Nullable ByteBuffer bytes = inEngineMemory(tensor);
        tensors.put(
            entry.getKey(),
            Tensors.view(
                environment,
                tensor.type(),
                tensor.shape().extents(),
                bytes == null ? direct(tensor) : bytes));
      }
      if (!tensors.isEmpty()) {
        options.addExternalInitializers(tensors);
      }
      OrtSession session = environment.createSession(model.model(), options);
      return new OnnxRuntimeEvaluation(environment, session, tensors.values(), this::failure);
    } catch (OrtException e) {
      tensors.values().forEach(OnnxTensorLike::close);
      throw new UnusableInputException(failure("ONNX Runtime cannot evaluate the network: ", e), e);
    }
  }

  /**
   * Readies a model file for evaluation without looking at it, as any other program does that uses
   * ONNX Runtime.
   *
   * @throws UnusableInputException if ONNX Runtime cannot load it
   */
  public Evaluation open(Path file) {
    try (OrtSession.SessionOptions options = options()) {
      return new OnnxRuntimeEvaluation(
          environment,
          environment.createSession(file.toString(), options),
          List.of(),
          this::failure);
    } catch (OrtException e) {
      throw new UnusableInputException(failure("ONNX Runtime cannot load " + file + ": ", e), e);
    }
  }

  private synchronized @Nullable ByteBuffer inEngineMemory(Tensor tensor) {
    return shared.get(tensor);
  }

  private static ByteBuffer direct(Tensor tensor) {
    ByteBuffer bytes = tensor.bytes();
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
    return copy.put(bytes).flip();
  }

  private OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      if (pooled) {
        options.disablePerSessionThreads();
      } else {
        options.setIntraOpNumThreads(threads);
      }
      options.setInterOpNumThreads(1);
      if (device.isCuda()) {
        Cuda.add(options, device);
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  /** What ONNX Runtime says, or what it means where a GPU is the reason. */
  private String failure(String context, OrtException failure) {
    String text = String.valueOf(failure.getMessage());
    return device.isCuda()
        ? CudaFailure.explain(device, text).orElse(context + text)
        : context + text;
  }

  @Override
  public String description() {
    return "ONNX Runtime %s, %s, %d threads"
        .formatted(environment.getVersion(), device.description(), threads);
  }

  @Override
  public synchronized void close() {
    shared.clear();
  }
}
