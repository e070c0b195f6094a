package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.prune.PruneReport;
import org.stratigraph.prune.PruneResult;
import org.stratigraph.prune.Scores;

/** What was pruned, as JSON of the format {@code stratigraph.prune/1}. Shares are fractions. */
public final class PruneFile {
  private PruneFile() {}

  /**
   * Writes everything.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(PruneReport report, Path file) {
    PruneResult result = report.result();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", "stratigraph.prune/1");
    tree.set("model", CriticalityJsonTree.model(report.model()));
    tree.set("data", CriticalityJsonTree.data(report.data()));
    ObjectNode protocol = tree.putObject("protocol");
    protocol.put("max_drop", report.maxDrop());
    protocol.put("by", report.criterion().label());
    protocol.put("score", result.labelled() ? "accuracy" : "agreement");
    protocol.put("selection_images", result.before().selection().images());
    protocol.put("verification_images", result.before().verification().images());
    protocol.put("seed", report.seed());
    size(tree.putObject("before"), report.before(), result.before());
    size(tree.putObject("after"), report.after(), result.after());
    tree.put("file", report.file());
    ArrayNode removed = tree.putArray("removed");
    for (PruneResult.Step step : result.steps()) {
      ObjectNode node = part(removed, step.part());
      JsonDocument.put(node, "drop_alone", step.alone());
      JsonDocument.put(node, "criticality", step.criticality());
      node.put("conflicting", step.conflicting());
      scores(node, step.after());
    }
    ArrayNode kept = tree.putArray("kept");
    for (PruneResult.Kept one : result.kept()) {
      ObjectNode node = part(kept, one.part());
      JsonDocument.put(node, "drop_alone", one.alone());
      node.put("reason", one.reason());
    }
    tree.set("notes", CriticalityJsonTree.strings(report.notes()));
    ObjectNode provenance = tree.putObject("provenance");
    report.provenance().forEach(provenance::put);
    JsonDocument.write(tree, file);
  }

  private static ObjectNode part(ArrayNode array, Removable part) {
    ObjectNode node = array.addObject();
    node.put("part", part.name());
    node.put("kind", part instanceof ResidualBlock ? "block" : "layer");
    node.set(
        "layers", CriticalityJsonTree.strings(part.layers().stream().map(Layer::name).toList()));
    return node;
  }

  private static void size(ObjectNode node, PruneReport.Size size, Scores scores) {
    scores(node, scores);
    node.put("parameters", size.parameters());
    node.put("multiply_adds", size.multiplyAdds());
    node.put("bytes", size.bytes());
    JsonDocument.put(node, "seconds_per_image", size.secondsPerImage());
  }

  private static void scores(ObjectNode node, Scores scores) {
    JsonDocument.put(node, "score", scores.all().share());
    JsonDocument.put(node, "selection_score", scores.selection().share());
    JsonDocument.put(node, "verification_score", scores.verification().share());
  }
}
