package org.stratigraph.cli;

import static org.stratigraph.store.StoredRuns.name;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.IoReason;
import org.stratigraph.network.RunFolder;
import org.stratigraph.report.ReportContent.Lesion;
import org.stratigraph.report.ReportContent.Training;
import org.stratigraph.report.ReportContent.Tuning;
import org.stratigraph.store.ComparisonDirectory;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.CriticalityJson;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.StoredRuns;

/**
 * What a report is made of.
 *
 * @param comparison the measured networks; may be none
 * @param single the result, if the only run is one of a single network
 * @param trainings in the order of the runs
 * @param lesions in the order of the runs
 * @param tunings likewise
 * @param folders run directories of trainings, which are networks too
 */
record ReportRuns(
    Comparison comparison,
    Optional<CriticalityResult> single,
    List<Training> trainings,
    List<Lesion> lesions,
    List<Tuning> tunings,
    List<Path> folders) {
  /** Where a study keeps its trainings. */
  private static final String TRAINED = "trained";

  /**
   * Reads runs.
   *
   * @throws UnusableInputException if one is missing, damaged, unfinished, empty or of no known
   *     kind
   */
  static ReportRuns read(List<Path> runs) {
    List<Path> measured = new ArrayList<>();
    List<Training> trainings = new ArrayList<>();
    List<Lesion> lesions = new ArrayList<>();
    List<Tuning> tunings = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (Path run : runs) {
      if (!Files.isDirectory(run)) {
        addFile(run, measured, trainings, lesions, tunings);
      } else if (StoredRuns.isTuning(run)) {
        tunings.add(new Tuning(name(run), StoredRuns.tuning(run)));
      } else if (StoredRuns.isLesion(run)) {
        lesions.add(new Lesion(name(run), StoredRuns.lesion(run)));
      } else if (RunFolder.isOne(run)) {
        folders.add(run);
      } else {
        measured.add(run);
        if (ComparisonDirectory.isOne(run)) {
          folders.addAll(trained(run));
        }
      }
    }
    for (Path folder : folders) {
      training(folder).ifPresent(trainings::add);
    }
    Comparison comparison =
        measured.isEmpty() ? new Comparison(List.of()) : Comparisons.read(measured);
    if (comparison.networks().isEmpty()
        && trainings.isEmpty()
        && lesions.isEmpty()
        && tunings.stream().allMatch(tuning -> tuning.events().isEmpty())) {
      throw new UnusableInputException(
          "%s holds nothing to report yet: no epoch was trained and no network measured."
              .formatted(runs.get(0)));
    }
    boolean alone = runs.size() == 1 && measured.size() == 1;
    return new ReportRuns(
        comparison,
        alone ? single(measured.get(0)) : Optional.empty(),
        trainings,
        lesions,
        tunings,
        folders);
  }

  private static Optional<CriticalityResult> single(Path run) {
    if (!Files.isDirectory(run)) {
      return Optional.of(CriticalityJson.read(run));
    }
    return ComparisonDirectory.isOne(run)
        ? Optional.empty()
        : Optional.of(RunDirectory.readResult(run));
  }

  private static void addFile(
      Path file,
      List<Path> measured,
      List<Training> trainings,
      List<Lesion> lesions,
      List<Tuning> tunings) {
    String format = ResultFormat.of(file, file.toString());
    String name = name(file);
    switch (format.replaceFirst("/.*", "")) {
      case "stratigraph.criticality" -> measured.add(file);
      case "stratigraph.weight-change" ->
          trainings.add(
              new Training(name, List.of(), Optional.of(StoredRuns.weightChange(file)), List.of()));
      case "stratigraph.conflicts" ->
          trainings.add(
              new Training(name, List.of(), Optional.empty(), StoredRuns.conflicts(file)));
      case "stratigraph.training" ->
          trainings.add(new Training(name, StoredRuns.training(file), Optional.empty(), List.of()));
      case "stratigraph.lesion" -> lesions.add(new Lesion(name, StoredRuns.lesion(file)));
      case "stratigraph.autotune" -> tunings.add(new Tuning(name, StoredRuns.tuning(file)));
      default ->
          throw new UnusableInputException(
              "%s: its format is %s; expected the JSON file of criticality, weight-change, conflicts, train, lesion or autotune, or a run directory."
                  .formatted(file, Printable.quoted(format)));
    }
  }

  /** What a training's directory holds; empty if nothing was trained yet. */
  private static Optional<Training> training(Path path) {
    RunFolder folder = new RunFolder(path);
    boolean epochs = StoredRuns.hasEpochs(path);
    boolean changes = Files.isRegularFile(folder.weightChange());
    boolean conflicts = Files.isRegularFile(folder.conflicts());
    if (!epochs && !changes && !conflicts) {
      return Optional.empty();
    }
    return Optional.of(
        new Training(
            name(path),
            epochs ? StoredRuns.training(path) : List.of(),
            changes ? Optional.of(StoredRuns.weightChange(path)) : Optional.empty(),
            conflicts ? StoredRuns.conflicts(path) : List.of()));
  }

  private static List<Path> trained(Path study) {
    Path folder = study.resolve(TRAINED);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(RunFolder::isOne).sorted().toList();
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s cannot be read (%s).".formatted(folder, IoReason.of(e)), e);
    }
  }
}
