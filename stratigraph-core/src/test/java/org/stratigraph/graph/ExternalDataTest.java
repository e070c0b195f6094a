package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.Tensor;

/** Tensors in files beside the model, and the ways out of its folder (ONNX, docs/security.md). */
class ExternalDataTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectories(root.resolve("model"));
    byte[] bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1)
            .putFloat(2)
            .putFloat(3)
            .putFloat(4)
            .array();
    Files.write(folder.resolve("weights.bin"), bytes);
    Files.write(Files.createDirectory(folder.resolve("sub")).resolve("weights.bin"), bytes);
    Files.write(root.resolve("secret.bin"), bytes);
  }

  private static TensorProto external(String name, Map<String, String> entries) {
    TensorProto.Builder tensor =
        Messages.stored(name, 1, 2).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    entries.forEach((key, value) -> tensor.addExternalDataBuilder().setKey(key).setValue(value));
    return tensor.build();
  }

  private Graph read(TensorProto... tensors) throws IOException {
    GraphProto.Builder body = Messages.sum(tensors[0]);
    for (int i = 1; i < tensors.length; i++) {
      body.addInitializer(tensors[i]);
    }
    return OnnxFile.read(
        Files.write(folder.resolve("model.onnx"), Messages.model(body).build().toByteArray()));
  }

  private Tensor w(String... keysAndValues) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return read(external("w", entries)).initialisers().get("w");
  }

  private void refused(String clue, String... keysAndValues) {
    assertThat(catchThrowable(() -> w(keysAndValues)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("model.onnx")
        .hasMessageContaining("'w'")
        .hasMessageContaining(clue)
        .hasMessageNotContaining("\n");
  }

  @Test
  void offsetAndLengthSelectTheBytes() throws IOException {
    assertThat(w("location", "weights.bin", "offset", "4", "length", "8").toFloats())
        .containsExactly(2, 3);
    assertThat(w("location", "weights.bin").toFloats()).containsExactly(1, 2);
    assertThat(w("location", "sub/weights.bin", "offset", "8").toFloats()).containsExactly(3, 4);
    assertThat(w("location", "./weights.bin").toFloats()).containsExactly(1, 2);
  }

  @Test
  void unknownKeysHaveNoEffect() throws IOException {
    assertThat(w("location", "weights.bin", "checksum", "0", "name", "../x").toFloats())
        .containsExactly(1, 2);
  }

  @Test
  void aModelWithExternalDataIsWrittenInOnePiece() throws IOException {
    Graph graph = read(external("w", Map.of("location", "weights.bin", "offset", "8")));
    Path copy = root.resolve("copy.onnx");
    OnnxFile.write(graph, copy);
    assertThat(OnnxFile.read(copy).initialisers().get("w").toFloats()).containsExactly(3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.bin",
        "sub/../../secret.bin",
        "sub/../weights.bin",
        "..",
        "",
        ".",
        "sub",
        "missing.bin",
        "weights.bin\u0000.png"
      })
  void locationsThatAreNoFileInTheFolderAreRefused(String location) {
    refused("", "location", location);
  }

  @Test
  void absoluteLocationsAreRefused() {
    refused("outside", "location", root.resolve("secret.bin").toString());
    refused("", "location", folder.resolve("weights.bin").toString());
  }

  @Test
  void aMissingLocationIsRefused() {
    refused("", "offset", "0");
  }

  @Test
  void symbolicLinksAreRefused() throws IOException {
    try {
      Files.createSymbolicLink(folder.resolve("link.bin"), root.resolve("secret.bin"));
      Files.createSymbolicLink(folder.resolve("inner.bin"), folder.resolve("weights.bin"));
      Files.createSymbolicLink(folder.resolve("up"), root);
    } catch (UnsupportedOperationException e) {
      abort("skipped: no symbolic links here");
    }
    refused("link", "location", "link.bin");
    refused("link", "location", "inner.bin");
    refused("link", "location", "up/secret.bin");
  }

  @Test
  void hardLinksAreRefused() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("unix"),
        "skipped: no link counts here");
    Files.createLink(folder.resolve("hard.bin"), root.resolve("secret.bin"));
    refused("second name", "location", "hard.bin");
  }

  @ParameterizedTest
  @CsvSource({
    "offset, 12",
    "offset, 17",
    "offset, -4",
    "offset, 9223372036854775807",
    "offset, 99999999999999999999",
    "offset, four",
    "length, 4",
    "length, 16",
    "length, -8",
    "length, 9223372036854775807"
  })
  void offsetsAndLengthsThatDoNotFitAreRefused(String key, String value) {
    refused(value, "location", "weights.bin", key, value);
  }

  /** The file is sparse, so that it costs nothing here; the model names each byte of it often. */
  @Test
  void manyTensorsOverTheSameBytesDoNotMultiplyThem() throws IOException {
    Path big = folder.resolve("big.bin");
    int size = 16 << 20;
    try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
      file.setLength(size);
    }
    TensorProto[] tensors = new TensorProto[64];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] =
          external(i == 0 ? "w" : "w" + i, Map.of("location", "big.bin")).toBuilder()
              .clearDims()
              .addDims(size / 4)
              .build();
    }
    com.sun.management.ThreadMXBean memory =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    catchThrowable(() -> read(tensors));
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(4L * size);
  }

  @Test
  void tiedTensorsMayShareTheirBytes() throws IOException {
    Graph graph =
        read(
            external("w", Map.of("location", "weights.bin")),
            external("v", Map.of("location", "weights.bin")));
    assertThat(graph.initialisers().get("v")).isEqualTo(graph.initialisers().get("w"));
  }
}
