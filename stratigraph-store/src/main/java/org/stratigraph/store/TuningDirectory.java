package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.autotune.TuningLog;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.file.IoReason;
import org.stratigraph.tensor.Tensor;

/**
 * A directory that keeps a tuning safe at any moment: {@code history.jsonl}, a line for what the
 * tuning is and a line for each event; {@code state-A-E.safetensors}, the training of attempt A
 * after epoch E, of the newest epoch and the one before; {@code run.lock}, which keeps a second
 * writer out; and what the caller adds.
 *
 * <p>One live writer. Not thread-safe.
 */
public final class TuningDirectory implements TuningLog, AutoCloseable {
  static final String HISTORY = "history.jsonl";

  /** The history as it was before it went back by an epoch. */
  private static final String ASIDE = "history-before.jsonl";

  /** The result, which the caller writes. */
  public static final String NETWORK = "network.onnx";

  private static final Pattern STATE = Pattern.compile("state-(\\d+)-(\\d+)\\.safetensors");

  private final Path path;
  private final RunLock lock;
  private final FileChannel history;
  private final List<TuningEvent> events;

  private TuningDirectory(Path path, RunLock lock, FileChannel history, List<TuningEvent> events) {
    this.path = path;
    this.lock = lock;
    this.history = history;
    this.events = new ArrayList<>(events);
  }

  /**
   * Creates a run directory, or continues the tuning in it.
   *
   * @param path a directory, or a link to one; created with its parents if it is not there
   * @param identity of the tuning
   * @throws UnusableInputException if the directory holds something else, which is then not
   *     touched, or a tuning of another identity (the message says in which parts), is in use, is
   *     damaged, or cannot be written to
   */
  public static TuningDirectory open(Path path, RunIdentity identity) {
    prepare(path);
    RunLock lock = RunLock.acquire(path);
    boolean done = false;
    try {
      Path file = path.resolve(HISTORY);
      if (!Files.exists(file)) {
        AtomicFile.write(
            file, aside -> Files.writeString(aside, TuningLines.head(identity) + "\n"));
      }
      byte[] bytes = Files.readAllBytes(file);
      // A process that is killed may leave half a line, which then did not happen.
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      List<String> lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
      List<TuningEvent> events = events(path, lines, identity);
      int kept = withState(path, events);
      if (kept < events.size()) {
        Files.copy(file, path.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
        events = events.subList(0, kept);
        // The first line is not an event.
        String begin = String.join("\n", lines.subList(0, kept + 1)) + "\n";
        whole = begin.getBytes(StandardCharsets.UTF_8).length;
      }
      FileChannel history = FileChannel.open(file, StandardOpenOption.WRITE);
      history.truncate(whole);
      history.position(whole);
      done = true;
      return new TuningDirectory(path, lock, history, events);
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot use the run directory %s: %s. Choose another --run."
              .formatted(path, IoReason.of(e)),
          e);
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /**
   * How many events there is a state for. Whoever found the newest state damaged, and moved it
   * away, goes on from the epoch before.
   */
  private static int withState(Path path, List<TuningEvent> events) {
    for (int last = events.size() - 1; last >= 0; last--) {
      TuningEvent event = events.get(last);
      if (event instanceof TuningEvent.Pruned || event instanceof TuningEvent.Started) {
        break;
      }
      if (event instanceof TuningEvent.Trained trained) {
        int epoch = trained.metrics().epoch();
        boolean missing = !Files.exists(file(path, event.attempt(), epoch));
        return missing && Files.exists(file(path, event.attempt(), epoch - 1))
            ? last
            : events.size();
      }
    }
    return events.size();
  }

  private static void prepare(Path path) {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInputException(
          "%s is not a directory. Choose another --run.".formatted(path), e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot create the run directory %s: %s. Choose another --run."
              .formatted(path, IoReason.of(e)),
          e);
    }
    if (Files.exists(path.resolve(HISTORY))) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !Set.of(RunLock.FILE).contains(name) && !name.endsWith(".tmp"))
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw new UnusableInputException(
                    ("The directory %s is not that of a tuning: it holds %s and no %s. Nothing in"
                            + " it was changed; choose another --run.")
                        .formatted(path, name, HISTORY));
              });
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot look into the run directory %s: %s.".formatted(path, IoReason.of(e)), e);
    }
  }

  private static List<TuningEvent> events(Path path, List<String> lines, RunIdentity identity) {
    List<TuningEvent> events = new ArrayList<>();
    int number = 1;
    try {
      identity.requireSame(path, TuningLines.head(lines.isEmpty() ? "" : lines.get(0)));
      for (String line : lines.subList(1, lines.size())) {
        number++;
        events.add(TuningLines.event(line));
      }
    } catch (TuningLines.BadLineException e) {
      throw new UnusableInputException(
          "%s is damaged: line %d %s. Choose another --run, or restore the file."
              .formatted(path.resolve(HISTORY), number, e.getMessage()),
          e);
    }
    return events;
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  @Override
  public List<TuningEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void record(TuningEvent event) {
    byte[] line = (TuningLines.of(event) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        history.write(bytes);
      }
      history.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
    events.add(event);
  }

  @Override
  public void keep(int attempt, int epoch, Map<String, Tensor> state) {
    SafetensorsFile.write(file(attempt, epoch), state);
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        Matcher matcher = STATE.matcher(String.valueOf(entry.getFileName()));
        if (matcher.matches() && !isRecent(matcher, attempt, epoch)) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static boolean isRecent(Matcher state, int attempt, int epoch) {
    return state.group(1).equals(Integer.toString(attempt))
        && (state.group(2).equals(Integer.toString(epoch))
            || state.group(2).equals(Integer.toString(epoch - 1)));
  }

  @Override
  public Map<String, Tensor> state(int attempt, int epoch) {
    try {
      return SafetensorsFile.read(file(attempt, epoch));
    } catch (UnusableInputException e) {
      if (!Files.exists(file(attempt, epoch - 1))) {
        throw e;
      }
      throw new UnusableInputException(
          "%s Nothing was changed; move that file out of the run directory to go on from the epoch before."
              .formatted(e.getMessage()),
          e);
    }
  }

  private Path file(int attempt, int epoch) {
    return file(path, attempt, epoch);
  }

  private static Path file(Path path, int attempt, int epoch) {
    return path.resolve("state-" + attempt + "-" + epoch + ".safetensors");
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        ("Cannot store into the run directory %s: %s. What was stored before is kept; give the same"
                + " command again to continue.")
            .formatted(path, IoReason.of(e)),
        e);
  }

  /** Lets go of the directory. Nothing is lost by ending without. */
  @Override
  public void close() {
    try {
      history.close();
    } catch (IOException e) {
      // Every line was forced to the disk when it was written.
    } finally {
      lock.close();
    }
  }
}
