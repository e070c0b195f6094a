package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;

/**
 * One run of a list. A database is opened only if no process works on the run and a file of it has
 * changed since the last time. Not thread-safe.
 */
final class RunLook {
  /** By which a directory is known to be a run. */
  private static final Set<String> MARKS =
      Set.of(
          RunFiles.DATABASE,
          ComparisonDatabase.NAME,
          TrainingFiles.IDENTITY,
          TuningDirectory.HISTORY,
          StudyDirectory.FILE);

  /** Files that change while others read, and say nothing of the results. */
  private static final Set<String> BESIDE =
      Set.of(ProgressFile.NAME, CommandFile.NAME, RunLock.FILE);

  /** A process on another machine that told nothing for this long is taken for ended. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final Path path;
  private final String name;
  private Map<String, List<Object>> stamp = Map.of();
  private RunContents found = RunContents.unknown(Kind.UNKNOWN);

  RunLook(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  static boolean isRun(Path folder) {
    return MARKS.stream()
        .anyMatch(mark -> Files.exists(folder.resolve(mark), LinkOption.NOFOLLOW_LINKS));
  }

  static boolean mayHoldRuns(Path folder) {
    return Files.exists(folder.resolve(StudyDirectory.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  /** The run as it is now; empty if it is no longer there. */
  Optional<ListedRun> now() {
    Map<String, List<Object>> files = new TreeMap<>();
    Instant changed = Instant.EPOCH;
    Optional<String> link = Optional.empty();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String file = String.valueOf(entry.getFileName());
        BasicFileAttributes attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
          link = Optional.of(file);
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        if (!file.endsWith(".new") && !file.endsWith(".log") && modified.isAfter(changed)) {
          changed = modified;
        }
        if (!BESIDE.contains(file) && !file.endsWith(".new") && !file.endsWith(".log")) {
          files.put(file, List.of(attributes.size(), attributes.lastModifiedTime()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Gone, or going: a file that vanished while it was listed is there no more the next time.
      return isRun(path) ? Optional.of(listed(Optional.empty(), false, changed)) : Optional.empty();
    }
    if (files.keySet().stream().noneMatch(MARKS::contains)) {
      return Optional.empty();
    }
    Optional<Progress> progress = ProgressFile.read(path);
    boolean live = isLive(progress);
    if (link.isPresent()) {
      found =
          RunContents.unknown(RunContents.kind(files.keySet()))
              .damaged(
                  "It holds a symbolic link, %s, and links are not followed."
                      .formatted(link.get()));
    } else if (!files.equals(stamp)) {
      found =
          live
              ? RunContents.whileOpen(path, files.keySet(), progress)
              : RunContents.of(path, files.keySet());
      // What a live process has open is looked at again when it has ended.
      stamp = live ? Map.of() : files;
    }
    return Optional.of(listed(progress, live, changed));
  }

  private ListedRun listed(Optional<Progress> progress, boolean live, Instant changed) {
    Status status =
        !found.damage().isEmpty()
            ? Status.DAMAGED
            : found.finished() && !live
                ? Status.FINISHED
                : live ? Status.RUNNING : Status.INTERRUPTED;
    // A live process knows best; of one that ended, the files do. A study has both in its file.
    Optional<Progress> told =
        progress.filter(
            p ->
                found.kind() != Kind.STUDY
                    && (status == Status.RUNNING
                        || (status == Status.INTERRUPTED && !Double.isFinite(found.share()))));
    double share = status == Status.FINISHED ? 1 : told.map(Progress::share).orElse(found.share());
    String doing = told.map(Progress::doing).orElse(found.doing());
    return new ListedRun(
        name,
        path,
        found.kind(),
        status,
        found.damage(),
        found.subject().isEmpty() ? progress.map(Progress::subject).orElse("") : found.subject(),
        share,
        doing,
        changed,
        progress.map(Progress::epochs).orElse(List.of()));
  }

  /** Whether a process works on the run, as far as can be told without touching the lock. */
  private boolean isLive(Optional<Progress> progress) {
    Optional<RunLock.Holder> holder = RunLock.lastHolder(path);
    if (holder.isEmpty()) {
      return false;
    }
    return holder.get().here()
        ? holder.get().isAlive()
        : progress
            .filter(p -> !p.ended() && p.updated().isAfter(Instant.now().minus(SILENCE)))
            .isPresent();
  }
}
