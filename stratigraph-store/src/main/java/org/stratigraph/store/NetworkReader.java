package org.stratigraph.store;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.PatternSyntaxException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.study.ImagePreparation;
import org.stratigraph.study.NetworkOrigin;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.zoo.Zoo;
import org.stratigraph.zoo.ZooNetwork;

/** Reads the entries below {@code networks}; one that holds a glob is several networks. */
final class NetworkReader {
  /** A network and where its entry begins. */
  record Found(YamlNode.Place place, StudyNetwork network) {}

  private static final int LONGEST_ID = 200;

  private final StudyReader study;
  private final StudyPaths paths;
  private final Problems problems;
  private final TrainingReader trainings;
  private final List<Found> found = new ArrayList<>();

  /**
   * A reader for one study.
   *
   * @param training what the study says of all its trainings
   */
  NetworkReader(
      StudyReader study, StudyPaths paths, Problems problems, Optional<YamlObject> training) {
    this.study = study;
    this.paths = paths;
    this.problems = problems;
    this.trainings = new TrainingReader(study, problems, training);
  }

  /** What was read so far. */
  List<Found> found() {
    return found;
  }

  /** Reports the keys of the trainings' defaults that nobody knows. */
  void endDefaults(YamlObject defaults) {
    trainings.endDefaults(defaults);
  }

  /** Reads one entry. */
  void read(YamlNode node) {
    YamlObject entry = new YamlObject(node, "a network", problems);
    List<String> origins = List.of("file", "zoo", "train").stream().filter(entry::has).toList();
    if (origins.size() != 1) {
      problems.add(
          entry.place(),
          origins.isEmpty()
              ? "a network needs one of file, zoo, train"
              : "a network has one of file, zoo, train, not " + String.join(" and ", origins));
    }
    Facts facts = facts(entry);
    if (origins.contains("file")) {
      file(entry, facts);
    }
    if (origins.contains("zoo")) {
      zoo(entry, facts);
    }
    if (origins.contains("train")) {
      add(
          entry,
          entry.required("id"),
          facts,
          new NetworkOrigin.Trained(trainings.read(entry.object("train").orElseThrow())));
    }
    entry.end();
  }

  /** What an entry says of its network, or of each of its networks. */
  private record Facts(
      Optional<String> id,
      Optional<String> name,
      Optional<String> category,
      OptionalDouble accuracy,
      Map<String, String> tags,
      Optional<String> architecture,
      Optional<String> output,
      Optional<Path> initial,
      ImagePreparation preparation) {}

  private Facts facts(YamlObject entry) {
    Optional<String> architecture = entry.text("arch");
    architecture.ifPresent(
        name -> problems.check(entry.place("arch"), () -> Architectures.named(name)));
    return new Facts(
        entry.text("id"),
        entry.text("name"),
        entry.text("category"),
        entry.number("accuracy", 0, 1, "a fraction from 0 to 1, such as 0.76 for 76 %"),
        entry.map("tags"),
        architecture,
        entry.text("output"),
        entry.text("initial").flatMap(path -> study.path(entry, "initial", path)),
        study.preparation(entry));
  }

  private void file(YamlObject entry, Facts facts) {
    String text = entry.text("file").orElse("");
    if (text.isEmpty()) {
      return;
    }
    if (!paths.isGlob(text)) {
      study
          .path(entry, "file", text)
          .ifPresent(
              path ->
                  add(
                      entry,
                      facts.id().or(() -> StudyPaths.stem(path)).orElse(""),
                      facts,
                      new NetworkOrigin.Stored(path)));
      return;
    }
    refuseOneForMany(entry, text);
    problems.check(
        entry.place("file"),
        () -> {
          List<Path> matches = paths.glob(text);
          if (matches.isEmpty()) {
            problems.add(entry.place("file"), "nothing matches " + Problems.shown(text));
          }
          for (Path match : matches) {
            add(entry, StudyPaths.stem(match).orElse(""), facts, new NetworkOrigin.Stored(match));
          }
        });
  }

  private void zoo(YamlObject entry, Facts facts) {
    String text = entry.text("zoo").orElse("");
    if (text.isEmpty()) {
      return;
    }
    if (text.indexOf('*') < 0) {
      Optional<ZooNetwork> known = Zoo.find(text);
      if (known.isEmpty()) {
        String sentence = Zoo.unknown(text);
        problems.add(entry.place("zoo"), sentence.substring(0, sentence.length() - 1));
      }
      known.ifPresent(network -> addZoo(entry, facts, network));
      return;
    }
    refuseOneForMany(entry, text);
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
      List<ZooNetwork> matches =
          Zoo.networks().stream()
              .filter(network -> matcher.matches(Path.of(network.id())))
              .toList();
      if (matches.isEmpty()) {
        problems.add(entry.place("zoo"), "no network of the zoo matches " + Problems.shown(text));
      }
      matches.forEach(network -> addZoo(entry, facts, network));
    } catch (PatternSyntaxException e) {
      problems.add(
          entry.place("zoo"), Problems.shown(text) + " is not a pattern: " + e.getDescription());
    }
  }

  private void refuseOneForMany(YamlObject entry, String glob) {
    for (String key : List.of("id", "name", "accuracy")) {
      if (entry.has(key)) {
        problems.add(
            entry.place(key),
            "%s belongs to one network, and %s may be many; leave it out"
                .formatted(key, Problems.shown(glob)));
      }
    }
  }

  private void addZoo(YamlObject entry, Facts facts, ZooNetwork network) {
    Map<String, String> tags = new LinkedHashMap<>(network.tags());
    tags.putAll(facts.tags());
    ImagePreparation plain =
        new ImagePreparation(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            network.normalised() ? List.of() : List.of(0f, 0f, 0f),
            network.normalised() ? List.of() : List.of(1f, 1f, 1f));
    add(
        entry,
        facts.id().orElse(network.id()),
        new Facts(
            facts.id(),
            facts.name().or(() -> Optional.of(network.name())),
            facts.category().or(() -> Optional.of(network.category())),
            facts.accuracy().isPresent() ? facts.accuracy() : network.accuracy(),
            tags,
            Optional.of(network.architecture()),
            facts.output(),
            facts.initial(),
            facts.preparation().over(plain)),
        new NetworkOrigin.FromZoo(network.id()));
  }

  private void add(YamlObject entry, String id, Facts facts, NetworkOrigin origin) {
    if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          entry.place("id"),
          "the id %s must have 1 to %s visible characters"
              .formatted(Problems.shown(id), LONGEST_ID));
      return;
    }
    found.add(
        new Found(
            entry.place(),
            new StudyNetwork(
                id,
                facts.name().orElse(id),
                facts.category(),
                facts.accuracy(),
                facts.tags(),
                facts.architecture(),
                facts.output(),
                facts.initial(),
                origin,
                facts.preparation())));
  }
}
