package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that are compared although they do not compare well, or are called what nobody should be
 * called: every command that takes measured networks deals with them, or says in a sentence why
 * not.
 */
class StrangeNetworksTest {
  private static final List<String> FIGURES =
      List.of("heatmap", "trial-sd", "delta", "accuracy", "stages", "operators");

  @TempDir private Path folder;
  private String run = "";

  @BeforeEach
  void place() {
    run = folder.resolve("run").toString();
  }

  private void importNetworks(String rows, String models) throws IOException {
    Path csv =
        Files.writeString(folder.resolve("r.csv"), "model_id,layer,trial,pred_cos_sim\n" + rows);
    Path facts =
        Files.writeString(folder.resolve("m.csv"), "model_id,name,category,accuracy\n" + models);
    CliRun.of("import", csv.toString(), "--models", facts.toString(), "--run", run).assertDone();
  }

  /** Summary, figures and report of a run, with all files that there are; gives the report. */
  private String everything(String run, String baseline) throws IOException {
    List<String> summary = new ArrayList<>(List.of("summary", run, "--all"));
    for (String format : List.of("json", "csv", "parquet", "latex")) {
      summary.addAll(List.of("--" + format, folder.resolve("s." + format).toString()));
    }
    summary.addAll(List.of("--trials", folder.resolve("t.csv").toString()));
    summary.addAll(List.of("--tensorboard", folder.resolve("board").toString()));
    CliRun.of(summary.toArray(String[]::new)).assertDone();
    for (String figure : FIGURES) {
      for (String ending : List.of("svg", "pdf")) {
        Path out = folder.resolve(figure + "." + ending);
        CliRun.of("figure", figure, run, "--baseline", baseline, "--out", out.toString())
            .assertDone();
        assertThat(out).isNotEmptyFile();
      }
      assertThat(Files.readString(folder.resolve(figure + ".svg")))
          .doesNotContain("NaN", "Infinity", "<script");
    }
    Path page = folder.resolve("report.html");
    CliRun.of("report", run, "--all", "--out", page.toString()).assertDone();
    CliRun.of("report", run, "--all", "--baseline", baseline, "--out", page.toString())
        .assertDone();
    assertThat(summary()).isNotNull();
    return Files.readString(page);
  }

  private JsonNode summary() throws IOException {
    String text = Files.readString(folder.resolve("s.json"));
    assertThat(text).doesNotContain("NaN", "Infinity");
    return new ObjectMapper().readTree(text);
  }

  @Test
  void oneNetworkWithOneLayerAndOneTrial() throws IOException {
    importNetworks("a,conv1,0,0.25\n", "a,,,\n");
    assertThat(everything(run, "a")).contains("There is one network");
    assertThat(summary().at("/models/0/criticality").asDouble()).isEqualTo(0.75);
    assertThat(summary().at("/models/0/accuracy").isNull()).isTrue();
    assertThat(summary().at("/models/0/trial_sd").isNull()).isTrue();
    assertThat(summary().at("/correlations/0/spearman").isNull()).isTrue();
    CliRun.of("figure", "paired", run, "--out", folder.resolve("p.svg").toString())
        .assertUnusable("paired compares two networks; there are 1");
  }

  @Test
  void networksThatShareNoLayer() throws IOException {
    importNetworks(
        "a,conv1,0,0.5\na,conv1,1,0.25\na,layer1.0.conv1,0,0.5\nb,stem,0,0.5\nb,head,0,0.75\n",
        "a,,x,0.5\nb,,y,0.25\n");
    assertThat(everything(run, "a"))
        .contains("The networks do not have the same layers: 0 of 4 are in all of them.");
    assertThat(summary().get("layers")).hasSize(4);
    Path paired = folder.resolve("p.svg");
    CliRun.of("figure", "paired", run, "--out", paired.toString()).assertDone();
    // Aligned by their places: 1 - 0.375 of the first, 1 - 0.5 of the second.
    assertThat(Files.readString(paired)).contains("conv1: \u221212.5 points");
    CliRun.of("figure", "parameter", run, "--out", folder.resolve("q.svg").toString())
        .assertUnusable("No network has the tag eps as a number");
  }

