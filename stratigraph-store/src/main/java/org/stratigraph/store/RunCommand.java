package org.stratigraph.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The command that works, or worked last, on a run directory, as {@code command.json} in it says.
 *
 * @param arguments of the program, the command's name first
 * @param folder where it was given; relative paths among the arguments are meant from there
 * @param pid of its process
 * @param started when that process began; empty where the system does not tell
 * @param own whether it is proven that this user's own program wrote it down, for this directory.
 *     Otherwise it is data like any other: to be shown, never to be acted on
 */
public record RunCommand(
    List<String> arguments, Path folder, long pid, Optional<Instant> started, boolean own) {
  /** How far two processes may be apart on when a third began. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public RunCommand {
    arguments = List.copyOf(arguments);
  }

  /**
   * The process, if it still runs and the command is {@link #own}. A process that got the same
   * number later is not it.
   */
  public Optional<ProcessHandle> process() {
    return own && started.isPresent()
        ? ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame)
        : Optional.empty();
  }

  private boolean isSame(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .flatMap(now -> started.map(then -> Duration.between(then, now).abs()))
        .map(apart -> apart.compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }
}
