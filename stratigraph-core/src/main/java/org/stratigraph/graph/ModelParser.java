package org.stratigraph.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.ModelProto;

/** Bytes of a file as an ONNX message, or a sentence on what the file is instead. */
final class ModelParser {
  private static final int HEAD = 256;

  private ModelParser() {}

  /**
   * Reads a whole file.
   *
   * @throws UnusableInputException if it is not the message of a model with a graph
   */
  static ModelProto parse(Path file) {
    byte[] bytes = bytes(file);
    ModelProto model;
    try {
      // With aliasing, the tensors stay where the file was read to.
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      input.enableAliasing(true);
      model = ModelProto.parseFrom(input);
      input.checkLastTagWas(0);
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableInputException(
          "this is not an ONNX model, but %s".formatted(kind(bytes).orElse("truncated or damaged")),
          e);
    } catch (IOException e) {
      throw new UnusableInputException("the file cannot be read: " + e.getMessage(), e);
    }
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw new UnusableInputException(
          "this is not an ONNX model, but %s"
              .formatted(kind(bytes).orElse("something that holds no graph")));
    }
    return model;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UnusableInputException("this is a folder; the ONNX file itself is needed");
      }
      if (!Files.isRegularFile(file)) {
        throw new UnusableInputException("no such file");
      }
      long size = Files.size(file);
      if (size == 0) {
        throw new UnusableInputException("the file is empty");
      }
      if (size > Integer.MAX_VALUE - 8) {
        throw new UnusableInputException(
            "the file is larger than 2 GiB, which ONNX's format does not allow; save the model with"
                + " external data");
      }
      Runtime runtime = Runtime.getRuntime();
      long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
      if (size > free) {
        throw new UnusableInputException(
            "the file has %d MiB, but only %d MiB of memory are free; give Java more with -Xmx"
                .formatted(size >> 20, free >> 20));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableInputException("the file cannot be read: " + e.getMessage(), e);
    }
  }

  /** What a file is that is often taken for a model. */
  private static Optional<String> kind(byte[] bytes) {
    String head =
        new String(Arrays.copyOf(bytes, Math.min(bytes.length, HEAD)), StandardCharsets.ISO_8859_1);
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
      return Optional.of(
          "an HTML page, perhaps an error message or a page that asks to confirm a download");
    }
    if (start.startsWith("version https://git-lfs")) {
      return Optional.of(
          "a Git LFS pointer, not the file it stands for; fetch that with \"git lfs pull\"");
    }
    if (head.startsWith("PK\u0003\u0004")) {
      return Optional.of("a zip archive, as PyTorch saves checkpoints; export the model to ONNX");
    }
    if (head.startsWith("\u0089HDF")) {
      return Optional.of("an HDF5 file, as Keras saves weights");
    }
    if (head.startsWith("\u001f\u008b")) {
      return Optional.of("a gzip archive; unpack it first");
    }
    if (head.chars().allMatch(c -> c == 0)) {
      return Optional.of("made of zero bytes, as an interrupted download leaves it");
    }
    if (head.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')) {
      return Optional.of("a text file");
    }
    return Optional.empty();
  }
}
