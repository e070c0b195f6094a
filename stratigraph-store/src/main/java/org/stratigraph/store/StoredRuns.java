package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.file.IoReason;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.lesion.LesionResult;
import org.stratigraph.network.RunFolder;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * What earlier commands left behind, each as its JSON file or its run directory, for reading only.
 * Nothing is locked or changed.
 */
public final class StoredRuns {
  /** More events than any tuning has. */
  private static final long MOST_HISTORY_BYTES = 1L << 28;

  private StoredRuns() {}

  /** What to call a run: the name of its directory, or of its JSON file without the ending. */
  public static String name(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString().replaceFirst("(?i)\\.json$", "");
  }

  /**
   * Weight changes: a file of {@link WeightChangeJson}, or a training's run directory, which holds
   * one.
   *
   * @throws UnusableInputException if there is none, or it is damaged
   */
  public static WeightChangeResult weightChange(Path path) {
    return WeightChangeJson.read(within(path, new RunFolder(path).weightChange()));
  }

  /**
   * Conflicting layers by checkpoint: a file of {@link ConflictsJson}, or a training's run
   * directory, which holds one.
   *
   * @throws UnusableInputException if there is none, or it is damaged
   */
  public static List<ConflictResult.Checkpoint> conflicts(Path path) {
    return ConflictsJson.checkpoints(within(path, new RunFolder(path).conflicts()));
  }

  /** The path itself, or a file that a directory should hold. */
  private static Path within(Path path, Path file) {
    if (!Files.isDirectory(path)) {
      return existing(path);
    }
    if (!Files.isRegularFile(file)) {
      throw new UnusableInputException(
          "%s holds no %s. Give the JSON file of the command, or the directory of a training that watched itself."
              .formatted(path, file.getFileName()));
    }
    return file;
  }

  private static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new UnusableInputException("%s does not exist.".formatted(file));
    }
    return file;
  }

  /**
   * The epochs of a training: its run directory, also while it goes on, or a file of {@link
   * TrainingJson}.
   *
   * @throws UnusableInputException if it is neither, in use or damaged
   */
  public static List<EpochRecord> training(Path path) {
    if (!Files.isDirectory(path)) {
      return JsonRow.read(existing(path), TrainingJson.FORMAT).rows("epochs").stream()
          .map(TrainingJson::epoch)
          .toList();
    }
    Path database = new TrainingFiles(new RunFolder(path)).metrics();
    if (!Files.isRegularFile(database)) {
      throw new UnusableInputException(
          "%s is not the run directory of a training: it holds no %s."
              .formatted(path, database.getFileName()));
    }
    return EpochTable.read(path, database);
  }

  /** Whether a run directory of a training holds {@link #training epochs}. */
  public static boolean hasEpochs(Path run) {
    return Files.isRegularFile(new TrainingFiles(new RunFolder(run)).metrics());
  }

  /**
   * The events of an auto-tuning: its run directory, also while it goes on, or a file of {@link
   * AutoTuneJson}.
   *
   * @throws UnusableInputException if it is neither, or damaged
   */
  public static List<TuningEvent> tuning(Path path) {
    List<TuningEvent> events = new ArrayList<>();
    int number = 0;
    try {
      if (!Files.isDirectory(path)) {
        for (JsonRow row : JsonRow.read(existing(path), AutoTuneJson.FORMAT).rows("history")) {
          number++;
          events.add(TuningLines.event(row.node().toString()));
        }
        return events;
      }
      for (String line : history(path)) {
        number++;
        if (number == 1) {
          TuningLines.head(line);
        } else {
          events.add(TuningLines.event(line));
        }
      }
      return events;
    } catch (TuningLines.BadLineException e) {
      throw new UnusableInputException(
          "%s is damaged: event %d of its history %s."
              .formatted(path, Math.max(1, number), e.getMessage()),
          e);
    }
  }

  /** The whole lines of a history; a process that was killed may have left half a line. */
  private static List<String> history(Path directory) {
    Path file = directory.resolve(TuningDirectory.HISTORY);
    try {
      if (!Files.isRegularFile(file)) {
        throw new UnusableInputException(
            "%s is not the run directory of a tuning: it holds no %s."
                .formatted(directory, TuningDirectory.HISTORY));
      }
      if (Files.size(file) > MOST_HISTORY_BYTES) {
        throw new UnusableInputException(
            "%s has %d bytes; at most %d are read."
                .formatted(file, Files.size(file), MOST_HISTORY_BYTES));
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(file, IoReason.of(e)), e);
    }
  }

  /**
   * Whether a directory holds the finished run of a lesion study.
   *
   * @throws UnusableInputException if it holds a run that is not finished, in use or damaged
   */
  public static boolean isLesion(Path directory) {
    return RunFiles.isRun(directory)
        && JsonRow.format(RunDirectory.readDocument(directory), directory)
            .equals(LesionFiles.FORMAT);
  }

  /** Whether a directory holds an auto-tuning, whole or growing. */
  public static boolean isTuning(Path directory) {
    return Files.isRegularFile(directory.resolve(TuningDirectory.HISTORY));
  }

  /**
   * The curves of a lesion study: the directory of a finished run, or a file of {@link
   * LesionFiles}.
   *
   * @throws UnusableInputException if it is neither, not finished, in use or damaged
   */
  public static LesionCurves lesion(Path path) {
    if (Files.isDirectory(path) && !RunFiles.isRun(path)) {
      throw new UnusableInputException(
          "%s is a folder. Give the file that lesion --json wrote, or its finished run directory."
              .formatted(path));
    }
    JsonRow root =
        Files.isDirectory(path)
            ? JsonRow.parse(RunDirectory.readDocument(path), path, LesionFiles.FORMAT)
            : JsonRow.read(existing(path), LesionFiles.FORMAT);
    List<LesionResult.CurvePoint> points = new ArrayList<>();
    for (JsonRow row : root.rows("curves")) {
      points.add(
          new LesionResult.CurvePoint(
              group(row),
              row.integer("removed"),
              row.integer("draws"),
              row.number("mean"),
              row.number("sd"),
              row.number("least"),
              row.number("largest")));
    }
    JsonRow original = new JsonRow(member(root, "original"), path);
    JsonRow protocol = new JsonRow(member(root, "protocol"), path);
    String score = protocol.text("score");
    if (!score.equals("accuracy") && !score.equals("agreement")) {
      throw protocol.wrong("score", "accuracy or agreement");
    }
    List<LesionCurves.Block> blocks = new ArrayList<>();
    for (JsonRow row : root.node().has("blocks") ? root.rows("blocks") : List.<JsonRow>of()) {
      blocks.add(
          new LesionCurves.Block(
              row.text("block"),
              row.longInteger("parameters"),
              row.number("entropy"),
              row.number("score")));
    }
    return new LesionCurves(points, blocks, original.number("score"), score);
  }

  private static JsonNode member(JsonRow root, String key) {
    JsonNode node = root.node().path(key);
    if (!node.isObject()) {
      throw root.wrong(key, "an object");
    }
    return node;
  }

  private static LesionGroup group(JsonRow row) {
    return Labelled.find(LesionGroup.class, row.text("group"))
        .orElseThrow(() -> row.wrong("group", "conflicting, others or all"));
  }
}
