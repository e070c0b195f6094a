package org.stratigraph.onnxruntime;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.evaluation.Device;

/**
 * What ONNX Runtime says when a GPU cannot be used, as a sentence that says what to do. Its own
 * texts name a line of its sources and an error number of CUDA.
 */
final class CudaFailure {
  /** The library that the system's loader did not find, on Linux. */
  private static final Pattern MISSING = Pattern.compile("(lib[\\w.+-]+\\.so[.\\d]*): cannot open");

  /** A text of CUDA, cuDNN or ONNX Runtime, and what it means; the first that is met counts. */
  private record Meaning(Pattern text, String sentence) {
    static Meaning of(String text, String sentence) {
      return new Meaning(Pattern.compile(text, Pattern.CASE_INSENSITIVE), sentence);
    }
  }

  private static final String INSTALL =
      "Install %s, and see that LD_LIBRARY_PATH (on Windows PATH) names the folder of its libraries.";

  /** The texts are those of cudaGetErrorString, cudnnGetErrorString and ONNX Runtime. */
  private static final List<Meaning> MEANINGS =
      List.of(
          Meaning.of(
              "driver version is insufficient",
              "the NVIDIA driver is too old for CUDA 12. Update the driver to 525 or later."),
          Meaning.of(
              "unsupported display driver|forward compatibility was attempted|driver/library version mismatch",
              "the NVIDIA driver and the CUDA libraries do not fit together. Update the driver, and restart if it was updated just now."),
          Meaning.of(
              "no CUDA-capable device|libcuda\\.so",
              "there is no NVIDIA GPU, or its driver is not installed. 'nvidia-smi' lists the GPUs that can be used."),
          Meaning.of(
              "invalid device ordinal|invalid device id|device id.*(out of range|exceed)",
              "there is no GPU of this number. 'nvidia-smi' lists the GPUs, counted from 0."),
          Meaning.of(
              "no kernel image is available|architecture mismatch",
              "the GPU is of a generation that this build of ONNX Runtime has no kernels for."),
          Meaning.of(
              "out of memory|failed to allocate memory|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED",
              "its memory is not enough. Give a smaller --memory, so that fewer images are evaluated at once, or end what else uses the GPU."),
          Meaning.of(
              "libcudnn|cudnn.*version|CUDNN_STATUS_(VERSION_MISMATCH|SUBLIBRARY)",
              "cuDNN 9 for CUDA 12 is missing or too old. " + INSTALL.formatted("it")),
          Meaning.of(
              "libcu\\w+\\.so|libnv\\w+\\.so",
              "CUDA 12 is missing or of another version. "
                  + INSTALL.formatted("the CUDA 12 toolkit")),
          Meaning.of(
              "LoadLibrary failed with error 126|Failed to load (shared )?library",
              "a library that it needs is missing. " + INSTALL.formatted("CUDA 12 and cuDNN 9")),
          Meaning.of(
              "Failed to find CUDA shared provider",
              "ONNX Runtime came without CUDA for this system. There is one for Linux and Windows on x86-64."));

  private CudaFailure() {}

  /**
   * The sentence for a failure that has to do with the GPU.
   *
   * @param text what ONNX Runtime says
   * @return empty if the text is about something else, such as the network
   */
  static Optional<String> explain(Device device, String text) {
    return MEANINGS.stream()
        .filter(meaning -> meaning.text().matcher(text).find())
        .findFirst()
        .map(
            meaning ->
                "The device %s cannot be used: %s%s"
                    .formatted(device.name(), missing(text), meaning.sentence()));
  }

  /** The sentence for any failure of trying a GPU out. */
  static String describe(Device device, String text) {
    return explain(device, text)
        .orElseGet(
            () ->
                "The device %s cannot be used: %s"
                    .formatted(
                        device.name(), text.lines().findFirst().orElse("no reason is given.")));
  }

  private static String missing(String text) {
    Matcher library = MISSING.matcher(text);
    return library.find() ? library.group(1) + " is not found: " : "";
  }
}
