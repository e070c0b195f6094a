package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Tensors read one by one are those of the file read as a whole. */
class OpenCheckpointTest {
  @TempDir Path folder;

  private static void assertSame(Path path) {
    Map<String, Tensor> whole = CheckpointFile.read(path).tensors();
    assertThat(whole).isNotEmpty();
    try (OpenCheckpoint open = CheckpointFile.open(path)) {
      assertThat(open.entries().keySet()).containsExactlyElementsOf(whole.keySet());
      whole.forEach(
          (name, tensor) -> {
            assertThat(open.entries().get(name))
                .isEqualTo(new NamedTensors.Entry(tensor.type(), tensor.shape()));
            assertThat(open.read(name)).isEqualTo(tensor);
            assertThat(open.read(name)).as("again").isEqualTo(tensor);
          });
    }
  }

  @Test
  void ofSafetensors() throws IOException {
    assertSame(Samples.write(folder, "a.safetensors", Samples.twoTensors()));
  }

  @Test
  void ofPytorchFiles() throws IOException {
    assertSame(Samples.write(folder, "zip.pth", Samples.zip(Samples.oneTensor())));
    assertSame(
        Samples.write(
            folder, "legacy.pth", Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3, 4, 5, 6)));
  }

  /** Two tensors over one storage, which is kept between the two. */
  @Test
  void ofTensorsThatShareAStorage() throws IOException {
    byte[] pickle =
        PickleBytes.begin().dictionary().vector("a", "0", 6).vector("b", "0", 6).close().stop();
    Path file = Samples.write(folder, "tied.pth", Samples.zip(pickle));
    assertSame(file);
    Tensor expected = Tensor.of(Shape.of(6), 1, 2, 3, 4, 5, 6);
    try (OpenCheckpoint open = CheckpointFile.open(file)) {
      assertThat(open.read("a")).isEqualTo(expected);
      assertThat(open.read("b")).isEqualTo(expected);
      assertThat(open.format()).isEqualTo("pytorch-zip");
      assertThat(open.source()).isEqualTo(file);
      assertThat(open.notes()).isEmpty();
    }
  }

  @Test
  void ofAFileThatShrinksMeanwhile() throws IOException {
    Path file = Samples.write(folder, "a.safetensors", Samples.twoTensors());
    try (OpenCheckpoint open = CheckpointFile.open(file)) {
      Files.write(file, new byte[1], StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(() -> open.read("b"))
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageContaining("shorter");
    }
  }

  @Test
  void ofNoSuchTensor() throws IOException {
    Path file = Samples.write(folder, "a.safetensors", Samples.twoTensors());
    try (OpenCheckpoint open = CheckpointFile.open(file)) {
      assertThatThrownBy(() -> open.read("c")).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
