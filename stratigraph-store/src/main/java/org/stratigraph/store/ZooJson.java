package org.stratigraph.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.stratigraph.zoo.ZooNetwork;

/** Published networks as JSON, format {@code stratigraph.zoo/1}; what is not known is null. */
public final class ZooJson {
  private ZooJson() {}

  /** The document, with a line end. Accuracies are fractions. */
  public static String text(List<ZooNetwork> networks) {
    ObjectNode document = new JsonMapper().createObjectNode().put("format", "stratigraph.zoo/1");
    ArrayNode rows = document.putArray("networks");
    for (ZooNetwork network : networks) {
      ObjectNode row = rows.addObject();
      row.put("id", network.id()).put("name", network.name()).put("category", network.category());
      JsonDocument.put(row, "accuracy", network.accuracy().orElse(Double.NaN));
      network.tags().forEach(row.putObject("tags")::put);
      row.put("architecture", network.architecture());
      row.put("normalised", network.normalised());
      row.put("layout", network.layout().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      ArrayNode files = row.putArray("files");
      network
          .files()
          .forEach(
              file -> {
                ObjectNode entry = files.addObject();
                entry.put("name", file.name()).put("url", file.address().toString());
                entry.put("page", file.page().orElse(null));
                entry.put("sha256", file.sha256().orElse(null));
                if (file.size().isPresent()) {
                  entry.put("size", file.size().getAsLong());
                } else {
                  entry.putNull("size");
                }
              });
    }
    return JsonDocument.text(document);
  }
}
