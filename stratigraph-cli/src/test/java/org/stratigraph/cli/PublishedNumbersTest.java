package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published measurements of the criticality paper (Gavrikov et al. 2024), imported and
 * summarised. The expected values are those of the development data's {@code methods.md}, sections
 * 1.3 and 1.4, which were computed with pandas and SciPy and agree with the labels of the paper's
 * Figure 1; its tables are read from there, so each is compared to its last printed digit.
 */
@Tag("shared")
class PublishedNumbersTest {
  /** Half a unit of the second decimal of a percentage. */
  private static final Offset<Double> TWO_DECIMALS = within(0.5e-4 + 1e-9);

  private static final Offset<Double> ONE_DECIMAL = within(0.5e-3 + 1e-9);
  private static final Offset<Double> FOUR_DECIMALS = within(0.5e-4 + 1e-9);

  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void importIt() {
    run = folder.resolve("paper");
    assertThat(Shared.importPaper(run).out()).contains("51 networks with 54 layers, 8262 trials");
  }

  @Test
  void headlines() throws IOException {
    JsonNode summary = summary();
    assertThat(summary.get("models")).hasSize(50);
    assertThat(summary.get("layers")).hasSize(54);
    assertThat(summary.at("/left_out/0/model").asText()).isEqualTo("resnet50_frozen_random");
    assertThat(summary.at("/left_out")).hasSize(1);
    correlation(summary, "null", 50, -0.4590, -0.3472);
    correlation(summary, "adversarial_training", 35, -0.1730, -0.0758);
    JsonNode all = summary.at("/correlations/0");
    assertThat(all.get("spearman_p").asDouble()).isCloseTo(8.0e-4, within(0.05e-4));
    assertThat(all.get("kendall_p").asDouble()).isCloseTo(3.8e-4, within(0.05e-4));
    JsonNode without = find(summary.get("correlations"), "excluding", "adversarial_training");
    assertThat(without.get("spearman_p").asDouble()).isCloseTo(0.32, within(0.005));
    assertThat(without.get("kendall_p").asDouble()).isCloseTo(0.52, within(0.005));
    assertThat(summary.get("grand_mean").asDouble()).isCloseTo(0.69753, within(0.5e-5));
    assertThat(summary.at("/trial_sd/mean").asDouble()).isCloseTo(0.04113, within(0.5e-5));
    assertThat(summary.at("/trial_sd/median").asDouble()).isCloseTo(0.01857, within(0.5e-5));
    assertThat(summary.at("/trial_sd/max").asDouble()).isCloseTo(0.4533, within(0.5e-4));
  }

  private static void correlation(
      JsonNode summary, String excluding, int models, double spearman, double kendall) {
    JsonNode row = find(summary.get("correlations"), "excluding", excluding);
    assertThat(row.get("models").asInt()).isEqualTo(models);
    assertThat(row.get("spearman").asDouble()).isCloseTo(spearman, FOUR_DECIMALS);
    assertThat(row.get("kendall").asDouble()).isCloseTo(kendall, FOUR_DECIMALS);
  }

  @Test
  void everyNetwork() throws IOException {
    List<List<String>> table = table("| category (json key) | name in notebook");
    assertThat(table).hasSize(51);
    JsonNode models = summary("--all").get("models");
    for (List<String> row : table) {
      JsonNode model = find(models, "model", row.get(2));
      assertThat(model.get("category").asText()).isEqualTo(row.get(0));
      percent(model, "criticality", row.get(5));
      percent(model, "sd_over_layers", row.get(6));
      percent(model, "trial_sd", row.get(7));
      if (row.get(3).equals("\u2014")) {
        assertThat(model.get("accuracy").isNull()).isTrue();
      } else {
        percent(model, "accuracy", row.get(3));
      }
    }
  }

  @Test
  void everyLayer() throws IOException {
    List<List<String>> table = table("| layer (paper label) | module |");
    assertThat(table).hasSize(54);
    JsonNode layers = summary().get("layers");
    for (List<String> row : table) {
      JsonNode layer = find(layers, "layer", row.get(1));
      assertThat(layer.get("label").asText()).isEqualTo(row.get(0));
      assertThat(layer.get("models").asInt()).isEqualTo(50);
      percent(layer, "criticality", row.get(2));
      percent(layer, "sd_over_models", row.get(3));
      percent(layer, "min", row.get(4));
      percent(layer, "max", row.get(5));
    }
  }

