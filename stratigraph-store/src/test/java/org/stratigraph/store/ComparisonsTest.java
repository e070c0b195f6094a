package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;

class ComparisonsTest {
  @TempDir private Path folder;

  @Test
  void aMixOfAllIsReadInTheOrderGiven() {
    Path json = folder.resolve("one.json");
    CriticalityJson.write(Samples.result(), json);
    Path comparison = folder.resolve("many");
    ComparisonDirectory.create(
        comparison,
        new Comparison(
            List.of(
                ComparisonDirectoryTest.network("b", 0.5),
                ComparisonDirectoryTest.network("squeezenet", 0.5))));
    Path run = finishedRun("standard");
    assertThat(ids(json, comparison, run))
        .containsExactly("squeezenet (one)", "b", "squeezenet (many)", "squeezenet (standard)");
    assertThat(ids(run)).containsExactly("squeezenet");
  }

  @Test
  void whatARunKnowsIsKept() {
    MeasuredNetwork network = Comparisons.read(List.of(finishedRun("standard"))).networks().get(0);
    assertThat(network.name()).isEqualTo("squeezenet");
    assertThat(network.accuracy()).hasValue(0.75);
    assertThat(network.category()).isEmpty();
    assertThat(network.tags())
        .containsEntry("data_sha256", "cd34")
        .containsEntry("reset", "random")
        .containsEntry("images", "4");
    MeasuredLayer first = network.layers().get(0);
    assertThat(first.criticality()).isEqualTo(0.25);
    assertThat(first.intervalHigh()).isEqualTo(0.5);
    assertThat(first.trials()).hasSize(2);
  }

  @Test
  void aPartHasAllNetworksAndOnlyTheMeasurementsThatAreWanted() {
    Path many = folder.resolve("hundreds");
    List<MeasuredNetwork> networks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<MeasuredLayer> layers = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        layers.add(
            new MeasuredLayer("it's \"" + j, "conv", i + j / 100.0, .1, .1, 0, 1, List.of()));
      }
      networks.add(
          new MeasuredNetwork(
              "n" + i, "n" + i, Optional.empty(), OptionalDouble.empty(), Map.of(), layers));
    }
    ComparisonDirectory.create(many, new Comparison(networks));
    Path run = finishedRun("standard");
    for (List<Path> paths : List.of(List.of(many), List.of(many, run))) {
      int all = 30 + paths.size() - 1;
      List<MeasuredNetwork> one = Comparisons.read(paths, ComparisonPart.ofNetwork(7)).networks();
      assertThat(one).hasSize(all);
      assertThat(one.get(7)).isEqualTo(networks.get(7));
      assertThat(one.stream().filter(network -> !network.layers().isEmpty())).hasSize(1);
      List<MeasuredNetwork> layer =
          Comparisons.read(paths, ComparisonPart.ofLayer("it's \"19")).networks();
      assertThat(layer).hasSize(all);
      assertThat(layer.subList(0, 30))
          .allSatisfy(network -> assertThat(network.layers()).hasSize(1));
      assertThat(layer.get(29).layers().get(0).criticality()).isEqualTo(29.19);
      assertThat(Comparisons.read(paths, ComparisonPart.ofNetwork(999)).networks()).hasSize(all);
    }
  }

  @Test
  void theSameRunTwiceIsTwoNetworks() {
    Path run = finishedRun("standard");
    assertThat(ids(run, run)).containsExactly("squeezenet (standard)", "squeezenet (standard) 2");
  }

  @Test
  void whatIsNoMeasurementIsNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path growing = folder.resolve("growing");
    ComparisonDirectory.open(growing).close();
    Path text = Files.writeString(folder.resolve("notes.json"), "[]");
    Path begun = folder.resolve("begun");
    RunDirectory.open(begun, Samples.identity("network", "ab12")).close();
    assertMessage(folder.resolve("none"), "does not exist");
    assertMessage(empty, "holds no measurements");
    assertMessage(growing, "no measured network yet");
    assertMessage(text, "not a criticality result");
    assertMessage(begun, "not finished");
  }

  private static void assertMessage(Path path, String text) {
    assertThatThrownBy(() -> Comparisons.read(List.of(path)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(text);
  }

  private static List<String> ids(Path... paths) {
    return Comparisons.read(List.of(paths)).networks().stream().map(MeasuredNetwork::id).toList();
  }

  private Path finishedRun(String name) {
    Path path = folder.resolve(name);
    try (RunDirectory run = RunDirectory.open(path, Samples.identity("network", "ab12"))) {
      run.finish(Samples.result());
    }
    return path;
  }
}
