package org.stratigraph.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;

class ZooTest {
  @Test
  void holdsTheNetworksOfThePaper() {
    assertThat(Zoo.networks()).hasSize(51);
    assertThat(Zoo.networks().stream().map(ZooNetwork::id).distinct()).hasSize(51);
    assertThat(Zoo.networks())
        .allSatisfy(
            network -> {
              assertThat(network.architecture()).isEqualTo("resnet50");
              assertThat(network.files())
                  .hasSize(network.layout() == ZooLayout.TRUNK_AND_HEAD ? 2 : 1);
              assertThat(network.files())
                  .allSatisfy(file -> assertThat(file.address().getScheme()).isEqualTo("https"));
            });
  }

  @Test
  void saysHowAnAdversarialNetworkWasTrained() {
    ZooNetwork network = Zoo.named("robust_resnet50_linf_eps2.0");
    assertThat(network.tags()).isEqualTo(Map.of("norm", "linf", "eps", "2"));
    assertThat(network.category()).isEqualTo("adversarial_training");
    // Table 1 of the paper.
    assertThat(network.accuracy()).hasValueCloseTo(0.6909, within(1e-12));
  }

  @Test
  void anUnknownIdNamesTheNearest() {
    assertThatThrownBy(() -> Zoo.named("resnet50_dinno"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("did you mean 'resnet50_dino'?");
  }

  /** The facts as they were collected from the paper's code and data. */
  @Tag("shared")
  @Test
  void agreesWithTheCollectedFacts() throws IOException {
    Path csv =
        Path.of(System.getProperty("stratigraph.shared", "../shared"), "data/paper-models.csv");
    assumeTrue(Files.exists(csv), () -> "SKIPPED: development data not found: " + csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(52);
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      ZooNetwork network = Zoo.networks().get(i - 1);
      assertThat(network.id()).isEqualTo(cells.get(0));
      assertThat(network.name())
          .isEqualTo(cells.get(1).replace("$\\epsilon$", "ε").replace("$\\rightarrow$", "→"));
      assertThat(network.category()).isEqualTo(cells.get(2));
      if (cells.get(3).isEmpty()) {
        assertThat(network.accuracy()).isEmpty();
      } else {
        assertThat(network.accuracy())
            .hasValueCloseTo(Double.parseDouble(cells.get(3)) / 100, within(1e-12));
      }
      String addresses =
          String.join(
              " ; ", network.files().stream().map(file -> file.address().toString()).toList());
      switch (cells.get(4)) {
        case "url", "url x2" -> assertThat(addresses).isEqualTo(cells.get(5));
        case "google drive" -> assertThat(addresses).contains("id=" + cells.get(5) + "&");
        default ->
            assertThat(addresses).matches("https://(download\\.pytorch\\.org|github\\.com)/.*");
      }
      assertThat(network.layout() == ZooLayout.SIMCLR)
          .isEqualTo(cells.get(6).contains("TensorFlow-style"));
      assertThat(network.normalised()).isEqualTo(cells.get(7).equals("imagenet"));
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
