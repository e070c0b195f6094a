package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class KerasWeightsTest {
  @TempDir Path folder;

  /** A network as Keras saves it: a group for each layer, in it the tensors' full names. */
  static Path write(Path file, boolean whole) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup top = whole ? hdf.putGroup("model_weights") : hdf;
      WritableGroup conv = top.putGroup("conv1").putGroup("conv1");
      conv.putDataset("kernel:0", new float[][][][] {{{{1, 2}, {3, 4}, {5, 6}}}});
      conv.putDataset("bias:0", new float[] {7, 8});
      top.putGroup("dense").putGroup("dense_1").putDataset("kernel:0", new double[][] {{1}, {2}});
      if (whole) {
        hdf.putGroup("optimizer_weights").putDataset("iterations:0", new int[] {9});
      }
    }
    return file;
  }

  @Test
  void readsLayersAndTensorsAsKerasHasThem() {
    Checkpoint checkpoint = CheckpointFile.read(write(folder.resolve("w"), false));
    assertThat(checkpoint.format()).isEqualTo("keras-h5");
    assertThat(checkpoint.tensors()).hasSize(3);
    assertThat(checkpoint.tensors())
        .containsEntry("conv1/kernel", Tensor.of(Shape.of(1, 1, 3, 2), 1, 2, 3, 4, 5, 6))
        .containsEntry("conv1/bias", Tensor.of(Shape.of(2), 7, 8));
    assertThat(checkpoint.tensors().get("dense/kernel").toFloats()).containsExactly(1, 2);
  }

  @Test
  void takesTheWeightsOfAWholeModel() {
    Checkpoint checkpoint = CheckpointFile.read(write(folder.resolve("m"), true));
    assertThat(checkpoint.tensors().keySet())
        .containsExactlyInAnyOrder("conv1/kernel", "conv1/bias", "dense/kernel");
    assertThat(checkpoint.notes()).containsExactly("Took the weights from \"model_weights\".");
  }

  @Test
  void aHalfDownloadIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(write(folder.resolve("w"), false));
    Path half = Samples.write(folder, "half.h5", Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> CheckpointFile.read(half))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(half.toString());
  }

  @Test
  void averagedWeightsCannotBeAskedOfAFileWithOneSet() {
    Path file = write(folder.resolve("w"), false);
    assertThatThrownBy(() -> CheckpointFile.read(file, Selection.averaged()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("one set of weights only");
  }

  /**
   * Files that libhdf5 1.10.8 wrote through its C interface, and what was called to make each. A
   * link must not be followed, and nothing of another file be read.
   */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "libhdf5.csv",
      delimiter = ';',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void readsOrRefusesWhatTheLibraryOfHdf5Writes(String madeWith, String message, String bytes)
      throws IOException {
    byte[] packed = Base64.getDecoder().decode(bytes);
    byte[] content = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    Path file = Samples.write(folder, "library.h5", content);
    if (message.equals("read")) {
      assertThat(CheckpointFile.read(file).tensors())
          .hasSize(2)
          .containsEntry("conv1/kernel", Tensor.of(Shape.of(1, 1, 3, 2), 1, 2, 3, 4, 5, 6))
          .containsEntry("conv1/bias", Tensor.of(Shape.of(2), 7, 8));
    } else {
      assertThatThrownBy(() -> CheckpointFile.read(file))
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "conv1/conv1/kernel:0, conv1/kernel",
    "conv1/conv1_1/kernel:0, conv1/kernel",
    "resnet50/conv1_conv/kernel:0, conv1_conv/kernel",
    "conv1/conv1_W:0, conv1/conv1_W",
    "layers/conv2d/vars/0, layers/conv2d/vars/0"
  })
  void namesAreLayerAndTensor(String path, String name) {
    assertThat(KerasNames.normalise(path)).isEqualTo(name);
  }

  /** Worked by hand from the definitions: element [o,i,h,w] of PyTorch is [h,w,i,o] of Keras. */
  @Test
  void layoutsTurnIntoThoseOfPyTorch() {
    // height 1, width 2, inputs 2, outputs 3; value = 100 w + 10 i + o
    Tensor kernel =
        Tensor.of(Shape.of(1, 2, 2, 3), 0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    assertThat(KerasLayout.convolution(kernel))
        .isEqualTo(
            Tensor.of(Shape.of(3, 2, 1, 2), 0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112));
    // The same numbers as a depthwise kernel: 2 channels, multiplier 3; channel c * 3 + m.
    assertThat(KerasLayout.depthwise(kernel))
        .isEqualTo(
            Tensor.of(Shape.of(6, 1, 1, 2), 0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112));
    assertThat(KerasLayout.dense(Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)))
        .isEqualTo(Tensor.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
    assertThatThrownBy(() -> KerasLayout.dense(kernel))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
