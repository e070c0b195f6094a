package org.stratigraph.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult;

/** Measured networks from wherever they are kept. */
public final class Comparisons {
  private Comparisons() {}

  /**
   * Reads any mix of comparison directories ({@link ComparisonDirectory}), directories of finished
   * criticality runs and criticality JSON files into one comparison, in the order given. Nothing is
   * locked or changed.
   *
   * <p>A run's network is named after its model, has the accuracy of the untouched network on the
   * run's images where they are labelled, and the tags {@code source}, {@code model_sha256}, {@code
   * data}, {@code data_sha256}, {@code preprocessing}, {@code reset} and {@code images}. Of
   * networks with one name each gets the name of its run behind it, as in {@code resnet20-cifar
   * (standard)}; ids that are still the same are numbered.
   *
   * @param paths at least one
   * @throws UnusableInputException if one of them is not there, is none of these, holds no network,
   *     is not finished, in use or damaged
   */
  public static Comparison read(List<Path> paths) {
    return read(paths, ComparisonPart.ALL);
  }

  /**
   * The same networks with the measurements of a part only. Of a single comparison directory no
   * others are read.
   *
   * @throws UnusableInputException as {@link #read(List)}
   */
  public static Comparison read(List<Path> paths, ComparisonPart part) {
    List<Found> found = new ArrayList<>();
    for (Path path : paths) {
      found.addAll(read(path, paths.size() == 1 ? part : ComparisonPart.ALL));
    }
    List<MeasuredNetwork> networks = distinct(found);
    List<MeasuredNetwork> wanted = new ArrayList<>();
    for (int place = 0; place < networks.size(); place++) {
      wanted.add(part.of(networks.get(place), place));
    }
    return new Comparison(wanted);
  }

  private static List<Found> read(Path path, ComparisonPart part) {
    if (!Files.exists(path)) {
      throw new UnusableInputException(
          "%s does not exist. Give run directories or criticality JSON files.".formatted(path));
    }
    String place = StoredRuns.name(path);
    if (!Files.isDirectory(path)) {
      return List.of(new Found(network(CriticalityJson.read(path)), place));
    }
    if (ComparisonDirectory.isOne(path)) {
      List<MeasuredNetwork> networks = ComparisonDirectory.read(path, part).networks();
      if (networks.isEmpty()) {
        throw new UnusableInputException(
            "%s holds no measured network yet. Wait until one is measured.".formatted(path));
      }
      return networks.stream().map(network -> new Found(network, place)).toList();
    }
    if (!RunFiles.isRun(path)) {
      throw new UnusableInputException(
          "%s holds no measurements: it has neither %s nor %s. Give directories of import, study or criticality runs, each by its own path."
              .formatted(path, ComparisonDatabase.NAME, RunFiles.DATABASE));
    }
    return List.of(new Found(network(RunDirectory.readResult(path)), place));
  }

  /** A criticality result as a network to be compared, named after its model. */
  public static MeasuredNetwork network(CriticalityResult result) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("source", result.model().source());
    tags.put("model_sha256", result.model().sha256());
    tags.put("data", result.data().source());
    tags.put("data_sha256", result.data().sha256());
    tags.put("preprocessing", result.data().preprocessing());
    tags.put("reset", result.protocol().reset());
    tags.put("images", Integer.toString(result.data().images()));
    double top1 = result.original().top1();
    return new MeasuredNetwork(
        result.model().name(),
        result.model().name(),
        Optional.empty(),
        Double.isFinite(top1) ? OptionalDouble.of(top1) : OptionalDouble.empty(),
        tags,
        result.layers().stream()
            .map(layer -> MeasuredLayer.of(layer, result.measurements()))
            .toList());
  }

  private static List<MeasuredNetwork> distinct(List<Found> found) {
    Map<String, Integer> uses = new LinkedHashMap<>();
    found.forEach(one -> uses.merge(one.network().id(), 1, Integer::sum));
    Map<String, MeasuredNetwork> networks = new LinkedHashMap<>();
    for (Found one : found) {
      MeasuredNetwork network = one.network();
      if (uses.getOrDefault(network.id(), 1) > 1) {
        network = renamed(network, " (" + one.place() + ")");
      }
      String suffix = "";
      for (int number = 2; networks.containsKey(network.id() + suffix); number++) {
        suffix = " " + number;
      }
      network = renamed(network, suffix);
      networks.put(network.id(), network);
    }
    return List.copyOf(networks.values());
  }

  private static MeasuredNetwork renamed(MeasuredNetwork network, String suffix) {
    return new MeasuredNetwork(
        network.id() + suffix,
        network.name() + suffix,
        network.category(),
        network.accuracy(),
        network.tags(),
        network.layers());
  }

  /** A network and what the run is called that it comes from. */
  private record Found(MeasuredNetwork network, String place) {}
}
