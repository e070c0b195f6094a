package org.stratigraph.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.file.IoReason;
import org.stratigraph.tracking.RunNote;
import org.stratigraph.tracking.TrackedRun;
import org.stratigraph.tracking.TrackedRun.Metric;

/**
 * A finished result as TensorBoard reads it: a folder with one event file. Its scalars are the
 * metrics of the run, its texts {@code layers}, which layer is at which step, and {@code
 * parameters}.
 */
public final class TensorBoardFile {
  private static final String NAME = "events.out.tfevents.0.stratigraph";

  /** A text that is longer is cut; TensorBoard shows it in a small box. */
  private static final int LONGEST_TEXT = 100_000;

  private TensorBoardFile() {}

  /**
   * Writes a run, or replaces it.
   *
   * @param folder of this run alone; made with its parents if it is not there
   * @throws UnusableInputException if the folder cannot be made
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(TrackedRun run, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInputException(
          "--tensorboard: %s is not a folder. Choose another.".formatted(folder), e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "--tensorboard: the folder %s cannot be made (%s). Choose another."
              .formatted(folder, IoReason.of(e)),
          e);
    }
    AtomicFile.write(
        folder.resolve(NAME),
        aside -> {
          try (OutputStream out = Files.newOutputStream(aside)) {
            write(run, out);
          }
        });
  }

  private static void write(TrackedRun run, OutputStream out) throws IOException {
    out.write(TfRecords.encode(TfEvents.version()));
    TfEvents texts = TfEvents.summary();
    if (!run.layers().isEmpty()) {
      texts.text("layers", cut(RunNote.of(run)));
    }
    texts.text("parameters", cut(RunNote.parameters(run)));
    out.write(TfRecords.encode(texts.event(0)));
    Map<Integer, TfEvents> bySteps = new TreeMap<>();
    for (Metric metric : run.metrics()) {
      bySteps
          .computeIfAbsent(metric.step(), step -> TfEvents.summary())
          .number(metric.key(), metric.value());
    }
    for (Map.Entry<Integer, TfEvents> step : bySteps.entrySet()) {
      out.write(TfRecords.encode(step.getValue().event(step.getKey())));
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " ...";
  }
}
