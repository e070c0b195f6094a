package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.stratigraph.criticality.CriticalityResult;

/** A result as the tree of its JSON, keys in the order in which they are written. */
final class CriticalityJsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CriticalityJsonTree() {}

  static ObjectNode of(CriticalityResult result) {
    ObjectNode tree = NODES.objectNode();
    tree.put("format", CriticalityJsonReader.FORMAT);
    tree.set("model", model(result.model()));
    tree.set("data", data(result.data()));
    tree.set("protocol", protocol(result.protocol()));
    tree.set("original", original(result.original()));
    ArrayNode layers = tree.putArray("layers");
    result.layers().forEach(layer -> layers.add(layer(layer)));
    ArrayNode measurements = tree.putArray("measurements");
    result.measurements().forEach(trial -> measurements.add(trial(trial)));
    ArrayNode skipped = tree.putArray("skipped");
    for (CriticalityResult.SkippedLayer layer : result.skipped()) {
      skipped.addObject().put("layer", layer.layer()).put("reason", layer.reason());
    }
    tree.set("skipped_images", strings(result.skippedImages()));
    tree.set("notes", strings(result.notes()));
    ObjectNode provenance = tree.putObject("provenance");
    result.provenance().forEach(provenance::put);
    return tree;
  }

  static ObjectNode model(CriticalityResult.Model model) {
    return NODES
        .objectNode()
        .put("name", model.name())
        .put("source", model.source())
        .put("sha256", model.sha256())
        .put("parameters", model.parameters())
        .put("classes", model.classes());
  }

  static ObjectNode data(CriticalityResult.Data data) {
    return NODES
        .objectNode()
        .put("source", data.source())
        .put("images", data.images())
        .put("sha256", data.sha256())
        .put("labelled", data.labelled())
        .put("preprocessing", data.preprocessing());
  }

  private static ObjectNode protocol(CriticalityResult.Protocol protocol) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("name", protocol.name())
            .put("reset", protocol.reset())
            .put("trials", protocol.trials())
            .put("images", protocol.images());
    node.set("kinds", strings(protocol.kinds()));
    node.put("seed", protocol.seed());
    JsonDocument.put(node, "target_error", protocol.targetError());
    return node;
  }

  private static ObjectNode original(CriticalityResult.Original original) {
    ObjectNode node = NODES.objectNode();
    JsonDocument.put(node, "top1", original.top1());
    JsonDocument.put(node, "top5", original.top5());
    JsonDocument.put(node, "loss", original.loss());
    JsonDocument.put(node, "uniform_ceiling", original.uniformCeiling());
    JsonDocument.put(node, "mean_ceiling", original.meanCeiling());
    return node;
  }

  private static ObjectNode layer(CriticalityResult.LayerResult layer) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("layer", layer.layer())
            .put("kind", layer.kind())
            .put("depth", layer.depth())
            .put("parameters", layer.parameters());
    JsonDocument.put(node, "criticality", layer.criticality());
    JsonDocument.put(node, "trial_sd", layer.trialSd());
    JsonDocument.put(node, "standard_error", layer.standardError());
    if (Double.isFinite(layer.intervalLow()) && Double.isFinite(layer.intervalHigh())) {
      node.putArray("interval").add(layer.intervalLow()).add(layer.intervalHigh());
    } else {
      node.putNull("interval");
    }
    node.put("trials", layer.trials());
    node.put("images", layer.images());
    node.put("stopped", layer.stopped());
    JsonDocument.put(node, "of_uniform_ceiling", layer.ofUniformCeiling());
    JsonDocument.put(node, "of_mean_ceiling", layer.ofMeanCeiling());
    JsonDocument.put(node, "argmax_agreement", layer.argmaxAgreement());
    JsonDocument.put(node, "top1", layer.top1());
    JsonDocument.put(node, "accuracy_loss", layer.accuracyLoss());
    node.set("notes", strings(layer.notes()));
    return node;
  }

  private static ObjectNode trial(CriticalityResult.TrialResult trial) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("layer", trial.layer())
            .put("trial", trial.trial())
            .put("images", trial.images());
    JsonDocument.put(node, "cosine", trial.cosine());
    JsonDocument.put(node, "l1", trial.l1());
    JsonDocument.put(node, "l2", trial.l2());
    JsonDocument.put(node, "argmax_agreement", trial.argmaxAgreement());
    JsonDocument.put(node, "top1", trial.top1());
    JsonDocument.put(node, "top5", trial.top5());
    JsonDocument.put(node, "loss", trial.loss());
    return node;
  }

  static ArrayNode strings(List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
