package org.stratigraph.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.tensor.NumpyFile;

/**
 * Fully connected networks of depth 50 on 512 samples: bundles and entropy as the development
 * data's {@code golden/bundles-fnn} has them, computed from the definition with other code.
 */
@Tag("shared")
class GoldenBundlesTest {
  @ParameterizedTest
  @ValueSource(strings = {"w10", "w25"})
  void bundlesAndEntropyOfEveryLayer(String network) throws IOException {
    Path golden =
        Path.of(System.getProperty("stratigraph.shared", "../shared"), "golden/bundles-fnn");
    assumeTrue(Files.exists(golden), "SKIPPED: the development data is not beside the checkout");
    List<String[]> expected =
        Files.readAllLines(golden.resolve("expected.csv")).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].equals(network))
            .toList();
    assertThat(expected).hasSize(50);
    int[] labels =
        Arrays.stream(NumpyFile.read(golden.resolve("labels.npy")).toLongs())
            .mapToInt(Math::toIntExact)
            .toArray();
    String[] settings = expected.get(0);
    List<LayerConflicts> found =
        ConflictAnalysis.measure(
            ArrayActivations.of(
                network, NumpyFile.read(golden.resolve("activations-" + network + ".npy"))),
            labels,
            Collections.nCopies(50, Double.valueOf(settings[2])),
            ConflictOptions.of(Double.parseDouble(settings[3]), Integer.parseInt(settings[4])));
    for (int layer = 0; layer < 50; layer++) {
      String[] cells = expected.get(layer);
      assertThat(found.get(layer).layer()).isEqualTo(cells[1]);
      assertThat(found.get(layer).bundles())
          .as("layer %d", layer)
          .isEqualTo(Integer.parseInt(cells[6]));
      assertThat(found.get(layer).entropy())
          .as("layer %d", layer)
          .isCloseTo(Double.parseDouble(cells[7]), within(1e-4));
      assertThat(found.get(layer).conflicting()).isEqualTo(!cells[7].equals("0.0"));
    }
  }
}
