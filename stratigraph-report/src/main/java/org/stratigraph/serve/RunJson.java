package org.stratigraph.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.Label;
import org.stratigraph.store.ListedRun;

/** Runs as the page's script takes them. Names are made fit to be shown; JSON has no NaN. */
final class RunJson {
  private RunJson() {}

  /** One row of the list. */
  static ObjectNode row(String id, ListedRun run, Actions actions) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", id).put("name", Label.full(run.name()));
    row.put("kind", run.kind().label()).put("status", run.status().label());
    row.put("reason", run.reason().isEmpty() ? "" : Label.prose(run.reason()));
    row.put("subject", run.subject().isEmpty() ? "" : Label.lastPart(run.subject(), 80));
    row.put("subjectFull", run.subject().isEmpty() ? "" : Label.full(run.subject()));
    put(row, "share", run.share());
    row.put("doing", run.doing().isEmpty() ? "" : Label.full(run.doing()));
    row.put("changed", run.changed().toEpochMilli());
    boolean starting = actions.isStarting(run) && run.status() == ListedRun.Status.INTERRUPTED;
    row.put("starting", starting);
    row.put("cancel", actions.canCancel(run));
    row.put("resume", !starting && actions.canResume(run));
    return row;
  }

  /** The layers of measured networks. */
  static ArrayNode networks(Comparison comparison) {
    ArrayNode networks = JsonNodeFactory.instance.arrayNode();
    for (MeasuredNetwork network : comparison.networks()) {
      ObjectNode node = networks.addObject().put("name", Label.full(network.name()));
      network.category().ifPresent(category -> node.put("category", Label.full(category)));
      network.accuracy().ifPresent(accuracy -> put(node, "accuracy", accuracy));
      ArrayNode layers = node.putArray("layers");
      for (MeasuredLayer layer : network.layers()) {
        ObjectNode row = layers.addObject().put("layer", Label.full(layer.layer()));
        row.put("kind", layer.kind());
        put(row, "criticality", layer.criticality());
        put(row, "low", layer.intervalLow());
        put(row, "high", layer.intervalHigh());
        put(row, "sd", layer.trialSd());
        row.put("trials", layer.trials().size());
      }
    }
    return networks;
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
