package org.stratigraph.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;

/**
 * The one PyTorch of the process. It is loaded once, from the libraries that the class path holds;
 * nothing is ever fetched from a network, and DJL's telemetry is off.
 *
 * <p>The libraries are unpacked once per version (about 430 MB) to {@code pytorch} in the folder
 * that the environment variable {@code ENGINE_CACHE_DIR} or {@code DJL_CACHE_DIR} names, else to
 * {@code ~/.cache/stratigraph/pytorch}.
 */
final class Libtorch {
  private static final String NAME = "PyTorch";

  private Libtorch() {}

  /**
   * Loads PyTorch if it is not loaded yet, and sets the number of threads that it computes on where
   * it computes on the processor.
   *
   * @throws UnusableInputException if there is no PyTorch for this system on the class path, or it
   *     cannot be unpacked or loaded
   */
  static synchronized void load(int threads) {
    settings();
    try {
      Engine.getEngine(NAME);
    } catch (EngineException | LinkageError e) {
      throw new UnusableInputException(
          "PyTorch does not start on this system (%s): training needs Linux, macOS on ARM or Windows on x86-64, and a folder to unpack its libraries to, which ENGINE_CACHE_DIR names."
              .formatted(reason(e)),
          e);
    }
    JniUtils.setNumThreads(threads);
    // Gradients are recorded only where a training asks for it.
    JniUtils.setGradMode(false);
  }

  private static void settings() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", NAME);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    if (unset("ENGINE_CACHE_DIR") && unset("DJL_CACHE_DIR")) {
      System.setProperty(
          "ENGINE_CACHE_DIR",
          Path.of(System.getProperty("user.home"), ".cache", "stratigraph").toString());
    }
  }

  private static boolean unset(String variable) {
    return System.getenv(variable) == null && System.getProperty(variable) == null;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** How many GPUs a PyTorch that is loaded can use; 0 if it was built for the processor only. */
  static int gpus() {
    Engine engine = Engine.getEngine(NAME);
    return engine.hasCapability("CUDA") ? engine.getGpuCount() : 0;
  }

  /** A manager on the processor. */
  static PtNDManager newManager() {
    return newManager(Device.cpu());
  }

  /**
   * A manager of its own for the values of one training; close it to give their memory back.
   *
   * @param device where the values lie
   */
  static PtNDManager newManager(Device device) {
    // Said in each case: left out, it would be a GPU wherever there is one.
    ai.djl.Device place =
        device.isCuda() ? ai.djl.Device.gpu(device.cuda().getAsInt()) : ai.djl.Device.cpu();
    return (PtNDManager) Engine.getEngine(NAME).newBaseManager(place);
  }

  static String description(Device device) {
    return "PyTorch %s (DJL %s), %s, %d threads"
        .formatted(
            Engine.getEngine(NAME).getVersion(),
            Engine.getDjlVersion(),
            device.description(),
            JniUtils.getNumThreads());
  }
}
