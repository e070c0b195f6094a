package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.figure.RowOrder;
import org.stratigraph.figure.Size;
import org.stratigraph.figure.TrainingFigure;
import org.stratigraph.network.RunFolder;
import org.stratigraph.scene.Scene;
import org.stratigraph.serve.Workshop.Offer;
import org.stratigraph.serve.Workshop.Option;
import org.stratigraph.store.ComparisonPart;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.StoredRuns;
import org.stratigraph.weightchange.CurveForm;

/** The figures of {@code stratigraph figure} for runs that somebody chose on the page. */
final class ServedFigures {
  private static final Option SIZE =
      new Option("size", "Width", List.of("two-column", "one-column", "page"));

  private ServedFigures() {}

  /** Whether runs are of measured networks that are there to be read. */
  static boolean areNetworks(List<ListedRun> runs) {
    return runs.stream()
        .allMatch(
            run ->
                run.kind() == Kind.COMPARISON
                    || run.kind() == Kind.STUDY
                    || (run.kind() == Kind.CRITICALITY && run.status() == Status.FINISHED));
  }

  static List<Offer> offers(List<ListedRun> runs) {
    if (areNetworks(runs)) {
      // What they are is all that matters here; reading the layers of hundreds takes a second.
      return ofNetworks(Comparisons.read(paths(runs), ComparisonPart.ofNetwork(0)));
    }
    if (runs.stream().allMatch(run -> run.kind() == Kind.TRAINING)) {
      return ofTrainings(runs);
    }
    if (runs.size() > 1) {
      return List.of();
    }
    ListedRun run = runs.get(0);
    if (run.kind() == Kind.LESION && run.status() == Status.FINISHED) {
      return List.of(new Offer("lesion", "Lesion curves", List.of(SIZE)));
    }
    return run.kind() == Kind.AUTOTUNE
        ? List.of(new Offer("autotune", "History", List.of(SIZE)))
        : List.of();
  }

  private static List<Offer> ofNetworks(Comparison comparison) {
    List<MeasuredNetwork> networks = comparison.networks();
    Option sort =
        new Option("sort", "Order", Stream.of(RowOrder.values()).map(RowOrder::label).toList());
    List<String> ids = networks.stream().map(MeasuredNetwork::id).toList();
    List<String> maybe = new ArrayList<>(List.of(""));
    maybe.addAll(ids);
    Option baseline = new Option("baseline", "First", maybe);
    List<Offer> offers = new ArrayList<>();
    boolean several = networks.size() > 1;
    List<Option> map = several ? List.of(sort, baseline, SIZE) : List.of(SIZE);
    offers.add(new Offer("heatmap", "Heat map", map));
    if (several) {
      List<String> others = new ArrayList<>(ids.subList(1, ids.size()));
      others.add(ids.get(0));
      offers.add(
          new Offer(
              "paired",
              "Two networks",
              List.of(
                  new Option("baseline", "From", ids), new Option("network", "to", others), SIZE)));
      offers.add(
          new Offer("delta", "Difference", List.of(new Option("baseline", "to", ids), sort, SIZE)));
    }
    offers.add(new Offer("trial-sd", "Spread over trials", map));
    if (several) {
      if (networks.stream().filter(network -> network.accuracy().isPresent()).count() > 1) {
        offers.add(new Offer("accuracy", "Against accuracy", List.of(SIZE)));
      }
      List<String> parameters = parameters(networks);
      if (!parameters.isEmpty()) {
        offers.add(
            new Offer(
                "parameter",
                "Against a parameter",
                List.of(new Option("parameter", "Parameter", parameters), SIZE)));
      }
    }
    offers.add(new Offer("stages", "By stage", List.of(SIZE)));
    offers.add(new Offer("operators", "By operator", List.of(SIZE)));
    return offers;
  }

  /** Tags that are numbers, of more than one value; the published one first. */
  private static List<String> parameters(List<MeasuredNetwork> networks) {
    Set<String> tags = new LinkedHashSet<>(List.of("eps"));
    networks.forEach(network -> tags.addAll(network.tags().keySet()));
    return tags.stream()
        .filter(
            tag ->
                networks.stream()
                        .flatMapToDouble(network -> network.number(tag).stream())
                        .distinct()
                        .count()
                    > 1)
        .toList();
  }

  private static List<Offer> ofTrainings(List<ListedRun> runs) {
    List<Offer> offers = new ArrayList<>();
    offers.add(new Offer("training", "Loss and accuracy", List.of(SIZE)));
    if (runs.size() == 1) {
      RunFolder folder = new RunFolder(runs.get(0).path());
      Option form =
          new Option("form", "Form", Stream.of(CurveForm.values()).map(CurveForm::label).toList());
      if (Files.isRegularFile(folder.weightChange())) {
        offers.add(new Offer("weight-change", "Weight change", List.of(form, SIZE)));
        offers.add(new Offer("weight-change-map", "Weight change, map", List.of(form, SIZE)));
      }
      if (Files.isRegularFile(folder.conflicts())) {
        offers.add(new Offer("conflicts", "Conflicts", List.of(SIZE)));
      }
    }
    return offers;
  }

  static Scene scene(String name, List<ListedRun> runs, Map<String, String> query) {
    boolean offered = offers(runs).stream().anyMatch(offer -> offer.name().equals(name));
    if (!offered) {
      throw new UnusableInputException("There is no such figure of these runs.");
    }
    Size size = Labelled.find(Size.class, query.getOrDefault("size", "")).orElse(Size.TWO_COLUMN);
    if (name.equals("training")) {
      return TrainingFigure.of(runs.stream().map(ServedFigures::training).toList(), size);
    }
    return FigureKind.of(name).scene(paths(runs), options(query), size, note -> {});
  }

  /** The epochs of a training that goes on are in its progress: its database is not to be had. */
  private static TrainingFigure.Run training(ListedRun run) {
    return new TrainingFigure.Run(
        run.name(),
        run.status() == Status.RUNNING ? run.epochs() : StoredRuns.training(run.path()));
  }

  private static FigureOptions options(Map<String, String> query) {
    FigureOptions options = new FigureOptions();
    options.baseline = Optional.ofNullable(query.get("baseline")).filter(id -> !id.isEmpty());
    options.network = Optional.ofNullable(query.get("network")).filter(id -> !id.isEmpty());
    options.sort = query.getOrDefault("sort", options.sort);
    options.parameter = query.getOrDefault("parameter", options.parameter);
    options.form = query.getOrDefault("form", options.form);
    return options;
  }

  static List<Path> paths(List<ListedRun> runs) {
    return runs.stream().map(ListedRun::path).toList();
  }
}
