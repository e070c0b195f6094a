package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class CheckpointFitTest {
  private static final Shape TWO = Shape.of(2);

  private static Checkpoint checkpoint(Map<String, Tensor> tensors) {
    return new Checkpoint(Path.of("net.pth"), "safetensors", tensors, List.of());
  }

  private static Checkpoint named(String... names) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, Tensor.of(TWO, 1, 2));
    }
    return checkpoint(tensors);
  }

  private static Map<String, Shape> expected(String... names) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String name : names) {
      shapes.put(name, TWO);
    }
    return shapes;
  }

  @Test
  void anExactFitIsAccepted() {
    CheckpointFit fit = CheckpointFit.of(expected("a", "b"), named("b", "a"));
    assertThat(fit.differences()).isEqualTo("none");
  }

  /** C.3 34: all differences at once. */
  @Test
  void missingUnexpectedAndMisshapedComeInOneMessage() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", Tensor.of(Shape.of(1, 3), 1, 2, 3));
    tensors.put("extra", Tensor.of(TWO, 1, 2));
    Map<String, Shape> expected = new LinkedHashMap<>();
    expected.put("conv.weight", TWO);
    expected.put("fc.weight", Shape.of(3, 1));
    CheckpointFit fit = CheckpointFit.of(expected, checkpoint(tensors));
    assertThat(fit.differences())
        .isEqualTo(
            "1 missing (conv.weight); 1 unexpected (extra); 1 of another shape (fc.weight [1, 3]"
                + " instead of [3, 1])");
  }

  @Test
  void leftOverTensorsAreUnexpected() {
    CheckpointFit fit = CheckpointFit.of(expected("a"), named("a", "b"));
    assertThat(fit.missing()).isEmpty();
    assertThat(fit.differences()).isEqualTo("1 unexpected (b)");
  }

  @Test
  void stepCountersMayBeMissing() {
    CheckpointFit fit =
        CheckpointFit.of(
            expected("a", "bn.num_batches_tracked"), named("a", "bn2.num_batches_tracked"));
    assertThat(fit.differences()).isEqualTo("none");
  }

  @Test
  void longListsAreCut() {
    String[] names = new String[25];
    for (int i = 0; i < names.length; i++) {
      names[i] = "layer" + i;
    }
    CheckpointFit fit = CheckpointFit.of(expected(names), named("a"));
    assertThat(fit.missing()).hasSize(25);
    assertThat(fit.differences())
        .startsWith("25 missing (layer0, ")
        .contains("layer9, ...)")
        .doesNotContain("layer10");
  }
}
