package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;

/** Files that are no usable ONNX model: one clear line each, with the file and what is wrong. */
class OnnxFileRefusalTest extends RefusedModels {
  @Test
  void missingFile() {
    assertThat(catchThrowable(() -> OnnxFile.read(folder.resolve("absent.onnx"))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("absent.onnx")
        .hasMessageContaining("no such file");
  }

  @Test
  void folderInPlaceOfAFile() {
    assertThat(catchThrowable(() -> OnnxFile.read(folder)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void emptyFile() throws IOException {
    refused("", "empty");
  }

  /** The file has a length but no blocks. */
  @Test
  void fileLargerThanTheFormatAllows() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(Integer.MAX_VALUE);
    }
    assertThat(catchThrowable(() -> OnnxFile.read(file)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("2 GiB")
        .hasMessageContaining("external data");
  }

  @Test
  void htmlPage() throws IOException {
    refused("<!DOCTYPE html>\n<html><head><title>404</title>", "HTML");
    refused("\n\n  <html lang=\"en\">", "HTML");
  }

  @Test
  void gitLfsPointer() throws IOException {
    refused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "Git LFS pointer",
        "git lfs pull");
  }

  @Test
  void otherKindsOfFile() throws IOException {
    refused("PK\u0003\u0004 and more", "zip");
    refused("{\"name\": \"model\"}", "not an ONNX model");
    refused("hello", "not an ONNX model");
    refused(new byte[64], "not an ONNX model");
  }

  @Test
  void eightBytesAndNoGraph() throws IOException {
    refused(ModelProto.newBuilder().setIrVersion(8).build().toByteArray(), "no graph");
  }

  @Test
  void truncatedModel() throws IOException {
    byte[] whole = Messages.model(Messages.sum(Messages.zeros("w", 2, 50))).build().toByteArray();
    refused(Arrays.copyOf(whole, whole.length - 50), "truncated");
  }

  @Test
  void opsetsTooOldOrUnknown() throws IOException {
    ModelProto.Builder model = Messages.model(relu());
    model.getOpsetImportBuilder(0).setVersion(6);
    refused(model.build().toByteArray(), "opset 6", "7");
    refused(model.clearOpsetImport().build().toByteArray(), "opset");
    model.addOpsetImportBuilder().setDomain("com.example").setVersion(1);
    refused(model.build().toByteArray(), "opset");
    model.addOpsetImportBuilder().setVersion(Long.MAX_VALUE);
    refused(model.build().toByteArray(), "opset");
  }

  /** Deeper than protobuf's own limit of 100 messages. */
  @Test
  void controlFlowNestedTooDeep() throws IOException {
    GraphProto inner = relu().build();
    for (int i = 0; i < 200; i++) {
      NodeProto node =
          Messages.node("If", "", List.of("x"), "y")
              .addAttribute(Messages.graph("then_branch", inner))
              .build();
      inner = GraphProto.newBuilder().addNode(node).build();
    }
    refused(inner.toBuilder(), "not an ONNX model");
  }

  @Test
  void namesFromTheFileDoNotSpoilTheMessage() throws IOException {
    String hostile = "a\nb\u0000<script>\u202e" + "x".repeat(1 << 20);
    refused(relu().addNode(Messages.node("Neg", hostile, List.of(hostile), "a")), "<script>");
    refused(Messages.sum(Messages.zeros("w", 2)).addInitializer(Messages.stored(hostile, 99, 2)));
    refused(relu().addOutput(Messages.value(hostile, 1)));
    refused(
        relu()
            .addNode(Messages.node(hostile, "", List.of("b"), "a"))
            .addNode(Messages.node(hostile, "", List.of("a"), "b")),
        "cycle");
  }
}
