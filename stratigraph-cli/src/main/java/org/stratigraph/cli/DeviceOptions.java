package org.stratigraph.cli;

import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;
import picocli.CommandLine.Option;

/** What the work is done on. */
class DeviceOptions extends ThreadOptions {
  static final String DEVICE =
      "Compute on cpu, or on an NVIDIA GPU: cuda, or cuda:1 for the second. docs/gpu.md says what"
          + " that needs. Default: ${DEFAULT-VALUE}.";

  static final String ALLOW_TF32 =
      "Let the GPU round to TensorFloat-32: faster, and further than 0.001 from what a CPU computes.";

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda[:N]",
      defaultValue = "cpu",
      description = DEVICE)
  String device = "cpu";

  @Option(names = "--allow-tf32", description = ALLOW_TF32)
  boolean allowTf32;

  /**
   * The device, which may turn out not to be there.
   *
   * @throws UnusableInputException if there is no such name
   */
  final Device device() {
    return Device.parse(device, allowTf32);
  }

  /**
   * Writes the device among what makes a run the run that it is: one must not go on elsewhere, for
   * the numbers differ in their last digits. Runs on the processor, as all once were, say nothing.
   */
  static void identify(Device device, Map<String, String> fixed) {
    if (device.isCuda()) {
      fixed.put("device", device.tf32() ? "cuda with TensorFloat-32" : "cuda");
    }
  }
}
