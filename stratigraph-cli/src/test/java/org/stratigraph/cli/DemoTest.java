package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in small: three trainings, all that is measured of them, one report. */
class DemoTest {
  @TempDir private static Path folder;

  @Test
  void trainsThreeNetworksAndReportsOnAll() throws Exception {
    Path out = folder.resolve("a folder with spaces");
    String[] small = {
      "demo",
      "--out",
      out.toString(),
      "--epochs",
      "1",
      "--training-images",
      "128",
      "--images",
      "100",
      "--trials",
      "1"
    };
    CliRun run = CliRun.of(small).assertDone();
    assertThat(run.err()).contains("stratigraph train", "stratigraph criticality", "report.html");
    for (String name : new String[] {"standard", "augmented", "adversarial"}) {
      JsonNode result = new ObjectMapper().readTree(out.resolve(name + ".json").toFile());
      // ResNet-8: the first convolution, two in each of three blocks, the last layer.
      assertThat(result.get("layers")).as(name).hasSize(8);
      assertThat(out.resolve(name).resolve("network.onnx")).exists();
    }
    String report = Files.readString(out.resolve("report.html"));
    assertThat(report)
        .startsWith("<!DOCTYPE html>")
        .contains(
            "Networks compared",
            "\"name\":\"augmented\"",
            "adversarial: bundle entropy",
            "layer3.0.conv2",
            "class=\"nv\"");
    // What is trained already is not trained again.
    assertThat(CliRun.of(small).assertDone().err()).contains("is complete already");
  }
}