  @Test
  void categories() throws IOException {
    JsonNode categories = summary().get("categories");
    assertThat(categories).hasSize(5);
    category(categories, "baseline", "70.00", "70.00", "70.00");
    category(categories, "adversarial_training", "82.93", "71.18", "89.90");
    category(categories, "augmentation", "74.63", "64.93", "93.34");
    category(categories, "contrastive", "54.82", "44.28", "86.03");
    category(categories, "training_recipes", "50.13", "40.05", "58.76");
    JsonNode contrastive = find(categories, "category", "contrastive");
    assertThat(contrastive.get("max_model").asText()).isEqualTo("resnet50_simclrv2");
    JsonNode fewer = summary("--without", "resnet50_simclrv2").get("categories");
    percent(find(fewer, "category", "contrastive"), "criticality", "48.58");
    assertThat(find(fewer, "category", "contrastive").get("models").asInt()).isEqualTo(5);
    percent(
        find(summary("--all").get("categories"), "category", "freezing"), "criticality", "93.40");
  }

  private static void category(
      JsonNode categories, String name, String mean, String min, String max) {
    JsonNode category = find(categories, "category", name);
    percent(category, "criticality", mean);
    percent(category, "min", min);
    percent(category, "max", max);
  }

  @Test
  void stages() throws IOException {
    List<List<String>> table = table("| group | stem | stage 1 |");
    Map<String, String> categories =
        Map.of(
            "baseline", "baseline",
            "adversarial", "adversarial_training",
            "augmentation", "augmentation",
            "SSL (all 6)", "contrastive",
            "SSL without SimCLRv2", "contrastive",
            "improved training", "training_recipes");
    assertThat(table).extracting(row -> row.get(0)).containsOnlyOnceElementsOf(categories.keySet());
    JsonNode all = summary().get("stages");
    JsonNode withoutSimclr = summary("--without", "resnet50_simclrv2").get("stages");
    String[] stages = {"stem", "layer1", "layer2", "layer3", "layer4", "head"};
    for (List<String> row : table) {
      JsonNode rows = row.get(0).contains("without") ? withoutSimclr : all;
      JsonNode means = find(rows, "category", categories.get(row.get(0))).get("criticality");
      assertThat(means).hasSize(stages.length);
      for (int i = 0; i < stages.length; i++) {
        assertThat(means.get(stages[i]).asDouble())
            .as(row.get(0) + ", " + stages[i])
            .isCloseTo(Double.parseDouble(row.get(i + 1)) / 100, ONE_DECIMAL);
      }
    }
  }

  @Test
  void operators() throws IOException {
    JsonNode means = find(summary().get("operators"), "category", "null").get("criticality");
    assertThat(means).hasSize(4);
    percent(means, "first 1x1", "74.19");
    percent(means, "3x3", "56.19");
    percent(means, "last 1x1", "70.90");
    percent(means, "downsample", "88.47");
  }

  @Test
  void whatAPersonReads() {
    String text = CliRun.of("summary", run.toString()).assertDone().out();
    assertThat(text)
        .contains(
            "Mean of all cells: 69.753 %. Standard deviation over trials: mean 4.113, median 1.857,"
                + " largest 45.33 points.",
            "Left out: resnet50_frozen_random (freezing): its accuracy is not known",
            "-0.4590",
            "-0.3472",
            "p = 8.0e-04");
  }

  private JsonNode summary(String... options) throws IOException {
    Path json = folder.resolve("summary.json");
    List<String> arguments = new ArrayList<>(List.of("summary", run.toString()));
    arguments.addAll(List.of("--json", json.toString()));
    arguments.addAll(List.of(options));
    CliRun.of(arguments.toArray(String[]::new)).assertDone();
    return new ObjectMapper().readTree(json.toFile());
  }

  private static void percent(JsonNode node, String key, String expected) {
    assertThat(node.get(key).asDouble())
        .as(node + ", " + key)
        .isCloseTo(Double.parseDouble(expected) / 100, TWO_DECIMALS);
  }

  private static JsonNode find(JsonNode rows, String key, String value) {
    for (JsonNode row : rows) {
      if (row.get(key).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("no " + key + " " + value);
  }

  /** The rows of a table of methods.md, by the start of its heading. */
  private static List<List<String>> table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(Shared.path("reference/methods.md"));
    List<List<String>> rows = new ArrayList<>();
    int line = 0;
    while (!lines.get(line).startsWith(heading)) {
      line++;
    }
    for (line += 2; lines.get(line).startsWith("|"); line++) {
      List<String> cells = new ArrayList<>();
      for (String cell : lines.get(line).substring(1).split("\\|", -1)) {
        cells.add(cell.strip());
      }
      rows.add(cells);
    }
    return rows;
  }
}
