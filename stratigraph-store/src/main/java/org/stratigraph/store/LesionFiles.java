package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stratigraph.lesion.LesionResult;

/**
 * The result of a lesion study as files. Shares are fractions; what is not known is null in JSON
 * and empty in CSV.
 */
public final class LesionFiles {
  static final String FORMAT = "stratigraph.lesion/1";

  private LesionFiles() {}

  /**
   * Writes everything as JSON, format {@code stratigraph.lesion/1}; keys are the components of
   * {@link LesionResult} in snake case. {@code score} is the accuracy, or without labels the
   * agreement with the untouched network, as {@code protocol.score} says.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void writeJson(LesionResult result, Path file) {
    JsonDocument.write(tree(result), file);
  }

  /** What {@link #writeJson} writes. */
  static String text(LesionResult result) {
    return JsonDocument.text(tree(result));
  }

  /** Writes a row a draw as CSV; otherwise as {@link #writeJson}. */
  public static void writeCsv(LesionResult result, Path file) {
    CsvFile.write(draws(result), file);
  }

  /** A row a draw. */
  static Table draws(LesionResult result) {
    List<Table.Column> columns = new ArrayList<>();
    for (String name : List.of("model", "model_sha256", "data", "data_sha256", "group")) {
      columns.add(new Table.Column(name, "VARCHAR"));
    }
    columns.add(new Table.Column("removed", "INTEGER"));
    columns.add(new Table.Column("draw", "INTEGER"));
    columns.add(new Table.Column("blocks", "VARCHAR"));
    for (String name : List.of("score", "top1", "top5", "loss", "agreement", "cosine")) {
      columns.add(new Table.Column(name, "DOUBLE"));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (LesionResult.DrawResult draw : result.draws()) {
      LesionResult.Score score = draw.score();
      rows.add(
          Arrays.asList(
              result.model().name(),
              result.model().sha256(),
              result.data().source(),
              result.data().sha256(),
              draw.draw().group().label(),
              draw.draw().removed(),
              draw.draw().draw(),
              String.join(" ", draw.draw().blocks()),
              finite(result.score(score)),
              finite(score.top1()),
              finite(score.top5()),
              finite(score.loss()),
              finite(score.agreement()),
              finite(score.cosine())));
    }
    return new Table(columns, rows);
  }

  private static @Nullable Object finite(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }

  private static ObjectNode tree(LesionResult result) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", FORMAT);
    tree.set("model", CriticalityJsonTree.model(result.model()));
    tree.set("data", CriticalityJsonTree.data(result.data()));
    ObjectNode protocol = tree.putObject("protocol");
    protocol.put("draws", result.protocol().draws());
    protocol.put("most", result.protocol().most());
    protocol.put("seed", result.protocol().seed());
    protocol.put("score", result.scoresAccuracy() ? "accuracy" : "agreement");
    result
        .protocol()
        .conflicts()
        .ifPresentOrElse(
            how -> protocol.put("conflicts", how), () -> protocol.putNull("conflicts"));
    score(tree.putObject("original"), result, result.original());
    ArrayNode blocks = tree.putArray("blocks");
    for (LesionResult.BlockResult block : result.blocks()) {
      ObjectNode node = blocks.addObject();
      node.put("block", block.block());
      node.put("identity_shortcut", block.identityShortcut());
      node.set("layers", CriticalityJsonTree.strings(block.layers()));
      node.put("parameters", block.parameters());
      JsonDocument.put(node, "entropy", block.entropy().orElse(Double.NaN));
      block
          .conflicting()
          .ifPresentOrElse(
              conflicting -> node.put("conflicting", conflicting),
              () -> node.putNull("conflicting"));
      score(node, result, block.score());
      JsonDocument.put(
          node, "score_loss", result.score(result.original()) - result.score(block.score()));
    }
    ArrayNode curves = tree.putArray("curves");
    for (LesionResult.CurvePoint point : result.curves()) {
      ObjectNode node = curves.addObject();
      node.put("group", point.group().label());
      node.put("removed", point.removed());
      node.put("draws", point.draws());
      JsonDocument.put(node, "mean", point.mean());
      JsonDocument.put(node, "sd", point.sd());
      JsonDocument.put(node, "least", point.least());
      JsonDocument.put(node, "largest", point.largest());
    }
    ArrayNode draws = tree.putArray("draws");
    for (LesionResult.DrawResult draw : result.draws()) {
      ObjectNode node = draws.addObject();
      node.put("group", draw.draw().group().label());
      node.put("removed", draw.draw().removed());
      node.put("draw", draw.draw().draw());
      node.set("blocks", CriticalityJsonTree.strings(draw.draw().blocks()));
      score(node, result, draw.score());
    }
    ArrayNode skipped = tree.putArray("skipped");
    for (LesionResult.Skipped one : result.skipped()) {
      ObjectNode node = skipped.addObject();
      node.set("blocks", CriticalityJsonTree.strings(one.blocks()));
      node.put("reason", one.reason());
    }
    tree.set("notes", CriticalityJsonTree.strings(result.notes()));
    ObjectNode provenance = tree.putObject("provenance");
    result.provenance().forEach(provenance::put);
    return tree;
  }

  private static void score(ObjectNode node, LesionResult result, LesionResult.Score score) {
    JsonDocument.put(node, "score", result.score(score));
    JsonDocument.put(node, "top1", score.top1());
    JsonDocument.put(node, "top5", score.top5());
    JsonDocument.put(node, "loss", score.loss());
    JsonDocument.put(node, "agreement", score.agreement());
    JsonDocument.put(node, "cosine", score.cosine());
  }
}
