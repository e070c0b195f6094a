package org.stratigraph.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class NetworkFileTest {
  @TempDir Path folder;

  private Path checkpoint(Map<String, Tensor> tensors) throws IOException {
    return Weights.write(folder.resolve("weights.safetensors"), tensors);
  }

  private static Network open(Path path, String architecture) {
    return NetworkFile.open(path, Optional.of(architecture));
  }

  @Test
  void checkpointGivesItsTensorsAndClassesToTheGraph() throws IOException {
    Map<String, Tensor> tensors = Weights.of("resnet20-cifar", 3, 100);
    tensors.put("bn1.num_batches_tracked", Tensor.ofLongs(Shape.of(), 5));
    Path file = checkpoint(tensors);
    Network network = open(file, "cifar_resnet20");
    Graph graph = network.graph();
    assertThat(network.name()).isEqualTo("resnet20-cifar");
    assertThat(network.source()).isEqualTo(file.toString());
    assertThat(graph.outputs().get(0).shape().get(1)).hasValue(100);
    assertThat(graph.initialisers().get("fc.weight")).isEqualTo(tensors.get("fc.weight"));
    assertThat(graph.initialisers().get("layer2.0.downsample.0.weight").shape())
        .isEqualTo(Shape.of(32, 16, 1, 1));
    assertThat(network.preprocessing()).isEmpty();
    assertThat(network.notes()).anyMatch(note -> note.contains("chenyaofo, shortcut B"));
  }

  /** FIPS 180-2 gives the digest of "abc". */
  @Test
  void sha256IsThatOfTheBytes() throws IOException {
    assertThat(ContentHash.ofFile(Files.writeString(folder.resolve("abc"), "abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void imageSizeCanBeChosen() throws IOException {
    Path file = checkpoint(Weights.of("resnet20-cifar", 0, 10));
    Graph graph =
        NetworkFile.open(file, Optional.of("resnet20-cifar"), Optional.of(Shape.of(3, 40, 48)))
            .graph();
    assertThat(graph.inputs().get(0).shape().get(2)).hasValue(40);
    assertThat(graph.inputs().get(0).shape().get(3)).hasValue(48);
  }

  @Test
  void allDifferencesAreListedAtOnce() throws IOException {
    Map<String, Tensor> tensors = Weights.of("resnet20-cifar", 0, 10);
    tensors.remove("bn1.bias");
    tensors.put("bn1.weight", Weights.counting(Shape.of(4)));
    tensors.put("projector", Weights.counting(Shape.of(4)));
    Path file = checkpoint(tensors);
    assertThatThrownBy(() -> open(file, "resnet20-cifar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("do not fit resnet20-cifar (akamaster, shortcut A)")
        .hasMessageContaining("1 missing (bn1.bias)")
        .hasMessageContaining("1 unexpected (projector)")
        .hasMessageContaining("bn1.weight [4] instead of [16]");
  }

  @Test
  void wrongDepthIsRefusedAndTheRightOneNamed() throws IOException {
    Path file = checkpoint(Weights.of("resnet32-cifar", 0, 10));
    assertThatThrownBy(() -> open(file, "resnet20-cifar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("They fit --arch resnet32-cifar.");
  }

  @Test
  void checkpointAloneIsRefusedWithAdvice() throws IOException {
    Path file = checkpoint(Weights.of("squeezenet1_1", 0, 10));
    assertThatThrownBy(() -> NetworkFile.open(file, Optional.empty()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("fit exactly one known architecture: --arch squeezenet1_1.")
        .hasMessageContaining("resnet50");
    Path other = checkpoint(Map.of("weight", Weights.counting(Shape.of(3))));
    assertThatThrownBy(() -> NetworkFile.open(other, Optional.empty()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("must be given with --arch")
        .hasMessageNotContaining("exactly one");
  }

  @Test
  void unknownArchitectureAndMissingFile() {
    assertThatThrownBy(() -> open(folder.resolve("none.pth"), "resnet20-cifar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("none.pth: there is no such file");
    assertThatThrownBy(() -> open(folder, "resnet21"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("Unknown architecture 'resnet21'");
  }

  @Test
  void unusedTensorsAreNamed() throws IOException {
    Map<String, Tensor> tensors = Weights.of("resnet20-cifar", 4, 10);
    tensors.put("first_block.conv_block.0.weight", Weights.counting(Shape.of(16, 16, 3, 3)));
    Network network = open(checkpoint(tensors), "resnet20-cifar");
    assertThat(network.notes())
        .anyMatch(
            note ->
                note.contains(
                    "tensors that the network never uses (1): first_block.conv_block.0.weight"));
  }

  /** IEEE 754: 0x3C00 is 1, 0xC000 is -2. */
  @Test
  void halfPrecisionBecomesFloat() throws IOException {
    Map<String, Tensor> tensors = Weights.of("resnet20-cifar", 0, 2);
    ByteBuffer halves = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort((short) 0x3C00).putShort((short) 0xC000).flip();
    tensors.put("linear.bias", Tensor.wrap(ElementType.FLOAT16, Shape.of(2), halves));
    Network network = open(checkpoint(tensors), "resnet20-cifar");
    assertThat(network.graph().initialisers().get("linear.bias"))
        .isEqualTo(Tensor.of(Shape.of(2), 1f, -2f));
    assertThat(network.notes())
        .contains("Converted tensors to 32-bit floating point (1): linear.bias.");
  }

  @Test
  void integersAndNaNAreRefused() throws IOException {
    Map<String, Tensor> tensors = Weights.of("resnet20-cifar", 0, 2);
    tensors.put("linear.bias", Tensor.ofLongs(Shape.of(2), 1, 2));
    Path integers = Weights.write(folder.resolve("integers.safetensors"), tensors);
    assertThatThrownBy(() -> open(integers, "resnet20-cifar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("linear.bias holds INT64");
    tensors.put("linear.bias", Tensor.of(Shape.of(2), 1f, Float.NaN));
    Path broken = Weights.write(folder.resolve("broken.safetensors"), tensors);
    assertThatThrownBy(() -> open(broken, "resnet20-cifar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("tensors hold NaN or infinite values (1: linear.bias)");
  }

  private Path onnx(String name) throws IOException {
    Path file = folder.resolve(name);
    OnnxFile.write(Architectures.named("resnet20-cifar").build(10), file);
    return file;
  }

  @Test
  void onnxModel() throws IOException {
    Path file = onnx("some.net.onnx");
    Network network = NetworkFile.open(file, Optional.empty());
    assertThat(network.name()).isEqualTo("some.net");
    assertThat(network.graph().initialisers()).containsKey("linear.weight");
    assertThat(network.initialiser().description())
        .isEqualTo(Initialisers.pyTorchDefault().description());
    assertThat(network.notes())
        .singleElement()
        .satisfies(note -> assertThat(note).contains("as PyTorch's modules do by default"));
    assertThat(network.sha256()).isEqualTo(ContentHash.ofFile(file));
    assertThat(open(file, "resnet20-cifar").initialiser().description()).contains("akamaster");
    assertThat(open(file, "resnet20-cifar").notes()).isEmpty();
  }

  @Test
  void onnxModelWithoutItsEnding() throws IOException {
    assertThat(NetworkFile.open(onnx("network"), Optional.empty()).name()).isEqualTo("network");
  }

  /** Also by the side of the bounds of a relu6 and the shares of dropout, which are no weights. */
  @ParameterizedTest
  @ValueSource(strings = {"squeezenet1_1", "mobilenet_v2_035"})
  void onnxModelOfAKnownArchitectureIsRecognised(String name) throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxFile.write(Architectures.named(name).build(10), file);
    assertThat(NetworkFile.open(file, Optional.empty()).notes())
        .singleElement()
        .satisfies(note -> assertThat(note).contains("with --arch " + name + " they are drawn"));
  }

  /** The weights lie in another file, so they must count. */
  @Test
  void sha256CoversTensorsBesideTheModel() throws IOException {
    Path small = Files.writeString(folder.resolve("small"), "abc");
    Map<String, Tensor> tensors = Map.of("weight", Tensor.of(Shape.of(2), 1f, 2f));
    Map<String, Tensor> others = Map.of("weight", Tensor.of(Shape.of(2), 1f, 3f));
    assertThat(ContentHash.ofTensors(small, tensors))
        .isNotEqualTo(ContentHash.ofTensors(small, others));
    assertThat(ContentHash.ofTensors(small, tensors)).isNotEqualTo(ContentHash.ofFile(small));
  }
}
