package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report of the published measurements of the criticality paper (Gavrikov et al. 2024). The
 * expected values are those of the development data's {@code methods.md}, sections 1.3 and 1.4;
 * correlations without the other categories were computed with SciPy 1.10 from the same CSV files.
 */
@Tag("shared")
class PublishedReportTest {
  @TempDir private Path folder;
  private Path out = Path.of("");

  @BeforeEach
  void importIt() throws IOException {
    Files.createDirectory(folder.resolve("runs"));
    Shared.importPaper(folder.resolve("runs/paper"));
    out = folder.resolve("paper.html");
  }

  private String report(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("report", folder.resolve("runs/paper").toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(more));
    CliRun.of(arguments.toArray(String[]::new)).assertDone();
    return Files.readString(out);
  }

  /** The cells of a table's rows, as a reader sees them. */
  private static List<List<String>> rows(String html, String table) {
    Matcher found =
        Pattern.compile("data-sortable=\"" + table + "\">.*?<tbody>(.*?)</tbody>", Pattern.DOTALL)
            .matcher(html);
    assertThat(found.find()).as(table).isTrue();
    List<List<String>> rows = new ArrayList<>();
    for (String row : found.group(1).split("</tr>")) {
      List<String> cells = new ArrayList<>();
      Matcher cell = Pattern.compile("<t[hd][ >].*?</t[hd]>", Pattern.DOTALL).matcher(row);
      while (cell.find()) {
        cells.add(cell.group().replaceAll("<[^>]*>", "").replace("\u2212", "-"));
      }
      if (!cells.isEmpty()) {
        rows.add(cells);
      }
    }
    return rows;
  }

  private static List<String> row(List<List<String>> rows, int column, String name) {
    return rows.stream().filter(row -> row.get(column).equals(name)).findFirst().orElseThrow();
  }

  /** The rows of a table of methods.md, by the start of its heading. */
  private static List<List<String>> published(String heading) throws IOException {
    List<String> lines = Files.readAllLines(Shared.path("reference/methods.md"));
    int line = 0;
    while (!lines.get(line).startsWith(heading)) {
      line++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (line += 2; lines.get(line).startsWith("|"); line++) {
      rows.add(
          Arrays.stream(lines.get(line).substring(1).split("\\|", -1)).map(String::strip).toList());
    }
    return rows;
  }

  @Test
  void everyNumberOfEveryNetwork() throws IOException {
    List<List<String>> shown = rows(report("--all"), "networks");
    assertThat(shown).hasSize(51);
    for (List<String> expected : published("| category (json key) | name in notebook")) {
      List<String> row = row(shown, 1, expected.get(2));
      String accuracy = expected.get(3).equals("\u2014") ? "\u2013" : twoDecimals(expected.get(3));
      assertThat(row.subList(3, 7))
          .as(expected.get(2))
          .containsExactly(accuracy, expected.get(5), expected.get(6), expected.get(7));
      assertThat(row.get(2)).isEqualTo(expected.get(0).replace('_', ' '));
    }
  }

  private static String twoDecimals(String percent) {
    int point = percent.indexOf('.');
    return (point < 0 ? percent + ".00" : percent + "00")
        .substring(0, (point < 0 ? percent.length() : point) + 3);
  }

  @Test
  void everyNumberOfEveryLayer() throws IOException {
    List<List<String>> shown = rows(report(), "layers");
    assertThat(shown).hasSize(54);
    for (List<String> expected : published("| layer (paper label) | module |")) {
      List<String> row = row(shown, 1, expected.get(1));
      assertThat(row.get(2)).isEqualTo(expected.get(0));
      assertThat(row.subList(4, 8)).as(expected.get(1)).isEqualTo(expected.subList(2, 6));
      assertThat(row.get(8)).isEqualTo("50");
    }
  }

  @Test
  void categoriesStagesOperatorsAndCorrelations() throws IOException {
    String html = report();
    List<List<String>> categories = rows(html, "categories");
    assertThat(row(categories, 0, "adversarial training"))
        .containsSequence("15", "82.93", "71.18")
        .contains("89.90");
    assertThat(row(categories, 0, "contrastive")).contains("54.82", "44.28", "86.03", "SimCLRv2");
    assertThat(row(categories, 0, "training recipes"))
        .contains("50.13", "40.05", "timm B1k", "58.76", "timm A1h");
    Map<String, String> groups =
        Map.of(
            "baseline", "baseline",
            "adversarial", "adversarial training",
            "augmentation", "augmentation",
            "SSL (all 6)", "contrastive",
            "improved training", "training recipes");
    List<List<String>> stages = rows(html, "stages");
    int compared = 0;
    for (List<String> expected : published("| group | stem | stage 1 |")) {
      if (groups.containsKey(expected.get(0))) {
        List<String> row = row(stages, 0, groups.get(expected.get(0)));
        for (int i = 1; i <= 6; i++) {
          // Half a unit of the published decimal, and half of ours.
          assertThat(Double.parseDouble(row.get(i + 1)))
              .isCloseTo(Double.parseDouble(expected.get(i)), within(0.0551));
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(5);
    assertThat(row(rows(html, "operators"), 0, "all"))
        .containsExactly("all", "50", "74.19", "56.19", "70.90", "88.47");
    List<List<String>> correlations = rows(html, "correlations");
    assertThat(row(correlations, 0, "all"))
        .containsExactly("all", "50", "-0.4590", "8.0e-4", "-0.3472", "3.8e-4");
    assertThat(row(correlations, 0, "without adversarial training"))
        .containsSequence("35", "-0.1730", "0.32", "-0.0758", "0.52");
    assertThat(row(correlations, 0, "without training recipes"))
        .containsSequence("40", "-0.1654", "0.31", "-0.1501", "0.17");
    assertThat(row(correlations, 0, "without contrastive"))
        .containsSequence("44", "-0.6521", "1.6e-6", "-0.4952", "2.2e-6");
  }

  @Test
  void theWordsSayWhatTheNumbersDo() throws IOException {
    String text =
        report("--baseline", "tv_resnet50").replaceAll("<[^>]*>", "").replace('\u202f', ' ');
    assertThat(text)
        .contains("by 69.8 % on average over 50 networks")
        .contains("PixMix (180Ep) uses its layers most by this measure (93.3 %), timm B1k least")
        .contains("6 layers are critical everywhere, at 80.0 % or above in every network: conv1 (")
        .contains("None is auxiliary everywhere")
        .contains("highest for adversarial training (82.9 %, 15 networks from 71.2 to 89.9 %)")
        .contains("lowest for training recipes (50.1 %, 10 networks from 40.1 to 58.8 %)")
        .contains("more accurate networks tend to be less critical")
        .contains("Without adversarial training (35 networks left) it is Spearman \u22120.1730")
        .contains("4.1 points on average, 1.9 in the middle and 45.3 at most")
        .contains("(layer2.1.conv1 of FastAutoAugment (270Ep))")
        .contains("differs between its single trials by 1.5 points on average")
        .contains("Left out: resnet50_frozen_random (its accuracy is not known");
  }

  @Test
  void isSmall() throws IOException {
    report("--baseline", "tv_resnet50");
    assertThat(out.toFile().length()).isLessThan(10_000_000);
  }

  @Test
  void everyCommandOfThePageRuns() throws IOException {
    List<String> commands =
        PageCommands.of("report.md").stream()
            .filter(command -> command.startsWith("report runs/paper "))
            .filter(command -> !command.contains("--graph"))
            .toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      PageCommands.run(
              command, w -> w.matches("runs/.*|.*\\.html") ? folder.resolve(w).toString() : w)
          .assertDone();
    }
  }
}
