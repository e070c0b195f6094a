package org.stratigraph.pytorch;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;

/** PyTorch on NVIDIA GPUs: whether it can be had, and what is missing where it cannot. */
final class Cuda {
  /** Read by NVIDIA's libraries when they are loaded: 0 keeps them from TensorFloat-32. */
  static final String TF32_VARIABLE = "NVIDIA_TF32_OVERRIDE";

  private static final String NATIVES = "native/lib/pytorch.properties";
  private static final Pattern FLAVOUR = Pattern.compile("(?m)^flavor\\s*=\\s*cu\\d+");

  private Cuda() {}

  /**
   * Refuses what would fail later, or compute something else than was asked for. Loads nothing.
   *
   * @throws UnusableInputException if this build has no CUDA, or TensorFloat-32 is on that must not
   *     be
   */
  static void check(Device device) {
    if (!isInBuild()) {
      throw refusal(
          device,
          "this build of Stratigraph trains on the CPU only. Build it with './mvnw -Pcuda package', or leave out --device; docs/gpu.md says more.");
    }
    checkTf32(device, System.getenv(TF32_VARIABLE));
  }

  /** PyTorch reads it from the environment, where only the launcher can set it in time. */
  static void checkTf32(Device device, @Nullable String variable) {
    if (!device.tf32() && !"0".equals(variable)) {
      throw refusal(
          device,
          "PyTorch would use TensorFloat-32. Start Stratigraph with its launcher, or set the environment variable %s to 0, or give --allow-tf32."
              .formatted(TF32_VARIABLE));
    }
  }

  /**
   * Refuses a GPU that is not there.
   *
   * @param gpus how many PyTorch sees
   */
  static void checkNumber(Device device, int gpus) {
    if (gpus == 0) {
      throw refusal(
          device,
          "PyTorch sees no NVIDIA GPU. It needs a driver ('nvidia-smi' lists the GPUs) and the CUDA 12 runtime: see that LD_LIBRARY_PATH (on Windows CUDA_PATH) names the folder of libcudart.so.");
    }
    if (device.cuda().orElseThrow() >= gpus) {
      throw refusal(
          device,
          gpus == 1
              ? "there is one GPU, cuda:0."
              : "there are %d GPUs, cuda:0 to cuda:%d.".formatted(gpus, gpus - 1));
    }
  }

  /** Whether the class path holds PyTorch's libraries for CUDA. */
  static boolean isInBuild() {
    return flavours().stream().anyMatch(text -> FLAVOUR.matcher(text).find());
  }

  /** What the native libraries on the class path say of themselves. */
  private static List<String> flavours() {
    try {
      return Collections.list(loader().getResources(NATIVES)).stream().map(Cuda::text).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static ClassLoader loader() {
    return Optional.ofNullable(Cuda.class.getClassLoader())
        .orElseGet(ClassLoader::getSystemClassLoader);
  }

  private static String text(URL resource) {
    try (var in = resource.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static UnusableInputException refusal(Device device, String reason) {
    return new UnusableInputException(
        "The device %s cannot be used: %s".formatted(device.name(), reason));
  }
}
