package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.store.WeightChangeJson;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

class FigureCommandTest {
  @TempDir private Path folder;

  /** Four networks, as the published files have them, and what trainings leave behind. */
  @BeforeEach
  void runs() throws IOException {
    StringBuilder csv = new StringBuilder("model_id,layer,trial,pred_cos_sim\n");
    List<String> ids =
        List.of("tv_resnet50", "robust_l2_eps0", "robust_l2_eps0.5", "robust_linf_eps8");
    List<String> layers =
        List.of(
            "conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "layer2.0.conv2", "fc");
    for (int n = 0; n < ids.size(); n++) {
      for (int i = 0; i < layers.size(); i++) {
        for (int trial = 0; trial < 3; trial++) {
          double cosine = 0.1 + 0.1 * ((n + i) % 5) + 0.01 * trial;
          csv.append(ids.get(n) + "," + layers.get(i) + "," + trial + "," + cosine + "\n");
        }
      }
    }
    Files.writeString(folder.resolve("results.csv"), csv);
    Files.writeString(
        folder.resolve("models.csv"),
        """
        model_id,name,category,imagenet_top1_percent
        tv_resnet50,Baseline,baseline,76.1
        robust_l2_eps0,PGD 0,adversarial_training,75
        robust_l2_eps0.5,PGD 0.5,adversarial_training,70
        robust_linf_eps8,PGD 8,adversarial_training,54
        """);
    CliRun.of(
            "import",
            path("results.csv"),
            "--models",
            path("models.csv"),
            "--run",
            path("runs/paper"))
        .assertDone();
    for (String training : List.of("runs/standard", "runs/adversarial")) {
      Files.createDirectories(folder.resolve(training));
      Files.writeString(folder.resolve(training + "/conflicts.json"), CONFLICTS);
      changes(folder.resolve(training + "/weight-change.json"));
    }
    changes(folder.resolve("change.json"));
    Files.writeString(folder.resolve("lesion.json"), LESION);
    Files.createDirectories(folder.resolve("runs/tuned"));
    Files.writeString(folder.resolve("runs/tuned/history.jsonl"), HISTORY);
    Files.writeString(folder.resolve("training.json"), TRAINING);
  }

  private static void changes(Path file) {
    List<LayerChange> changes = new ArrayList<>();
    for (int step = 1; step <= 2; step++) {
      for (String layer : List.of("conv1.weight", "fc.weight")) {
        changes.add(
            new LayerChange(
                layer,
                step,
                "e" + (step - 1),
                "e" + step,
                4,
                0.5 / step,
                1.0 / step,
                0,
                0,
                0,
                0,
                0));
      }
    }
    WeightChangeResult result = new WeightChangeResult(List.of("e0", "e1", "e2"), changes);
    WeightChangeJson.write(result, Optional.empty(), file);
  }

  private static final String CONFLICTS =
      """
      {"format": "stratigraph.conflicts/1", "checkpoints": [{"checkpoint": "epoch-001.safetensors",
       "layers": [{"layer": "a", "samples": 4, "bundles": 2, "largest": 3, "mixed": 1, "undefined": 0,
       "entropy": 0.5, "weight_amplitude": 1}]}]}
      """;

  private static final String LESION =
      """
      {"format": "stratigraph.lesion/1", "protocol": {"score": "accuracy"}, "original": {"score": 0.9},
       "curves": [{"group": "all", "removed": 1, "draws": 2, "mean": 0.8, "sd": 0.01, "least": 0.79,
       "largest": 0.81}, {"group": "all", "removed": 2, "draws": 1, "mean": 0.5, "sd": null,
       "least": 0.5, "largest": 0.5}]}
      """;

  private static final String HISTORY =
      """
      {"event":"tuning","format":"stratigraph.autotune-history/1","fixed":{},"information":{}}
      {"event":"started","attempt":1,"blocks":[2,3]}
      {"event":"trained","attempt":1,"epoch":1,"loss":2.0,"accuracy":0.5,"learning_rate":0.1,"images":10,"seconds":1.0}
      {"event":"half a li""";

  private static final String TRAINING =
      """
      {"format": "stratigraph.training/1", "epochs": [{"epoch": 0, "phase": "initial", "loss": null,
       "accuracy": null, "test_loss": 2.3, "test_accuracy": 0.1, "learning_rate": null, "images": 0,
       "seconds": 0}, {"epoch": 1, "phase": "main", "loss": 1.5, "accuracy": 0.4, "test_loss": 1.2,
       "test_accuracy": 0.5, "learning_rate": 0.1, "images": 100, "seconds": 3.5}]}
      """;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private CliRun figure(String... arguments) {
    List<String> all = new ArrayList<>(List.of("figure"));
    all.addAll(List.of(arguments));
    return CliRun.of(all.toArray(String[]::new));
  }

  /** Every command line of the page but those of trainings, which need a database of epochs. */
  @Test
  void theExamplesOfThePageWork() throws IOException {
    List<String> commands =
        PageCommands.of("figures.md").stream()
            .filter(command -> command.startsWith("figure ") && !command.contains("NAME"))
            .toList();
    assertThat(commands).hasSize(15);
    for (String line : commands) {
      List<String> arguments = new ArrayList<>();
      for (String word : PageCommands.words(line.substring("figure ".length()))) {
        boolean file = word.startsWith("runs/") || word.matches("[\\w-]+\\.(json|svg|pdf|png)");
        arguments.add(file ? path(word) : word);
      }
      if (arguments.get(0).equals("training")) {
        arguments.replaceAll(word -> word.startsWith(path("runs")) ? path("training.json") : word);
      }
      arguments.replaceAll(word -> word.equals("resnet50_dino") ? "robust_linf_eps8" : word);
      CliRun run = figure(arguments.toArray(String[]::new)).assertDone();
      Path out = Path.of(arguments.get(arguments.indexOf("--out") + 1));
      assertThat(run.err()).as(line).contains("Wrote " + out);
      assertThat(out).as(line).isNotEmptyFile();
    }
  }

  @Test
  void pngHasTheSizeAskedFor() throws IOException {
    figure(
            "heatmap",
            path("runs/paper"),
            "--size",
            "one-column",
            "--dpi",
            "144",
            "--out",
            path("a.png"))
        .assertDone();
    BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
    // 3.5 inches.
    assertThat(image.getWidth()).isEqualTo(504);
  }

  @Test
  void helpListsTheFigures() {
    CliRun run = figure("--help").assertDone();
    assertThat(run.out())
        .contains("heatmap", "trial-sd", "delta", "accuracy", "parameter", "stages", "operators")
        .contains("paired", "training", "weight-change-map", "conflicts", "lesion", "autotune")
        .contains("95 % intervals");
  }

  @Test
  void unusable() throws IOException {
    String paper = path("runs/paper");
    String out = path("a.svg");
    figure("piechart", paper, "--out", out).assertUnusable("piechart", "heatmap, trial-sd");
    figure("heatmap", paper, "--out", path("a.gif")).assertUnusable("a.gif", ".svg, .pdf or .png");
    figure("heatmap", paper, "--out", path("no/a.svg")).assertUnusable("--out", "does not exist");
    figure("heatmap", paper, "--out", out, "--size", "poster")
        .assertUnusable("poster", "one-column");
    figure("heatmap", paper, "--out", path("a.png"), "--dpi", "7").assertUnusable("--dpi 7");
    figure("heatmap", paper, "--out", out, "--sort", "size").assertUnusable("size", "cluster");
    figure("heatmap", paper, "--out", out, "--baseline", "nobody")
        .assertUnusable("--baseline \"nobody\"", "tv_resnet50");
    figure("delta", paper, "--out", out).assertUnusable("--baseline ID");
    figure("paired", paper, "--out", out).assertUnusable("there are 4", "--network ID");
    figure("paired", paper, "--out", out, "--baseline", "tv_resnet50", "--network", "tv_resnet50")
        .assertUnusable("both name");
    figure("parameter", paper, "--out", out, "--parameter", "depth")
        .assertUnusable("depth", "\"eps\"");
    figure("heatmap", paper, "--out", out, "--without", "category:none").assertUnusable("none");
    figure("weight-change", paper, "--out", out).assertUnusable("runs/paper", "weight-change.json");
    figure("training", paper, "--out", out).assertUnusable("runs/paper", "metrics.duckdb");
    figure("autotune", paper, "--out", out).assertUnusable("history.jsonl");
    figure("lesion", path("change.json"), "--out", out).assertUnusable("stratigraph.lesion/1");
    figure("lesion", path("nothing.json"), "--out", out).assertUnusable("does not exist");
    figure("conflicts", path("lesion.json"), path("lesion.json"), "--out", out)
        .assertUnusable("one run");
    figure("weight-change", path("change.json"), "--out", out, "--form", "l3")
        .assertUnusable("l3", "l1_ratio");
    Files.writeString(
        folder.resolve("runs/tuned/history.jsonl"), HISTORY.replace("started", "exploded") + "\n");
    figure("autotune", path("runs/tuned"), "--out", out).assertUnusable("damaged", "exploded");
    assertThat(folder.resolve("a.svg")).doesNotExist();
  }

  @Test
  @Tag("shared")
  void thePublishedHeatMap() throws IOException {
    Shared.importPaper(folder.resolve("runs/published"));
    CliRun run =
        figure(
                "heatmap",
                path("runs/published"),
                "--baseline",
                "tv_resnet50",
                "--out",
                path("f.svg"))
            .assertDone();
    assertThat(run.err()).contains("Left out: resnet50_frozen_random");
    // methods.md 1.3: 70.00 and 24.97 of the baseline; 76.31 and 22.20 of the layer.
    assertThat(Files.readString(folder.resolve("f.svg")))
        .contains(">70\u00a0\u00b1\u00a025<", ">[1.0] conv2:3x3<", ">76\u00a0\u00b1\u00a022<");
  }
}
