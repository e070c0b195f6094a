package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.graph.Messages;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.onnx.StringStringEntryProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.ValueInfoProto;

/** Damaged and hostile networks give one clear line and status 2, through the commands. */
class HostileNetworksTest {
  private static final int FLOAT = 1;

  @TempDir private Path folder;

  private Path archive(String name, String pickle, byte[] storage) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      put(zip, "archive/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "archive/data/0", storage);
      put(zip, "archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** A short text as pickle protocol 2 has it: X, four bytes of length, UTF-8. */
  private static String text(String value) {
    return "X" + (char) value.length() + "\0\0\0" + value;
  }

  /**
   * What torch.save writes for {@code {"w": a 2 x 2 tensor over a storage of four values}}, with a
   * stride of the rows; opcodes as Python's pickletools names them.
   */
  private static String matrix(int stride) {
    return "\u0080\2}"
        + text("w")
        + "ctorch._utils\n_rebuild_tensor_v2\n(("
        + text("storage")
        + "ctorch\nFloatStorage\n"
        + text("0")
        + text("cpu")
        + "K\4tQK\0K\2K\2\u0086K"
        + (char) stride
        + "K\1\u0086\u0089ccollections\nOrderedDict\n)RtRs.";
  }

  private static void assertNoCheckpoint(Path file, String... texts) {
    CliRun.of("inspect", file.toString(), "--arch", "resnet20-cifar").assertUnusable(texts);
    CliRun.of("weight-change", file.toString(), file.toString()).assertUnusable(texts);
  }

  @Test
  void aSoundArchiveIsRead() throws IOException {
    Path file = archive("sound.pth", matrix(2), new byte[16]);
    CliRun.of("weight-change", file.toString(), file.toString()).assertDone();
  }

  @Test
  void stridesThatReachOutsideTheStorage() throws IOException {
    assertNoCheckpoint(
        archive("strides.pth", matrix(100), new byte[16]), "strides.pth", "\"w\"", "outside");
  }

  @Test
  void zipBomb() throws IOException {
    Path file = archive("bomb.pth", matrix(2), new byte[64 << 20]);
    assertThat(Files.size(file)).isLessThan(100_000);
    assertNoCheckpoint(file, "bomb.pth", "zip bomb");
  }

  @Test
  void anEntryWhoseCheckSumIsWrong() throws IOException {
    byte[] storage = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    Path file = folder.resolve("flipped.pth");
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      put(zip, "archive/data.pkl", matrix(2).getBytes(StandardCharsets.ISO_8859_1));
      ZipEntry entry = new ZipEntry("archive/data/0");
      CRC32 sum = new CRC32();
      sum.update(storage);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(storage.length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(storage);
      zip.closeEntry();
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    String flipped = bytes.replace("\1\2\3\4\5\6\7\10", "\1\2\3\4\5\6\7\11");
    assertThat(flipped).isNotEqualTo(bytes);
    Files.writeString(file, flipped, StandardCharsets.ISO_8859_1);
    assertNoCheckpoint(file, "flipped.pth", "check sum");
  }

  /** Ten filters of 3 x 1 x 1 over images, and the mean of each. */
  private static TensorProto.Builder weights() {
    return TensorProto.newBuilder()
        .setName("conv.weight")
        .setDataType(FLOAT)
        .addAllDims(List.of(10L, 3L, 1L, 1L))
        .setRawData(ByteString.copyFrom(new byte[120]));
  }

  private Path model(
      String name, List<ValueInfoProto> inputs, TensorProto weights, NodeProto... extra)
      throws IOException {
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(OnnxMessages.node("Conv", "conv", "image", "conv.weight"));
    nodes.add(OnnxMessages.node("GlobalAveragePool", "pooled", "conv"));
    nodes.add(OnnxMessages.node("Flatten", "scores", "pooled"));
    nodes.addAll(List.of(extra));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(
                GraphProto.newBuilder()
                    .addAllInput(inputs)
                    .addInitializer(weights)
                    .addAllNode(nodes)
                    .addOutput(Messages.value("scores", FLOAT, -1, 10)))
            .build();
    return Files.write(folder.resolve(name), model.toByteArray());
  }

  private static List<ValueInfoProto> image() {
    return List.of(Messages.value("image", FLOAT, -1, 3, 32, 32));
  }

  private static CliRun criticality(Path network, String... more) {
    List<String> all = CliRun.onShapes("criticality", network, "--images", "20");
    all.addAll(List.of("--trials", "1", "--accept-baseline"));
    all.addAll(List.of(more));
    return CliRun.of(all);
  }

  private static void assertNoNetwork(Path network, String... texts) {
    CliRun.of("inspect", network.toString()).assertUnusable(texts);
    criticality(network).assertUnusable(texts);
    CliRun.of("weight-change", network.toString(), network.toString()).assertUnusable(texts);
  }

  @Test
  void aSoundModelIsMeasured() throws IOException {
    Path network = model("sound.onnx", image(), weights().build());
    CliRun.of("inspect", network.toString()).assertDone();
    criticality(network).assertDone();
  }

  @Test
  void externalDataOutsideTheFolder() throws IOException {
    Files.write(folder.resolve("secret.bin"), new byte[120]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    TensorProto outside =
        weights()
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("../secret.bin"))
            .build();
    Path network = model("outside.onnx", image(), outside);
    Path moved = Files.move(network, inner.resolve("outside.onnx"));
    assertNoNetwork(moved, "outside.onnx", "conv.weight", "../secret.bin", "outside");
  }

  @Test
  void nodesInACycle() throws IOException {
    Path network =
        model(
            "cycle.onnx",
            image(),
            weights().build(),
            OnnxMessages.node("Relu", "a", "b"),
            OnnxMessages.node("Relu", "b", "a"));
    assertNoNetwork(network, "cycle.onnx", "cycle");
  }

  @Test
  void aNodeWhoseInputNothingGives() throws IOException {
    Path network =
        model(
            "missing.onnx", image(), weights().build(), OnnxMessages.node("Relu", "a", "nowhere"));
    assertNoNetwork(network, "missing.onnx", "nowhere");
  }

  @Test
  void aTensorOfAnUnknownType() throws IOException {
    Path network = model("type.onnx", image(), weights().setDataType(99).build());
    assertNoNetwork(network, "type.onnx", "conv.weight", "99");
  }

  @Test
  void severalInputs() throws IOException {
    List<ValueInfoProto> inputs = new ArrayList<>(image());
    inputs.add(Messages.value("mask", FLOAT, -1, 3, 32, 32));
    Path network =
        model(
            "two.onnx", inputs, weights().build(), OnnxMessages.node("Add", "sum", "conv", "mask"));
    CliRun.of("inspect", network.toString()).assertDone();
    criticality(network).assertUnusable("two.onnx", "mask");
  }

  @Test
  void dynamicAxesBesideTheBatch() throws IOException {
    Path network =
        model(
            "dynamic.onnx",
            List.of(Messages.value("image", FLOAT, -1, 3, "height", "width")),
            weights().build());
    CliRun.of("inspect", network.toString()).assertDone();
    criticality(network).assertUnusable("dynamic.onnx", "image");
  }

  /** Linux gives "no space left on device" for each write to this device. */
  @Test
  void aFullDisk() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "SKIPPED: no /dev/full on this system");
    Path network = model("full.onnx", image(), weights().build());
    String[] files = {network.toString(), network.toString()};
    assertFull(CliRun.of("inspect", files[0], "--json", "/dev/full"));
    assertFull(CliRun.of("weight-change", files[0], files[1], "--json", "/dev/full"));
    assertFull(CliRun.of("weight-change", files[0], files[1], "--csv", "/dev/full"));
    assertFull(criticality(network, "--json", "/dev/full"));
  }

  private static void assertFull(CliRun run) {
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().filter(line -> line.startsWith("stratigraph: ")))
        .singleElement()
        .asString()
        .contains("/dev/full", "space");
    assertThat(run.err()).doesNotContain("\tat ", "Exception");
  }
}