  @Test
  void cellsThatAreNotKnown() throws IOException {
    Path json = folder.resolve("one.json");
    List<String> command = CliRun.onShapes("criticality", SmallNetwork.in(folder));
    command.addAll(List.of("--images", "10", "--trials", "1", "--layers", "layer3*"));
    command.addAll(List.of("--accept-baseline", "--json", json.toString()));
    CliRun.of(command).assertDone();
    String text = Files.readString(json);
    String holes = text.replaceFirst("\"criticality\" : [^,]+", "\"criticality\" : null");
    assertThat(holes).isNotEqualTo(text);
    Path damaged = Files.writeString(folder.resolve("holes.json"), holes);
    JsonNode before = new ObjectMapper().readTree(text);
    String id = before.at("/model/name").asText();
    String page = everything(damaged.toString(), id);
    assertThat(summary().at("/layers/0/criticality").isNull()).isTrue();
    assertThat(summary().at("/models/0/layers").asInt()).isEqualTo(before.get("layers").size() - 1);
    assertThat(page).contains("1 cell has no known criticality and is left out of all means.");
  }

  @Test
  void namesThatNobodyShouldHave() throws IOException {
    String large = "x".repeat(1 << 20);
    importNetworks(
        "a,<script>alert(1)</script>,0,0.5\na,\"two\nlines\",0,0.25\na,=cmd|' /C calc'!A0,0,0.5\n"
            + "b,<script>alert(1)</script>,0,0.75\nb,layer1.0."
            + large
            + ",0,0.5\n",
        "a,\"=HYPERLINK(\"\"x\"\")\",<script>alert(2)</script>,0.5\nb,"
            + large
            + ",\"a\nb\",0.25\n");
    String page = everything(run, "a");
    assertThat(page)
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert", "x".repeat(5_000))
        .hasSizeLessThan(2_000_000);
    assertThat(Files.readString(folder.resolve("s.csv")))
        .contains("'=cmd|", "'=HYPERLINK")
        .doesNotContain(",=cmd", ",=HYPERLINK");
    assertThat(Files.readString(folder.resolve("s.latex"))).doesNotContain("x".repeat(1_000));
    CliRun printed = CliRun.of("summary", run).assertDone();
    assertThat(printed.out()).doesNotContain("x".repeat(5_000));
  }

  @Test
  void aStudyOfWhichNothingWasMeasured() throws IOException {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            "networks: [{id: a, file: not-there.onnx}]\n"
                + "data: {path: builtin:shapes, preprocess: shapes}\n");
    CliRun empty = CliRun.of("study", study.toString(), "--run", run);
    assertThat(empty.status()).isEqualTo(1);
    String out = folder.resolve("out.html").toString();
    CliRun.of("summary", run).assertUnusable("holds no measured network yet");
    CliRun.of("report", run, "--out", out).assertUnusable("holds no measured network yet");
    CliRun.of("figure", "heatmap", run, "--out", folder.resolve("f.svg").toString())
        .assertUnusable("holds no measured network yet");
  }

  @Test
  void studiesThatAreNoYamlOrSayWhatNobodyKnows() throws IOException {
    Path study = Files.writeString(folder.resolve("study.yaml"), "networks: [{id: a\ndata: ]\n");
    CliRun.of("study", study.toString()).assertUnusable("study.yaml:");
    Files.writeString(
        study, "networks: [{id: a, file: a.onnx}]\ndata: {path: x}\nprotocol: {trails: 3}\n");
    CliRun.of("study", study.toString())
        .assertUnusable("study.yaml:3:", "unknown key 'trails'; did you mean 'trials'?");
  }
}
