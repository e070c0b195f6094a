package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.figure.AccuracyFigure;
import org.stratigraph.figure.NetworkMap;
import org.stratigraph.figure.PairedFigure;
import org.stratigraph.figure.RowOrder;
import org.stratigraph.figure.Size;
import org.stratigraph.scene.Scene;
import org.stratigraph.store.Comparisons;

/**
 * The networks that a figure is about.
 *
 * @param all those that are left when networks without an accuracy are
 * @param selection those that are left when what the user names is, too
 */
record FigureNetworks(Selection all, Selection selection) {
  private static final int NOTED = 3;

  /**
   * Reads runs.
   *
   * @param notes told which networks are left out
   * @throws UnusableInputException if a run cannot be read, or an option names no network
   */
  static FigureNetworks read(List<Path> runs, FigureOptions options, Consumer<String> notes) {
    Selection all = Selection.byDefault(Comparisons.read(runs));
    Selection selection = all.without(options.without);
    List<Selection.LeftOut> unknown = all.leftOut();
    unknown.stream()
        .limit(NOTED)
        .forEach(
            left ->
                notes.accept(
                    "Left out: "
                        + Printable.name(left.network().id())
                        + ", because "
                        + left.reason()
                        + "."));
    if (unknown.size() > NOTED) {
      notes.accept("Left out: %d more.".formatted(unknown.size() - NOTED));
    }
    return new FigureNetworks(all, selection);
  }

  /** What the figure is about. */
  Comparison comparison() {
    return selection.comparison();
  }

  /** The heat maps. */
  NetworkMap map(FigureOptions options) {
    options.baseline.ifPresent(id -> network("--baseline", id));
    return NetworkMap.of(comparison(), options.baseline, RowOrder.of(options.sort));
  }

  /** With those that {@code --without} names drawn hollow. */
  Scene accuracy(Size size) {
    Set<String> kept =
        comparison().networks().stream().map(MeasuredNetwork::id).collect(Collectors.toSet());
    Set<String> without =
        all.comparison().networks().stream()
            .map(MeasuredNetwork::id)
            .filter(id -> !kept.contains(id))
            .collect(Collectors.toSet());
    return AccuracyFigure.of(all.comparison(), without, size);
  }

  /** Of two networks: those that are named, or the only two. */
  Scene paired(FigureOptions options, Size size) {
    List<MeasuredNetwork> networks = comparison().networks();
    boolean named = options.baseline.isPresent() && options.network.isPresent();
    if (networks.size() != 2 && !named) {
      throw new UnusableInputException(
          "paired compares two networks; there are %d. Name two with --baseline ID and --network ID."
              .formatted(networks.size()));
    }
    MeasuredNetwork first =
        options
            .baseline
            .map(id -> network("--baseline", id))
            .orElseGet(() -> other(options.network));
    MeasuredNetwork second =
        options
            .network
            .map(id -> network("--network", id))
            .orElseGet(() -> other(Optional.of(first.id())));
    if (first.id().equals(second.id())) {
      throw new UnusableInputException(
          "--baseline and --network both name %s; paired compares two networks."
              .formatted(Printable.quoted(first.id())));
    }
    return PairedFigure.of(first, second, size);
  }

  /** Of two networks the first that is not the one of an id. */
  private MeasuredNetwork other(Optional<String> id) {
    return comparison().networks().stream()
        .filter(network -> !id.equals(Optional.of(network.id())))
        .findFirst()
        .orElseThrow();
  }

  private MeasuredNetwork network(String option, String id) {
    return comparison()
        .network(id)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "%s %s names no network. There are %s."
                        .formatted(
                            option,
                            Printable.quoted(id),
                            Printable.quoted(
                                comparison().networks().stream()
                                    .map(MeasuredNetwork::id)
                                    .toList()))));
  }
}
