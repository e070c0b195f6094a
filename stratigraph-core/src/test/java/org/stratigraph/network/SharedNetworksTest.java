package org.stratigraph.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Tensor;

/** Real checkpoints of four sources. */
@Tag("shared")
class SharedNetworksTest {
  private static final Path SHARED =
      Path.of(System.getProperty("stratigraph.shared", "../../shared"));

  /** Layers: 3 (depth - 2) / 3 convolutions, the last layer, and two shortcuts of option B. */
  @ParameterizedTest
  @CsvSource({
    "cifar10-resnet20-12fca82f.th, resnet20-cifar, akamaster, 20",
    "cifar10-resnet44-014dd654.th, resnet44-cifar, akamaster, 44",
    "cifar10-resnet20-standard.pth, resnet20-cifar, chenyaofo, 22",
    "cifar10-resnet20-distilled.pth, resnet20-cifar, chenyaofo, 22",
    "cifar10-resnet32-standard.pth, resnet32-cifar, chenyaofo, 34",
    "cifar10-resnet32-distilled.pth, resnet32-cifar, chenyaofo, 34",
    "cifar10-resnet20-legacy-pickle.pth, resnet20-cifar, fattorib, 20",
    "imagenet-squeezenet1_1.pth, squeezenet1_1, , 26",
    "imagenet-squeezenet1_1.onnx, squeezenet1_1, , 26",
    "imagenet-mobilenet_v1_075.onnx, mobilenet_v1_075, , 28",
  })
  void opens(String file, String architecture, String source, int layers) {
    Network network = NetworkFile.open(shared("data/models/" + file), Optional.of(architecture));
    assertThat(weighted(network)).hasSize(layers);
    if (source != null) {
      assertThat(network.notes()).anyMatch(note -> note.contains(source));
    }
    boolean unused = file.contains("legacy");
    assertThat(network.notes().stream().anyMatch(note -> note.contains("never uses")))
        .isEqualTo(unused);
  }

  /**
   * Draws against the random tensors of other people's code: freshly made networks of akamaster,
   * torchvision, and the source of the MobileNet. The two sample deviations differ by chance only;
   * their relative standard error is at most 1 / sqrt(2n) each, that of a normal distribution.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet20-cifar10, cifar10-resnet20-12fca82f.th, resnet20-cifar",
    "squeezenet1_1-imagenet, imagenet-squeezenet1_1.pth, squeezenet1_1",
    "mobilenet_v1_075-imagenet, imagenet-mobilenet_v1_075.onnx, mobilenet_v1_075",
  })
  void initialisesAsTheSourceDoes(String golden, String file, String architecture) {
    Checkpoint random = CheckpointFile.read(shared("golden/" + golden + "/random-0.pth"));
    Network network = NetworkFile.open(shared("data/models/" + file), Optional.of(architecture));
    Random chance = new Random(1);
    for (Layer layer : weighted(network)) {
      for (Layer.Parameter parameter : layer.parameters()) {
        String name = layer.name() + "." + parameter.role();
        Tensor theirs = random.tensors().get(name);
        assertThat(theirs).as(name).isNotNull();
        Tensor ours = network.initialiser().draw(layer, parameter, chance);
        assertThat(ours.shape()).as(name).isEqualTo(theirs.shape());
        double expected = deviation(theirs);
        double error = expected / Math.sqrt(2.0 * theirs.elementCount());
        assertThat(deviation(ours)).as(name).isCloseTo(expected, within(6 * Math.sqrt(2) * error));
      }
    }
  }

  private static List<Layer> weighted(Network network) {
    return Layers.of(network.graph()).layers().stream()
        .filter(l -> l.kind() == LayerKind.CONV || l.kind() == LayerKind.LINEAR)
        .toList();
  }

  private static double deviation(Tensor tensor) {
    double sum = 0;
    double squares = 0;
    for (float value : tensor.toFloats()) {
      sum += value;
      squares += (double) value * value;
    }
    double n = tensor.elementCount();
    return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
  }

  private static Path shared(String name) {
    Path path = SHARED.resolve(name);
    assumeTrue(Files.exists(path), "the development data are missing: " + path);
    return path;
  }
}
