package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.evaluation.Device;

/** Every command that evaluates or trains takes a device, and refuses one that is not there. */
class DeviceOptionsTest {
  /** No machine has a GPU of this number, whatever the build can do. */
  private static final String NOWHERE = "cuda:999";

  private static final String[] COMMANDS = {
    "criticality NETWORK --data builtin:shapes --preprocess shapes",
    "lesion NETWORK --data builtin:shapes --preprocess shapes",
    "prune NETWORK --data builtin:shapes --preprocess shapes --max-drop 1 --out OUT.onnx",
    "conflicts NETWORK --data builtin:shapes --preprocess shapes --learning-rate 0.1 --batch 64",
    "train --arch resnet8-cifar --data builtin:shapes-train --preprocess shapes --images 20 --run OUT",
    "autotune --data builtin:shapes-train --test builtin:shapes --preprocess shapes --images 20 --run OUT"
  };

  @TempDir private static Path folder;
  private static Path network;

  @BeforeAll
  static void network() {
    network = SmallNetwork.in(folder.resolve("demo"));
  }

  private static CliRun run(String command, String... more) {
    List<String> all = new ArrayList<>();
    for (String word : command.split(" ")) {
      all.add(
          word.replace("NETWORK", network.toString())
              .replace("OUT", folder.resolve("out").toString()));
    }
    all.addAll(List.of(more));
    return CliRun.of(all.toArray(String[]::new));
  }

  private static String[] commands() {
    return COMMANDS.clone();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aGpuThatIsNotThereIsOneLine(String command) {
    run(command, "--device", NOWHERE).assertUnusable("The device cuda:999 cannot be used: ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownDeviceIsOneLine(String command) {
    run(command, "--device", "gpu").assertUnusable("--device gpu is not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--allow-tf32", "--allow-tf32 --device cpu"})
  void tensorFloatIsForGpus(String options) {
    run(COMMANDS[0], options.split(" ")).assertUnusable("--allow-tf32", "--device cuda");
  }

  @Test
  void theProcessorIsTheUsualDevice() {
    run(COMMANDS[0], "--device", "cpu", "--images", "100", "--dry-run").assertDone();
  }

  @Test
  void aRunGoesOnOnlyOnTheKindOfDeviceThatItBeganOn() {
    assertThat(identified(Device.cpu())).isEmpty();
    assertThat(identified(Device.cuda(0))).isEqualTo(identified(Device.cuda(1))).isNotEmpty();
    assertThat(identified(new Device(OptionalInt.of(0), true)))
        .isNotEqualTo(identified(Device.cuda(0)));
  }

  private static Map<String, String> identified(Device device) {
    Map<String, String> fixed = new LinkedHashMap<>();
    DeviceOptions.identify(device, fixed);
    return fixed;
  }
}
