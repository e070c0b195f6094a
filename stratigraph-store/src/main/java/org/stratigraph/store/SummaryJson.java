package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.Correlation;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.GroupMeans;
import org.stratigraph.comparison.Selection;

/**
 * The numbers of a comparison as JSON, format {@code stratigraph.summary/1}: {@code models}, {@code
 * layers}, {@code correlations}, {@code trial_sd}, {@code grand_mean}, {@code categories}, {@code
 * stages}, {@code operators}, {@code left_out} and {@code notes}. {@code model} and {@code layer}
 * are ids.
 *
 * <p>Fractions, never percent. What is not known is {@code null}: JSON has no NaN. Numbers have as
 * many digits as they need to be read back exactly; the same bytes in every locale.
 */
public final class SummaryJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final int LONGEST_KEY = 1_000;

  private SummaryJson() {}

  /**
   * Writes a summary.
   *
   * @param leftOut networks that are not in it
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(ComparisonSummary summary, List<Selection.LeftOut> leftOut, Path path) {
    JsonDocument.write(tree(summary, leftOut), path);
  }

  private static ObjectNode tree(ComparisonSummary summary, List<Selection.LeftOut> leftOut) {
    ObjectNode tree = NODES.objectNode().put("format", "stratigraph.summary/1");
    ArrayNode models = tree.putArray("models");
    summary.networks().forEach(row -> models.add(model(row)));
    ArrayNode layers = tree.putArray("layers");
    summary.layers().forEach(row -> layers.add(layer(row)));
    ArrayNode correlations = tree.putArray("correlations");
    summary.correlations().forEach(row -> correlations.add(correlation(row)));
    ObjectNode trialSd = tree.putObject("trial_sd");
    JsonDocument.put(trialSd, "mean", summary.trialSd().mean());
    JsonDocument.put(trialSd, "median", summary.trialSd().median());
    JsonDocument.put(trialSd, "max", summary.trialSd().max());
    JsonDocument.put(tree, "grand_mean", summary.grandMean());
    ArrayNode categories = tree.putArray("categories");
    summary.categories().forEach(row -> categories.add(category(row)));
    tree.set("stages", groups(summary.stages()));
    tree.set("operators", groups(summary.operators()));
    ArrayNode left = tree.putArray("left_out");
    for (Selection.LeftOut one : leftOut) {
      left.addObject().put("model", one.network().id()).put("reason", one.reason());
    }
    tree.set("notes", CriticalityJsonTree.strings(summary.notes()));
    return tree;
  }

  private static ObjectNode model(NetworkRow row) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("model", row.network().id())
            .put("name", row.network().name())
            .put("category", row.network().category().orElse(null));
    JsonDocument.put(node, "accuracy", row.network().accuracy().orElse(Double.NaN));
    node.put("layers", row.layers());
    JsonDocument.put(node, "criticality", row.criticality());
    JsonDocument.put(node, "sd_over_layers", row.sdOverLayers());
    JsonDocument.put(node, "trial_sd", row.trialSd());
    ObjectNode tags = node.putObject("tags");
    row.network().tags().forEach((tag, value) -> tags.put(key(tag), value));
    return node;
  }

  private static ObjectNode layer(LayerRow row) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("layer", row.role().layer())
            .put("label", row.role().label())
            .put("models", row.networks());
    JsonDocument.put(node, "criticality", row.criticality());
    JsonDocument.put(node, "sd_over_models", row.sdOverModels());
    JsonDocument.put(node, "min", row.min());
    JsonDocument.put(node, "max", row.max());
    return node;
  }

  private static ObjectNode correlation(Correlation row) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("excluding", row.excluding().orElse(null))
            .put("models", row.correlation().count());
    JsonDocument.put(node, "spearman", row.correlation().spearman());
    JsonDocument.put(node, "kendall", row.correlation().kendall());
    JsonDocument.put(node, "spearman_p", row.correlation().spearmanP());
    JsonDocument.put(node, "kendall_p", row.correlation().kendallP());
    row.reason().ifPresent(reason -> node.put("reason", reason));
    return node;
  }

  private static ObjectNode category(CategoryRow row) {
    ObjectNode node =
        NODES.objectNode().put("category", row.category()).put("models", row.networks());
    JsonDocument.put(node, "criticality", row.mean());
    JsonDocument.put(node, "min", row.lowest().map(NetworkRow::criticality).orElse(Double.NaN));
    node.put("min_model", row.lowest().map(lowest -> lowest.network().id()).orElse(null));
    JsonDocument.put(node, "max", row.highest().map(NetworkRow::criticality).orElse(Double.NaN));
    node.put("max_model", row.highest().map(highest -> highest.network().id()).orElse(null));
    return node;
  }

  private static ArrayNode groups(GroupMeans means) {
    ArrayNode rows = NODES.arrayNode();
    for (GroupMeans.Row row : means.rows()) {
      ObjectNode node =
          rows.addObject()
              .put("category", row.category().orElse(null))
              .put("models", row.networks());
      ObjectNode criticality = node.putObject("criticality");
      for (int i = 0; i < means.groups().size(); i++) {
        JsonDocument.put(criticality, key(means.groups().get(i)), row.means().get(i));
      }
    }
    return rows;
  }

  /** Readers of JSON take keys of limited length, so a huge one loses its middle. */
  private static String key(String name) {
    int half = LONGEST_KEY / 2;
    return name.length() <= LONGEST_KEY
        ? name
        : name.substring(0, half) + "..." + name.substring(name.length() - half);
  }
}
