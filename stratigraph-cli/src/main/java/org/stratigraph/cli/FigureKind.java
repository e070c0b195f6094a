package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.figure.ConflictFigure;
import org.stratigraph.figure.GroupFigure;
import org.stratigraph.figure.LesionFigure;
import org.stratigraph.figure.NetworkMap;
import org.stratigraph.figure.ParameterFigure;
import org.stratigraph.figure.Size;
import org.stratigraph.figure.TrainingFigure;
import org.stratigraph.figure.TuningFigure;
import org.stratigraph.figure.WeightChangeFigure;
import org.stratigraph.scene.Scene;
import org.stratigraph.store.LesionCurves;
import org.stratigraph.store.StoredRuns;

/** The figures by name. */
enum FigureKind implements Labelled {
  HEATMAP(networks((networks, options, size) -> networks.map(options).criticality().scene(size))),
  TRIAL_SD(networks((networks, options, size) -> networks.map(options).trialSd().scene(size))),
  DELTA(networks((networks, options, size) -> delta(networks, options).delta().scene(size))),
  ACCURACY(networks((networks, options, size) -> networks.accuracy(size))),
  PARAMETER(
      networks(
          (networks, options, size) ->
              ParameterFigure.of(networks.comparison(), options.parameter, options.series, size))),
  STAGES(networks((networks, options, size) -> GroupFigure.stages(networks.comparison(), size))),
  OPERATORS(
      networks((networks, options, size) -> GroupFigure.operators(networks.comparison(), size))),
  PAIRED(networks((networks, options, size) -> networks.paired(options, size))),
  TRAINING((runs, options, size, notes) -> training(runs, size)),
  WEIGHT_CHANGE(
      (runs, options, size, notes) ->
          WeightChangeFigure.curves(StoredRuns.weightChange(one(runs)), options.curveForm(), size)),
  WEIGHT_CHANGE_MAP(
      (runs, options, size, notes) ->
          WeightChangeFigure.map(StoredRuns.weightChange(one(runs)), options.curveForm())
              .scene(size)),
  CONFLICTS(
      (runs, options, size, notes) ->
          ConflictFigure.map(StoredRuns.conflicts(one(runs))).scene(size)),
  LESION((runs, options, size, notes) -> lesion(one(runs), size)),
  AUTOTUNE((runs, options, size, notes) -> TuningFigure.of(StoredRuns.tuning(one(runs)), size));

  /** Makes a scene of runs. */
  @FunctionalInterface
  private interface Maker {
    Scene make(List<Path> runs, FigureOptions options, Size size, Consumer<String> notes);
  }

  /** Makes a scene of measured networks. */
  @FunctionalInterface
  private interface OfNetworks {
    Scene make(FigureNetworks networks, FigureOptions options, Size size);
  }

  @SuppressWarnings("ImmutableEnumChecker") // A lambda that keeps nothing.
  private final Maker maker;

  FigureKind(Maker maker) {
    this.maker = maker;
  }

  /**
   * The figure of a name.
   *
   * @throws UnusableInputException if there is none
   */
  static FigureKind of(String name) {
    return Labelled.find(FigureKind.class, name)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "There is no figure %s. There are %s."
                        .formatted(OneLine.of(name), Labelled.labels(FigureKind.class))));
  }

  /**
   * The figure of what runs left behind.
   *
   * @param notes takes what the reader must know beside the figure
   */
  Scene scene(List<Path> runs, FigureOptions options, Size size, Consumer<String> notes) {
    return maker.make(runs, options, size, notes);
  }

  private static Maker networks(OfNetworks maker) {
    return (runs, options, size, notes) ->
        maker.make(FigureNetworks.read(runs, options, notes), options, size);
  }

  private static NetworkMap delta(FigureNetworks networks, FigureOptions options) {
    if (options.baseline.isEmpty()) {
      throw new UnusableInputException(
          "delta shows differences to a network; name it with --baseline ID.");
    }
    return networks.map(options);
  }

  private static Scene training(List<Path> runs, Size size) {
    return TrainingFigure.of(
        runs.stream()
            .map(
                run ->
                    new TrainingFigure.Run(
                        String.valueOf(run.normalize().getFileName()), StoredRuns.training(run)))
            .toList(),
        size);
  }

  private static Scene lesion(Path run, Size size) {
    LesionCurves curves = StoredRuns.lesion(run);
    return LesionFigure.of(curves.points(), curves.original(), curves.score(), size);
  }

  private static Path one(List<Path> runs) {
    if (runs.size() != 1) {
      throw new UnusableInputException(
          "This figure is of one run; %d were given, the second is %s."
              .formatted(runs.size(), runs.get(1)));
    }
    return runs.get(0);
  }
}
