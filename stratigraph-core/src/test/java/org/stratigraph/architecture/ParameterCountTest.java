package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained values of each architecture against the counts that its library publishes. */
class ParameterCountTest {
  /** Counts: num_params in the documentation of torchvision's pretrained weights. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnet152, 60192808",
    "wide_resnet50_2, 68883240",
    "resnext50_32x4d, 25028904",
  })
  void torchvision(String name, long expected) {
    assertThat(count(name, 0)).isEqualTo(expected);
  }

  private static long count(String name, int variant) {
    Architecture architecture = Architectures.named(name);
    return architecture
        .variants()
        .get(variant)
        .tensors(architecture.input(), architecture.classes())
        .entrySet()
        .stream()
        .filter(tensor -> !tensor.getKey().contains(".running_"))
        .mapToLong(tensor -> tensor.getValue().elementCount())
        .sum();
  }
}
