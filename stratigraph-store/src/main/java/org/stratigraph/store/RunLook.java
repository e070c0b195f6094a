package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.stratigraph.UnusableInputException;
import org.stratigraph.network.RunFolder;
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
  private Found found = new Found(Kind.UNKNOWN, false, "", "", Double.NaN, "");

  RunLook(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  /** What the files say; a damage is empty where there is none. */
  private record Found(
      Kind kind, boolean finished, String damage, String subject, double share, String doing) {
    Found damaged(String why) {
      return new Found(kind, false, why, subject, share, doing);
    }
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
          new Found(kind(files.keySet()), false, "", "", Double.NaN, "")
              .damaged(
                  "It holds a symbolic link, %s, and links are not followed."
                      .formatted(link.get()));
    } else if (!files.equals(stamp)) {
      found = live ? found(files.keySet(), progress) : find(files.keySet());
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

  /** What can be said of a run whose database is open elsewhere. */
  private Found found(Set<String> files, Optional<Progress> progress) {
    Kind told =
        progress
            .filter(p -> p.kind().equals(Kind.LESION.label()))
            .map(p -> Kind.LESION)
            .orElse(Kind.CRITICALITY);
    Kind kind = kind(files);
    if (kind == Kind.UNKNOWN && files.contains(RunFiles.DATABASE)) {
      return new Found(told, false, "", "", Double.NaN, "");
    }
    return kind == Kind.TRAINING || kind == Kind.STUDY
        ? find(files)
        : new Found(kind, false, "", "", Double.NaN, "");
  }

  private static Kind kind(Set<String> files) {
    if (files.contains(StudyDirectory.FILE)) {
      return Kind.STUDY;
    }
    if (files.contains(ComparisonDatabase.NAME)) {
      return Kind.COMPARISON;
    }
    if (files.contains(TrainingFiles.IDENTITY)) {
      return Kind.TRAINING;
    }
    return files.contains(TuningDirectory.HISTORY) ? Kind.AUTOTUNE : Kind.UNKNOWN;
  }

  private Found find(Set<String> files) {
    Kind kind = kind(files);
    Found none = new Found(kind, false, "", "", Double.NaN, "");
    try {
      return switch (kind) {
        case STUDY -> study(none);
        case COMPARISON -> comparison(none);
        case TRAINING -> training();
        case AUTOTUNE -> tuning(none, files);
        default -> run();
      };
    } catch (UnusableInputException | UncheckedIOException e) {
      return none.damaged(String.valueOf(e.getMessage()));
    }
  }

  private Found run() {
    RunDirectory.Look look = RunDirectory.look(path);
    RunIdentity identity = look.identity();
    Kind kind =
        switch (identity.value("analysis").orElse("")) {
          case "criticality" -> Kind.CRITICALITY;
          case "lesion" -> Kind.LESION;
          default -> Kind.UNKNOWN;
        };
    return new Found(
        kind, look.finished(), "", identity.value("network").orElse(""), Double.NaN, "");
  }

  private Found training() {
    RunFolder folder = new RunFolder(path);
    RunIdentity identity = TrainingDirectory.peek(path);
    String subject =
        identity.value("architecture or file").orElse("")
            + identity.value("method").map(method -> ", " + method).orElse("");
    if (folder.isComplete()) {
      return new Found(Kind.TRAINING, true, "", subject, 1, "");
    }
    int last = new TrainingFiles(folder).lastEpoch().orElse(0);
    Optional<Integer> epochs = identity.value("epochs").flatMap(RunLook::count);
    return new Found(
        Kind.TRAINING,
        false,
        "",
        subject,
        epochs.map(all -> Math.min(1.0, (double) last / all)).orElse(Double.NaN),
        epochs.map(all -> "epoch %d of %d".formatted(last, all)).orElse(""));
  }

  private static Optional<Integer> count(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(count -> count > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Found tuning(Found none, Set<String> files) {
    return new Found(none.kind(), files.contains(TuningDirectory.NETWORK), "", "", Double.NaN, "");
  }

  private Found comparison(Found none) {
    int networks = ComparisonDatabase.reading(path, ComparisonReading::ids).size();
    return new Found(none.kind(), true, "", "", Double.NaN, networks(networks));
  }

  private static String networks(int count) {
    return count == 1 ? "1 network" : count + " networks";
  }

  private Found study(Found none) {
    Path file = path.resolve(StudyDirectory.FILE);
    JsonNode study =
        SmallFile.json(file, StudyDirectory.FORMAT, StudyDirectory.MOST_BYTES)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "%s is damaged, or of another version.".formatted(file)));
    int all = 0;
    int measured = 0;
    int failed = 0;
    for (JsonNode network : study.path("networks")) {
      all++;
      measured += network.path("status").asText().equals("measured") ? 1 : 0;
      failed += network.path("status").asText().equals("failed") ? 1 : 0;
    }
    String doing =
        "%d of %s".formatted(measured, networks(all))
            + (failed > 0 ? ", %d failed".formatted(failed) : "");
    return new Found(
        none.kind(),
        all > 0 && measured + failed == all,
        "",
        study.path("name").asText(),
        all == 0 ? Double.NaN : (double) measured / all,
        doing);
  }
}
