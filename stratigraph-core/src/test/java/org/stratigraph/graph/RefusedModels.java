package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.TensorProto;

/** Models that cannot be used, and the one clear line that each gives. */
abstract class RefusedModels {
  @TempDir Path folder;

  final void refused(byte[] content, String... clues) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content);
    Throwable thrown = catchThrowable(() -> OnnxFile.read(file));
    assertThat(thrown).isInstanceOf(UnusableInputException.class);
    assertThat(thrown.getMessage()).contains("model.onnx").doesNotContain("\n");
    for (String clue : clues) {
      assertThat(thrown.getMessage()).contains(clue);
    }
    assertThat(thrown.getMessage().length() - file.toString().length()).isLessThan(400);
  }

  final void refused(String content, String... clues) throws IOException {
    refused(content.getBytes(StandardCharsets.UTF_8), clues);
  }

  final void refused(GraphProto.Builder body, String... clues) throws IOException {
    refused(Messages.model(body).build().toByteArray(), clues);
  }

  final void refused(TensorProto.Builder stored, String... clues) throws IOException {
    refused(Messages.sum(stored.build()), clues);
  }

  static GraphProto.Builder relu() {
    return GraphProto.newBuilder()
        .addInput(Messages.value("x", 1, -1))
        .addOutput(Messages.value("y", 1, -1))
        .addNode(Messages.node("Relu", "relu", List.of("x"), "y"));
  }
}
