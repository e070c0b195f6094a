package org.stratigraph.figure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** The published measurements of the criticality paper, its 50 networks. */
final class PaperData {
  private static final Pattern BUDGET = Pattern.compile(".*_(l2|linf)_eps([0-9.]+)");

  private PaperData() {}

  static Path file(String name) {
    Path path = Path.of(System.getProperty("stratigraph.shared", "../shared"), name);
    assumeTrue(Files.exists(path), () -> "SKIPPED: development data not found: " + path);
    return path;
  }

  static Comparison networks() throws IOException {
    Map<String, Map<String, List<TrialResult>>> trials = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file("data/paper-criticality.csv"));
    List<String> head = List.of(lines.get(0).split(","));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      String layer = cells[head.indexOf("layer")].replaceFirst("^model\\.", "");
      trials
          .computeIfAbsent(cells[head.indexOf("model_id")], id -> new LinkedHashMap<>())
          .computeIfAbsent(layer, name -> new ArrayList<>())
          .add(
              TestNetworks.trial(
                  layer,
                  (int) Double.parseDouble(cells[head.indexOf("trial")]),
                  Double.parseDouble(cells[head.indexOf("pred_cos_sim")])));
    }
    List<MeasuredNetwork> networks = new ArrayList<>();
    List<String> models = Files.readAllLines(file("data/paper-models.csv"));
    for (String line : models.subList(1, models.size())) {
      String[] cells = fields(line);
      if (cells[3].isEmpty()) {
        continue;
      }
      List<MeasuredLayer> layers = new ArrayList<>();
      trials
          .get(cells[0])
          .forEach((layer, of) -> layers.add(MeasuredLayer.ofTrials(layer, "", of)));
      Matcher budget = BUDGET.matcher(cells[0]);
      Map<String, String> tags =
          budget.matches() ? Map.of("norm", budget.group(1), "eps", budget.group(2)) : Map.of();
      networks.add(
          new MeasuredNetwork(
              cells[0],
              cells[1],
              Optional.of(cells[2]),
              OptionalDouble.of(Double.parseDouble(cells[3]) / 100),
              tags,
              layers));
    }
    return new Comparison(networks);
  }

  private static String[] fields(String line) {
    List<String> fields = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)").matcher(line);
    while (matcher.find()) {
      fields.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return fields.toArray(String[]::new);
  }

  /** The rows of a table of methods.md whose header begins so, cells trimmed. */
  static List<List<String>> table(String header) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(file("reference/methods.md"))) {
      if (line.startsWith(header)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        return rows;
      } else if (inside && !line.startsWith("|---")) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("\\|")) {
          cells.add(cell.strip());
        }
        rows.add(cells);
      }
    }
    return rows;
  }
}
