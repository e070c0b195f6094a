package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/**
 * The one writer of a run directory. The operating system holds the lock and drops it with the
 * process, so a killed run leaves nothing that could block the next one; the text in the file only
 * serves the message.
 */
final class RunLock implements AutoCloseable {
  static final String FILE = "run.lock";

  /** Far behind the text: on Windows a locked range cannot be read by others. */
  private static final long POSITION = Long.MAX_VALUE - 1;

  /**
   * Directories locked by this process. POSIX drops a process's locks on a file when it closes any
   * descriptor of that file, so a second look from within must not open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private RunLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks a run directory.
   *
   * @param directory an existing directory
   * @throws UnusableInputException if another run holds it, or it cannot be written to
   */
  static RunLock acquire(Path directory) {
    Path key = key(directory);
    if (!HELD.add(key)) {
      throw inUse(directory, "this process");
    }
    @Nullable FileChannel channel = null;
    boolean done = false;
    try {
      channel =
          FileChannel.open(
              key.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        throw inUse(directory, holder(channel));
      }
      String text =
          "pid %d on %s since %s%n"
              .formatted(
                  ProcessHandle.current().pid(),
                  host(),
                  Instant.now().truncatedTo(ChronoUnit.SECONDS));
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      done = true;
      return new RunLock(key, channel);
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot write to the run directory %s: %s. Choose another --run."
              .formatted(directory, IoReason.of(e)),
          e);
    } finally {
      if (!done) {
        closeQuietly(channel);
        HELD.remove(key);
      }
    }
  }

  /** Whether this process holds the directory. */
  static boolean isHeldHere(Path directory) {
    return HELD.contains(key(directory));
  }

  /**
   * Who held a directory last, as its lock says; not whether it still does. To try the lock would
   * keep out a run that begins at that moment.
   *
   * @param pid of the process
   * @param here whether it ran on this machine
   * @param since when it has, or had, the directory
   */
  record Holder(long pid, boolean here, Instant since) {
    /** The file has whole seconds, and systems round the start of a process. */
    private static final long TOLERANCE_SECONDS = 3;

    /** Whether the process runs on this machine; one that got its number later is another one. */
    boolean isAlive() {
      return here
          && ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .map(process -> process.info().startInstant().orElse(since))
              .map(start -> !start.isAfter(since.plusSeconds(TOLERANCE_SECONDS)))
              .orElse(false);
    }
  }

  private static final Pattern HOLDER =
      Pattern.compile("pid (\\d{1,18}) on (.{1,100}) since ([0-9TZ:.-]{1,40})\\s*");

  /** Who held a directory last; empty if nobody did, or the file is damaged. */
  static Optional<Holder> lastHolder(Path directory) {
    if (HELD.contains(key(directory))) {
      // Not opened: see above.
      return Optional.of(new Holder(ProcessHandle.current().pid(), true, Instant.now()));
    }
    Matcher text = HOLDER.matcher(SmallFile.text(directory.resolve(FILE), 200).orElse(""));
    if (!text.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Holder(
              Long.parseLong(text.group(1)),
              text.group(2).equals(host()),
              Instant.parse(text.group(3))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static UnusableInputException inUse(Path directory, String holder) {
    return new UnusableInputException(
        ("The run directory %s is in use by another run (%s). Wait for it to end or choose "
                + "another --run.")
            .formatted(directory, holder));
  }

  private static Path key(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find the run directory " + directory, e);
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(200);
    channel.read(text, 0);
    String holder =
        new String(text.array(), 0, text.position(), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", " ")
            .strip();
    return holder.isEmpty() ? "unknown" : holder;
  }

  /** Not by InetAddress, which asks the network and may wait for it. */
  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      Map<String, String> variables = System.getenv();
      return variables.getOrDefault(
          "HOSTNAME", variables.getOrDefault("COMPUTERNAME", "an unnamed machine"));
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written that could be lost, and the cause is already on its way.
      }
    }
  }

  /** Lets go; the text then names nobody, so that who does not try the lock knows it too. */
  @Override
  public void close() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      // The process that it names will soon be gone.
    }
    closeQuietly(channel);
    HELD.remove(key);
  }
}
