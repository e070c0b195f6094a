package org.stratigraph.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class ZooCheckpointTest {
  private static final Architecture RESNET = Architectures.named("resnet18");

  @TempDir private Path folder;

  private static ZooNetwork network(ZooLayout layout, int files) {
    List<ZooFile> all = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      all.add(
          new ZooFile(
              "f" + i,
              URI.create("https://example.org/" + i),
              Optional.empty(),
              Optional.empty(),
              OptionalLong.empty()));
    }
    return new ZooNetwork(
        "n", "N", "c", OptionalDouble.empty(), Map.of(), "resnet18", true, layout, all);
  }

  /** Each tensor's first value tells it from the others. */
  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    RESNET
        .variants()
        .get(0)
        .tensors(RESNET.input(), 3)
        .forEach(
            (name, shape) -> {
              float[] values = new float[Math.toIntExact(shape.elementCount())];
              values[0] = tensors.size() + 1;
              tensors.put(name, Tensor.of(shape, values));
            });
    return tensors;
  }

  private Path write(String name, Map<String, Tensor> tensors) {
    Path file = folder.resolve(name);
    SafetensorsFile.write(file, tensors);
    return file;
  }

  private static void assertSame(Map<String, Tensor> found, Map<String, Tensor> expected) {
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, tensor) -> assertThat(found.get(name).get(0)).as(name).isEqualTo(tensor.get(0)));
  }

  @Test
  void leavesOutWhatTheNetworkDoesNotUse() {
    Map<String, Tensor> stored = new LinkedHashMap<>();
    tensors().forEach((name, tensor) -> stored.put("module." + name, tensor));
    stored.put("module.bn1.aux_bn.weight", Tensor.of(Shape.of(1), 5f));
    stored.put("module.bn1.num_batches_tracked", Tensor.of(Shape.of(), 5f));
    assertSame(
        ZooCheckpoint.read(network(ZooLayout.PLAIN, 1), List.of(write("a", stored))), tensors());
  }

  @Test
  void putsTrunkAndHeadTogether() {
    Map<String, Tensor> trunk = new LinkedHashMap<>();
    tensors().forEach((name, tensor) -> trunk.put("module." + name, tensor));
    Tensor weight = trunk.remove("module.fc.weight");
    Tensor bias = trunk.remove("module.fc.bias");
    trunk.put("module.projection_head.0.weight", Tensor.of(Shape.of(1), 5f));
    trunk.put("module.prototypes.weight", Tensor.of(Shape.of(1), 5f));
    Path head = write("head", Map.of("module.linear.weight", weight, "module.linear.bias", bias));
    assertSame(
        ZooCheckpoint.read(
            network(ZooLayout.TRUNK_AND_HEAD, 2), List.of(write("trunk", trunk), head)),
        tensors());
  }

  @Test
  void namesWhatDoesNotFit() {
    Map<String, Tensor> stored = tensors();
    stored.remove("layer1.0.conv1.weight");
    Path file = write("a", stored);
    assertThatThrownBy(() -> ZooCheckpoint.read(network(ZooLayout.PLAIN, 1), List.of(file)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll(file.toString(), "resnet18", "1 missing (layer1.0.conv1.weight)");
  }

  /**
   * The modules of a bottleneck network of {@code Separius/SimCLRv2-Pytorch}: a stem {@code net.0},
   * stages {@code net.1} to {@code net.4}; in a block convolutions at 0, 2 and 4, and after each a
   * norm that is the first of a pair.
   */
  @Test
  void translatesTheNamesOfSimclr() {
    Set<String> needed =
        Architectures.named("resnet50")
            .variants()
            .get(0)
            .tensors(Shape.of(3, 224, 224), 1000)
            .keySet();
    List<String> translated = new ArrayList<>();
    add(translated, "net.0.0", false);
    add(translated, "net.0.1.0", true);
    int[] blocks = {3, 4, 6, 3};
    for (int stage = 1; stage <= 4; stage++) {
      for (int block = 0; block < blocks[stage - 1]; block++) {
        String at = "net." + stage + ".blocks." + block + ".";
        for (int part = 0; part < 3; part++) {
          add(translated, at + "net." + 2 * part, false);
          add(translated, at + "net." + (2 * part + 1) + ".0", true);
        }
        if (block == 0) {
          add(translated, at + "projection.shortcut", false);
          add(translated, at + "projection.bn.0", true);
        }
      }
    }
    translated.add(ZooCheckpoint.simclrName("fc.weight"));
    translated.add(ZooCheckpoint.simclrName("fc.bias"));
    assertThat(translated).containsExactlyInAnyOrderElementsOf(needed);
    assertThat(ZooCheckpoint.simclrName("net.1.blocks.0.mixing.0.weight"))
        .isEqualTo("net.1.blocks.0.mixing.0.weight");
    assertThat(ZooCheckpoint.simclrName("net.1.blocks.0.x")).isEqualTo("net.1.blocks.0.x");
  }

  private static void add(List<String> names, String module, boolean norm) {
    for (String tensor :
        norm ? List.of("weight", "bias", "running_mean", "running_var") : List.of("weight")) {
      names.add(ZooCheckpoint.simclrName(module + "." + tensor));
    }
  }
}
