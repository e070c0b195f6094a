package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphCommandTest {
  @TempDir private Path folder;
  private Path net = Path.of("");

  @BeforeEach
  void network() {
    net = SmallNetwork.in(folder.resolve("in"));
  }

  private CliRun graph(String out, String... options) {
    List<String> all = new java.util.ArrayList<>(List.of("graph", net.toString()));
    all.addAll(List.of(options));
    all.addAll(List.of("--out", folder.resolve(out).toString()));
    return CliRun.of(all.toArray(String[]::new));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** A criticality result of two layers, of which one may be of another network. */
  private Path criticality(String... layers) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (String layer : layers) {
      rows.append(rows.length() == 0 ? "" : ",")
          .append(
              """
              {"layer": "%s", "kind": "conv", "depth": 1, "parameters": 9, "criticality": 0.123,
               "trial_sd": null, "standard_error": null, "interval": null, "trials": 1,
               "images": 10, "of_uniform_ceiling": null, "of_mean_ceiling": null,
               "argmax_agreement": 0.5, "top1": null, "accuracy_loss": null, "notes": []}"""
                  .formatted(layer));
    }
    Path file = folder.resolve("criticality.json");
    Files.writeString(
        file,
        """
        {"format": "stratigraph.criticality/1",
         "model": {"name": "net", "source": "net.onnx", "sha256": "ab", "parameters": 9, "classes": 10},
         "data": {"source": "images", "images": 10, "sha256": "cd", "labelled": false, "preprocessing": "none"},
         "protocol": {"name": "fixed", "reset": "random", "trials": 1, "images": 10, "kinds": ["conv"], "seed": 1, "target_error": null},
         "original": {"top1": null, "top5": null, "loss": null, "uniform_ceiling": 0.9, "mean_ceiling": 0.9},
         "layers": [%s], "measurements": [],
         "skipped": [{"layer": "other", "reason": "It was not chosen."}],
         "skipped_images": [], "notes": [], "provenance": {}}
        """
            .formatted(rows));
    return file;
  }

  private String someLayer() throws IOException {
    Path json = folder.resolve("inspect.json");
    CliRun.of("inspect", net.toString(), "--json", json.toString()).assertDone();
    for (JsonNode layer : new ObjectMapper().readTree(json.toFile()).get("layers")) {
      if (layer.get("kind").textValue().equals("conv")) {
        return layer.get("layer").textValue();
      }
    }
    throw new AssertionError("no layers");
  }

  @ParameterizedTest
  @CsvSource({
    "net.html,<!DOCTYPE html>",
    "net.HTM,<!DOCTYPE html>",
    "net.svg,<svg",
    "net.dot,digraph",
    "net.gv,digraph"
  })
  void writesWhatTheNameEndsWith(String out, String begins) throws IOException {
    assertThat(graph(out).assertDone().err()).contains("Wrote ");
    assertThat(read(out)).startsWith(begins);
  }

  @Test
  void showsACriticalityRun() throws IOException {
    Path overlay = criticality(someLayer());
    graph("net.html", "--overlay", overlay.toString()).assertDone();
    assertThat(read("net.html")).contains("12.3\u202f%", "Not measured: other: It was not chosen.");
    graph("net.json", "--overlay", overlay.toString(), "--format", "model-explorer-data")
        .assertDone();
    JsonNode data = new ObjectMapper().readTree(read("net.json"));
    JsonNode result = data.get("network").get("results").get(someLayer());
    assertThat(result.get("value").doubleValue()).isEqualTo(0.123);
  }

  @Test
  void aLayerOfAnotherNetworkIsListed() throws IOException {
    Path overlay = criticality(someLayer(), "elsewhere.conv");
    CliRun run = graph("net.html", "--overlay", overlay.toString()).assertDone();
    assertThat(run.err()).contains("layers that the network does not have", "elsewhere.conv");
    assertThat(read("net.html")).contains("Not in this network", "elsewhere.conv");
  }

  @Test
  void anOverlayOfAnotherNetworkIsRefused() throws IOException {
    graph("net.html", "--overlay", criticality("elsewhere.conv").toString())
        .assertUnusable("Criticality", "elsewhere.conv", "Give the overlay of this network");
    assertThat(folder.resolve("net.html")).doesNotExist();
  }

  @Test
  void severalOverlaysAreToldApart() throws IOException {
    String overlay = criticality(someLayer()).toString();
    graph("net.html", "--overlay", overlay, "--overlay", overlay).assertDone();
    assertThat(read("net.html"))
        .contains("Criticality (criticality)", "Criticality (criticality-2)");
    graph(
            "net.svg",
            "--overlay",
            overlay,
            "--overlay",
            overlay,
            "--measure",
            "changed-criticality-2")
        .assertDone();
    assertThat(read("net.svg")).contains("Predictions changed", "50.0\u202f%");
  }

  @Test
  void wrongUsageIsSaidInOneLine() throws IOException {
    graph("net.json").assertUnusable("--out", "--format model-explorer");
    graph("net.txt").assertUnusable("--out", ".html, .svg, .dot or .json");
    graph("net.x", "--format", "pdf").assertUnusable("--format pdf", "model-explorer-data");
    graph("net.svg", "--measure", "size").assertUnusable("--measure size", "parameters");
    graph("net.svg", "--detail", "all").assertUnusable("--detail all", "layers, blocks");
    graph("no/net.svg").assertUnusable("--out", "does not exist");
    graph("net.svg", "--overlay", "nothing.json").assertUnusable("nothing.json", "no such file");
    Path odd = Files.writeString(folder.resolve("odd.json"), "{\"format\": \"x/1\"}");
    graph("net.svg", "--overlay", odd.toString()).assertUnusable("odd.json", "\"x/1\"");
    Files.writeString(odd, "[1, 2]");
    graph("net.svg", "--overlay", odd.toString()).assertUnusable("does not say its format");
    Files.writeString(odd, "\u0000PNG");
    graph("net.svg", "--overlay", odd.toString()).assertUnusable("not valid JSON");
    graph("net.svg", "--overlay", folder.toString()).assertUnusable(folder.toString());
    assertThat(folder.resolve("net.svg")).doesNotExist();
  }

  @Test
  void anUnmeasuredKindOfOverlayFileIsReadToo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("changes.json"),
            """
            {"format": "stratigraph.weight-change/1", "checkpoints": ["a", "b"], "changes": [
             {"layer": "%s.weight", "step": 1, "from": "a", "to": "b", "weights": 9, "l1_ratio": 0.25,
              "elementwise_mean": 0.3, "zero_weights": 0, "rotation": 0.1, "l2_change": 1,
              "l2_norm": 2, "spectral_norm": null}]}
            """
                .formatted(someLayer()));
    graph("net.svg", "--overlay", file.toString()).assertDone();
    assertThat(read("net.svg")).contains("Relative weight change", ">0.25<");
  }
}
