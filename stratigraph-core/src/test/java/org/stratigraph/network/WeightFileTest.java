package org.stratigraph.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.Snapshot;
import org.stratigraph.weightchange.WeightChange;
import org.stratigraph.weightchange.WeightChangeOptions;

/** Tensors read one by one, against files read as a whole, and on a real training. */
@Tag("shared")
class WeightFileTest {
  private static Path shared(String file) {
    Path path = Path.of(System.getProperty("stratigraph.shared", "../../shared")).resolve(file);
    assumeTrue(Files.exists(path), "the development data are missing: " + path);
    return path;
  }

  private static void assertHolds(NamedTensors opened, Map<String, Tensor> expected) {
    assertThat(opened.entries().keySet()).containsExactlyElementsOf(expected.keySet());
    List<String> names = new ArrayList<>(expected.keySet());
    Collections.reverse(names);
    for (String name : names) {
      assertThat(opened.read(name)).as(name).isEqualTo(expected.get(name));
      assertThat(opened.entries().get(name).shape()).isEqualTo(expected.get(name).shape());
      assertThat(opened.entries().get(name).type()).isEqualTo(expected.get(name).type());
    }
    assertThatThrownBy(() -> opened.read("nothing")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/models/cifar10-resnet20-12fca82f.th",
        "data/models/cifar10-resnet20-standard.pth",
        "data/models/imagenet-squeezenet1_1.pth"
      })
  void checkpoints(String file) {
    Path path = shared(file);
    try (NamedTensors opened = WeightFile.open(path)) {
      assertHolds(opened, CheckpointFile.read(path).tensors());
      assertThat(opened.outputsLast()).isFalse();
    }
  }

  @Test
  void onnx() {
    Path path = shared("data/models/imagenet-squeezenet1_1.onnx");
    try (NamedTensors opened = WeightFile.open(path)) {
      assertHolds(opened, OnnxFile.read(path).initialisers());
    }
  }

  /**
   * The weight-change paper's own code, and its printed formula in float64, on ten epochs; values
   * and tolerances are those of the development data's {@code golden/README.md}.
   */
  @Test
  void weightChangeOfARealTraining() throws IOException {
    List<Snapshot> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 10; epoch++) {
      Path file = shared("data/checkpoints/mnist-resnet/epoch_" + epoch + ".pth");
      epochs.add(new Snapshot(Integer.toString(epoch), WeightFile.open(file)));
    }
    List<LayerChange> changes =
        WeightChange.of(epochs, WeightChangeOptions.defaults().withThreads(2)).changes();
    epochs.forEach(epoch -> epoch.tensors().close());
    List<String> lines =
        Files.readAllLines(shared("golden/weight-change-mnist-resnet/expected.csv"));
    assertThat(lines.get(0))
        .isEqualTo("layer,from_epoch,to_epoch,elementwise_mean,l1_ratio,rotation_from_first");
    assertThat(changes).hasSize(lines.size() - 1).isNotEmpty();
    for (int i = 0; i < changes.size(); i++) {
      LayerChange change = changes.get(i);
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(List.of(change.layer(), change.from(), change.to()))
          .containsExactly(cells[0], cells[1], cells[2]);
      assertThat(change.elementwiseMean())
          .isCloseTo(Double.parseDouble(cells[3]), Percentage.withPercentage(0.1));
      assertThat(change.l1Ratio())
          .isCloseTo(Double.parseDouble(cells[4]), Percentage.withPercentage(0.001));
      assertThat(change.rotation()).isCloseTo(Double.parseDouble(cells[5]), within(1e-9));
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> WeightFile.open(Path.of("no", "such", "file.pth")))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("file.pth");
  }
}
