package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.network.RunFolder;
import org.stratigraph.store.ListedRun.Kind;

/**
 * What the files of a run say of it.
 *
 * @param damage why it cannot be read; empty where it can
 * @param share how much of it is done; NaN where that is not known
 */
record RunContents(
    Kind kind, boolean finished, String damage, String subject, double share, String doing) {
  /** Of a run of which nothing but its kind is known. */
  static RunContents unknown(Kind kind) {
    return new RunContents(kind, false, "", "", Double.NaN, "");
  }

  RunContents damaged(String why) {
    return new RunContents(kind, false, why, subject, share, doing);
  }

  /** What can be said of a run whose database is open elsewhere. */
  static RunContents whileOpen(Path path, Set<String> files, Optional<Progress> progress) {
    Kind told =
        progress
            .filter(p -> p.kind().equals(Kind.LESION.label()))
            .map(p -> Kind.LESION)
            .orElse(Kind.CRITICALITY);
    Kind kind = kind(files);
    if (kind == Kind.UNKNOWN && files.contains(RunFiles.DATABASE)) {
      return unknown(told);
    }
    return kind == Kind.TRAINING || kind == Kind.STUDY ? of(path, files) : unknown(kind);
  }

  /** What a directory with these files is a run of. */
  static Kind kind(Set<String> files) {
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

  /**
   * Reads what there is to read.
   *
   * @param files the names of the files in the directory
   */
  static RunContents of(Path path, Set<String> files) {
    Kind kind = kind(files);
    RunContents none = unknown(kind);
    try {
      return switch (kind) {
        case STUDY -> study(path, none);
        case COMPARISON -> comparison(path, none);
        case TRAINING -> training(path);
        case AUTOTUNE -> tuning(none, files);
        default -> run(path);
      };
    } catch (UnusableInputException | UncheckedIOException e) {
      return none.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static RunContents run(Path path) {
    RunDirectory.Look look = RunDirectory.look(path);
    RunIdentity identity = look.identity();
    Kind kind =
        switch (identity.value("analysis").orElse("")) {
          case "criticality" -> Kind.CRITICALITY;
          case "lesion" -> Kind.LESION;
          default -> Kind.UNKNOWN;
        };
    return new RunContents(
        kind, look.finished(), "", identity.value("network").orElse(""), Double.NaN, "");
  }

  private static RunContents training(Path path) {
    RunFolder folder = new RunFolder(path);
    RunIdentity identity = TrainingDirectory.peek(path);
    String subject =
        identity.value("architecture or file").orElse("")
            + identity.value("method").map(method -> ", " + method).orElse("");
    if (folder.isComplete()) {
      return new RunContents(Kind.TRAINING, true, "", subject, 1, "");
    }
    int last = new TrainingFiles(folder).lastEpoch().orElse(0);
    Optional<Integer> epochs = identity.value("epochs").flatMap(RunContents::count);
    return new RunContents(
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

  private static RunContents tuning(RunContents none, Set<String> files) {
    return new RunContents(
        none.kind(), files.contains(TuningDirectory.NETWORK), "", "", Double.NaN, "");
  }

  private static RunContents comparison(Path path, RunContents none) {
    int networks = ComparisonDatabase.reading(path, ComparisonReading::ids).size();
    return new RunContents(none.kind(), true, "", "", Double.NaN, networks(networks));
  }

  private static String networks(int count) {
    return count == 1 ? "1 network" : count + " networks";
  }

  private static RunContents study(Path path, RunContents none) {
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
    return new RunContents(
        none.kind(),
        all > 0 && measured + failed == all,
        "",
        study.path("name").asText(),
        all == 0 ? Double.NaN : (double) measured / all,
        doing);
  }
}
