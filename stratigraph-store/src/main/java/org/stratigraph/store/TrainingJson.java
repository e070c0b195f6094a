package org.stratigraph.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.training.EpochRecord;

/**
 * A training as JSON, format {@code stratigraph.training/1}: {@code run} (the directory), {@code
 * identity} (what fixes its numbers), {@code information} (what else is known of it), and {@code
 * epochs}, one object an epoch, 0 for the initial weights, whose keys are the components of {@link
 * EpochRecord} in snake case. Fractions, never percent; null where there is no such figure.
 */
public final class TrainingJson {
  static final String FORMAT = "stratigraph.training/1";

  private TrainingJson() {}

  /**
   * Writes it; the file appears whole or not at all.
   *
   * @param run the run directory, as the user gave it
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(Path file, String run, RunIdentity identity, List<EpochRecord> epochs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("run", run);
    identity.fixed().forEach(json.putObject("identity")::put);
    identity.information().forEach(json.putObject("information")::put);
    ArrayNode rows = json.putArray("epochs");
    epochs.forEach(epoch -> rows.add(row(epoch)));
    JsonDocument.write(json, file);
  }

  /** One epoch. */
  static ObjectNode row(EpochRecord epoch) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("epoch", epoch.epoch()).put("phase", epoch.phase());
    JsonDocument.put(row, "loss", epoch.loss());
    JsonDocument.put(row, "accuracy", epoch.accuracy());
    JsonDocument.put(row, "test_loss", epoch.testLoss());
    JsonDocument.put(row, "test_accuracy", epoch.testAccuracy());
    JsonDocument.put(row, "learning_rate", epoch.learningRate());
    return row.put("images", epoch.images()).put("seconds", epoch.seconds());
  }

  /**
   * The epoch of a {@link #row}.
   *
   * @throws org.stratigraph.UnusableInputException if it is none
   */
  static EpochRecord epoch(JsonRow row) {
    return new EpochRecord(
        row.integer("epoch"),
        row.text("phase"),
        row.number("loss"),
        row.number("accuracy"),
        row.number("test_loss"),
        row.number("test_accuracy"),
        row.number("learning_rate"),
        row.integer("images"),
        row.number("seconds"));
  }
}
