package org.stratigraph.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.ResultDifferences;
import org.stratigraph.criticality.ResultDifferences.LayerDifference;

/**
 * Writes how far a run and its repetition are apart: {@code format} ({@code
 * stratigraph.reproduction/1}), {@code run}, {@code model} and {@code data} (SHA-256 of each, which
 * both have), {@code tolerance}, {@code same_bits}, {@code within_tolerance}, {@code untouched}, a
 * row a layer, and the provenance of both. Fractions; null where there is nothing to compare.
 */
public final class ReproductionJson {
  private ReproductionJson() {}

  /**
   * Writes the file.
   *
   * @param run the directory, as the user gave it
   * @throws org.stratigraph.UnusableInputException if the folder is not there
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(
      ResultDifferences differences,
      String run,
      CriticalityResult then,
      CriticalityResult now,
      Path file) {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("format", "stratigraph.reproduction/1").put("run", run);
    json.putObject("model").put("name", now.model().name()).put("sha256", now.model().sha256());
    json.putObject("data").put("images", now.data().images()).put("sha256", now.data().sha256());
    json.put("tolerance", differences.tolerance());
    json.put("same_bits", differences.sameBits());
    json.put("within_tolerance", differences.within());
    JsonDocument.put(json, "untouched", differences.untouched());
    ArrayNode layers = json.putArray("layers");
    differences.layers().forEach(layer -> add(layers.addObject(), layer));
    ObjectNode provenance = json.putObject("provenance");
    then.provenance().forEach(provenance.putObject("then")::put);
    now.provenance().forEach(provenance.putObject("now")::put);
    JsonDocument.write(json, file);
  }

  private static void add(ObjectNode row, LayerDifference layer) {
    row.put("layer", layer.layer());
    JsonDocument.put(row, "then", layer.then());
    JsonDocument.put(row, "now", layer.now());
    JsonDocument.put(row, "difference", layer.difference());
    row.put("trials_then", layer.trialsThen()).put("trials_now", layer.trialsNow());
    ObjectNode largest = row.putObject("largest");
    layer.largest().forEach((measure, value) -> JsonDocument.put(largest, measure, value));
    row.put("same_bits", layer.sameBits()).put("within_tolerance", layer.within());
  }
}
