package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stratigraph.UnusableInputException;
import org.stratigraph.training.EpochRecord;

/**
 * {@code progress.json} in a run directory: how far the run is, told by the process that works on
 * it. The databases of a live run can be opened by nobody else; this file can be read by anybody at
 * any time. It is written at most twice a second, and one that cannot be written is left out.
 *
 * <p>Not thread-safe.
 */
public final class ProgressFile implements AutoCloseable {
  static final String NAME = "progress.json";

  private static final String FORMAT = "stratigraph.progress/1";
  private static final long MOST_BYTES = 4L << 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Optional<Path> file;
  private final String kind;
  private final String subject;
  private final LongSupplier nanos;
  private final Instant started = Instant.now();
  private final List<EpochRecord> epochs = new ArrayList<>();

  /** What was done before this process took over. */
  private final double before;

  private double share;
  private String doing = "";
  private long written;
  private boolean closed;

  private ProgressFile(
      Optional<Path> file, String kind, String subject, double before, LongSupplier nanos) {
    this.file = file;
    this.kind = kind;
    this.subject = subject;
    this.before = before;
    this.share = before;
    this.nanos = nanos;
    write(false);
  }

  /**
   * Begins to tell.
   *
   * @param run the run directory; without one nobody is told
   * @param kind see {@link Progress}
   * @param subject likewise
   */
  public static ProgressFile start(Optional<Path> run, String kind, String subject) {
    return start(run, kind, subject, System::nanoTime);
  }

  static ProgressFile start(Optional<Path> run, String kind, String subject, LongSupplier nanos) {
    double before =
        run.flatMap(ProgressFile::read).map(Progress::share).filter(Double::isFinite).orElse(0.0);
    return new ProgressFile(run.map(r -> r.resolve(NAME)), kind, subject, before, nanos);
  }

  /**
   * Tells how much of what was left at the start is done.
   *
   * @param done in any unit of cost
   * @param total all that is left, more than 0; may grow
   */
  public void work(double done, double total, String what) {
    share(before + (1 - before) * Math.min(1, done / total), what);
  }

  /** Tells how much of everything is done, in [0, 1]. */
  public void share(double of, String what) {
    share = Math.max(0, Math.min(1, of));
    doing = what;
    if (nanos.getAsLong() - written >= PAUSE.toNanos()) {
      write(false);
    }
  }

  /** Tells all epochs of a training that are done. */
  public void epochs(List<EpochRecord> done) {
    epochs.clear();
    epochs.addAll(done);
    write(false);
  }

  /** Tells that this process lets go of the run. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      write(true);
    }
  }

  private void write(boolean ended) {
    if (file.isEmpty()) {
      return;
    }
    written = nanos.getAsLong();
    ObjectNode json = new JsonMapper().createObjectNode().put("format", FORMAT);
    json.put("kind", kind).put("subject", subject).put("pid", ProcessHandle.current().pid());
    json.put("started", text(started)).put("updated", text(Instant.now()));
    JsonDocument.put(json, "share", share);
    json.put("doing", doing).put("ended", ended);
    ArrayNode rows = json.putArray("epochs");
    epochs.forEach(epoch -> rows.add(TrainingJson.row(epoch)));
    try {
      SmallFile.replace(file.get(), JsonDocument.text(json));
    } catch (IOException e) {
      // The run itself says what is wrong with its directory.
      return;
    }
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** What was told last of a run directory; empty if nothing was, or the file is damaged. */
  public static Optional<Progress> read(Path run) {
    Path file = run.resolve(NAME);
    return SmallFile.json(file, FORMAT, MOST_BYTES).flatMap(json -> progress(json, file));
  }

  private static Optional<Progress> progress(JsonNode json, Path file) {
    try {
      JsonRow row = new JsonRow(json, file);
      double share = row.number("share");
      return Optional.of(
          new Progress(
              json.path("kind").asText(),
              json.path("subject").asText(),
              json.path("pid").asLong(),
              Instant.parse(json.path("started").asText()),
              Instant.parse(json.path("updated").asText()),
              share >= 0 && share <= 1 ? share : Double.NaN,
              json.path("doing").asText(),
              json.path("ended").asBoolean(),
              row.rows("epochs").stream().map(TrainingJson::epoch).toList()));
    } catch (DateTimeException | IllegalArgumentException | UnusableInputException e) {
      return Optional.empty();
    }
  }
}
