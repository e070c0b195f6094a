package org.stratigraph.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;

class WeightsTest {
  /** One of each family; those with large linear layers take too much memory for a test. */
  static List<String> architectures() {
    return Architectures.names().stream()
        .filter(name -> name.matches("resnet18|.*-cifar|mobilenetv[12]|squeezenet.*|densenet121"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void areExactlyWhatTheArchitectureNeeds(String name) {
    Architecture architecture = Architectures.named(name);
    Map<String, Shape> kept = new LinkedHashMap<>();
    Weights.of(architecture.build(10)).forEach((key, tensor) -> kept.put(key, tensor.shape()));
    assertThat(kept).isEqualTo(architecture.variants().get(0).tensors(architecture.input(), 10));
  }
}
