package org.stratigraph.store;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.training.EpochRecord;

/**
 * A training as JSON, format {@code stratigraph.training/1}: {@code run} (the directory), {@code
 * identity} (what fixes its numbers), {@code information} (what else is known of it), and {@code
 * epochs}, one object an epoch, 0 for the initial weights, whose keys are the components of {@link
 * EpochRecord} in snake case. Fractions, never percent; null where there is no such figure.
 */
public final class TrainingJson {
  private static final JsonMapper MAPPER = new JsonMapper();

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
    ObjectNode json = MAPPER.createObjectNode().put("format", "stratigraph.training/1");
    json.put("run", run);
    identity.fixed().forEach(json.putObject("identity")::put);
    identity.information().forEach(json.putObject("information")::put);
    ArrayNode rows = json.putArray("epochs");
    for (EpochRecord epoch : epochs) {
      ObjectNode row = rows.addObject();
      row.put("epoch", epoch.epoch()).put("phase", epoch.phase());
      put(row, "loss", epoch.loss());
      put(row, "accuracy", epoch.accuracy());
      put(row, "test_loss", epoch.testLoss());
      put(row, "test_accuracy", epoch.testAccuracy());
      put(row, "learning_rate", epoch.learningRate());
      row.put("images", epoch.images()).put("seconds", epoch.seconds());
    }
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    AtomicFile.write(
        file,
        aside ->
            Files.writeString(
                aside,
                MAPPER.writer(printer).writeValueAsString(json) + "\n",
                StandardCharsets.UTF_8));
  }

  private static void put(ObjectNode row, String key, double value) {
    if (Double.isFinite(value)) {
      row.put(key, value);
    } else {
      row.putNull(key);
    }
  }
}
