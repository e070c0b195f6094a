package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stratigraph.autotune.TuningEvent;

/**
 * A finished tuning as JSON, format {@code stratigraph.autotune/1}: {@code before} and {@code
 * after} are the tests of the first and the last network (the same one if nothing was removed),
 * {@code blocks} the numbers of blocks of both, {@code removals} each removal, {@code history} all
 * events.
 */
public final class AutoTuneJson {
  static final String FORMAT = "stratigraph.autotune/1";

  private AutoTuneJson() {}

  /**
   * Writes a result.
   *
   * @param settings what it rests on, in the order in which it is to be shown
   * @param events of a tuning that has finished
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(
      Map<String, String> settings,
      List<TuningEvent> events,
      List<String> notes,
      Map<String, String> provenance,
      Path path) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    ObjectNode shown = root.putObject("settings");
    settings.forEach(shown::put);
    ArrayNode history = JsonNodeFactory.instance.arrayNode();
    ArrayNode removals = JsonNodeFactory.instance.arrayNode();
    ObjectNode blocks = root.putObject("blocks");
    for (TuningEvent event : events) {
      ObjectNode tree = TuningLines.tree(event);
      history.add(tree);
      if (event instanceof TuningEvent.Pruned) {
        removals.add(tree);
      } else if (event instanceof TuningEvent.Tested) {
        if (!root.has("before")) {
          root.set("before", tree);
        }
        root.set("after", tree);
      } else if (event instanceof TuningEvent.Started) {
        if (!blocks.has("before")) {
          blocks.set("before", tree.get("blocks"));
        }
        blocks.set("after", tree.get("blocks"));
      }
    }
    root.set("removals", removals);
    root.set("history", history);
    ArrayNode sentences = root.putArray("notes");
    notes.forEach(sentences::add);
    ObjectNode from = root.putObject("provenance");
    provenance.forEach(from::put);
    JsonDocument.write(root, path);
  }
}
