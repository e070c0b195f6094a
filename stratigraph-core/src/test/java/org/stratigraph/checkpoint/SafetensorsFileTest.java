package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class SafetensorsFileTest {
  @TempDir Path folder;

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("module.b", Tensor.of(Shape.of(2, 1), 1.5f, Float.NaN));
    tensors.put("module.\"a\"\u00e9\n", Tensor.ofLongs(Shape.of(), Long.MIN_VALUE));
    tensors.put("module.empty", Tensor.of(Shape.of(0, 3)));
    return tensors;
  }

  @Test
  void everyTensorComesBackUnderItsNameAndInItsPlace() {
    Path file = folder.resolve("x.safetensors");
    SafetensorsFile.write(file, tensors());
    assertThat(SafetensorsFile.read(file)).isEqualTo(tensors());
    assertThat(SafetensorsFile.read(file).keySet()).containsExactlyElementsOf(tensors().keySet());
  }

  @Test
  void everyTypeComesBack() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ElementType type : ElementType.values()) {
      ByteBuffer bytes = ByteBuffer.allocate(2 * type.bytes()).put(0, (byte) 1);
      tensors.put(type.name(), Tensor.wrap(type, Shape.of(2), bytes));
    }
    Path file = folder.resolve("x.safetensors");
    SafetensorsFile.write(file, tensors);
    assertThat(SafetensorsFile.read(file)).isEqualTo(tensors);
  }

  /** Bytes put together by hand after the format's README. */
  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafetensorsFile.write(file, Map.of("ab", Tensor.of(Shape.of(2), 1, 2)));
    String header = "{\"ab\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    String padded = header + " ".repeat(56 - header.length());
    byte[] expected = Samples.safetensors(padded, Samples.floats(1, 2));
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertThat(expected).startsWith(56, 0, 0, 0, 0, 0, 0, 0, '{');
    assertThat(header.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(49, 56);
  }

  @Test
  void nothingOfAFailedFileIsLeft() throws IOException {
    Path missing = folder.resolve("missing").resolve("x.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.write(missing, tensors()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("missing does not exist");
    Path file = folder.resolve("x.safetensors");
    SafetensorsFile.write(file, tensors());
    byte[] before = Files.readAllBytes(file);
    // A device that is always full stands in for the disk.
    Path full = Path.of("/dev/full");
    if (Files.exists(full)) {
      assertThatThrownBy(() -> SafetensorsFile.write(full, tensors()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("Cannot write /dev/full: No space left on device.");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void refusesWhatTheFormatCannotHold() {
    Path file = folder.resolve("x.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.write(file, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SafetensorsFile.write(file, Map.of("__metadata__", Tensor.of(Shape.of(), 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }
}
