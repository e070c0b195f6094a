package org.stratigraph.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.study.ImagePreparation;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyImages;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.study.StudyProtocol;

/** Turns the tree of a study file into a study, or into all that is wrong with it. */
final class StudyReader {
  private static final int MOST_IMAGES = 100_000_000;
  private static final int MOST_TRIALS = 10_000;
  private static final List<String> KINDS =
      List.of("conv", "linear", "norm", "embedding", "recurrent");

  private final String file;
  private final StudyPaths paths;
  private final Problems problems;

  /**
   * A reader for one file.
   *
   * @param file its name, for messages
   */
  StudyReader(String file, StudyPaths paths) {
    this.file = file;
    this.paths = paths;
    this.problems = new Problems(file);
  }

  /**
   * Reads the tree.
   *
   * @throws org.stratigraph.UnusableInputException if anything is wrong with it; the message says
   *     all
   */
  Study read(YamlNode root) {
    YamlObject study = new YamlObject(root, "a study", problems);
    problems.throwIfAny();
    String name = study.text("name").orElse(file);
    Optional<YamlObject> data = study.object("data");
    StudyImages images = data.map(this::images).orElseGet(StudyReader::noImages);
    ImagePreparation preparation = data.map(this::preparation).orElseGet(ImagePreparation::unsaid);
    data.ifPresent(YamlObject::end);
    StudyProtocol protocol = protocol(study);
    Optional<YamlObject> training = study.object("training");
    NetworkReader networks = new NetworkReader(this, paths, problems, training);
    List<YamlNode> entries = study.items("networks");
    if (entries.isEmpty()) {
      problems.add(study.place("networks"), "networks is missing; name at least one");
    }
    entries.forEach(networks::read);
    training.ifPresent(networks::endDefaults);
    study.end();
    requireDifferent(networks.found());
    problems.throwIfAny();
    return new Study(
        name,
        file,
        networks.found().stream().map(NetworkReader.Found::network).toList(),
        images,
        preparation,
        protocol);
  }

  private static StudyImages noImages() {
    return new StudyImages(
        Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
  }

  /** Each network has a folder named after it, also where case does not count in names. */
  private void requireDifferent(List<NetworkReader.Found> found) {
    Map<String, YamlNode.Place> seen = new HashMap<>();
    for (NetworkReader.Found entry : found) {
      StudyNetwork network = entry.network();
      YamlNode.Place before =
          seen.putIfAbsent(network.id().toLowerCase(Locale.ROOT), entry.place());
      if (before != null) {
        problems.add(
            entry.place(),
            "the id %s is there already in line %s"
                .formatted(Problems.shown(network.id()), before.line()));
      }
    }
  }

  /** Which images an object names: those of the study, or those of a training. */
  StudyImages images(YamlObject object) {
    return new StudyImages(
        object.text("path").map(path -> dataPath(object, path)),
        object.text("list").flatMap(path -> path(object, "list", path)),
        object.text("classes").flatMap(path -> path(object, "classes", path)),
        object.count("images", MOST_IMAGES),
        object.flag("skip-bad-images").orElse(false));
  }

  /** A built-in set by its name, two NumPy files, or a path. */
  String dataPath(YamlObject object, String text) {
    if (text.startsWith("builtin:")) {
      return text;
    }
    int comma = text.indexOf(".npy,");
    return comma < 0
        ? path(object, "path", text).map(Object::toString).orElse("")
        : dataPath(object, text.substring(0, comma + 4))
            + ","
            + dataPath(object, text.substring(comma + 5));
  }

  Optional<Path> path(YamlObject object, String key, String text) {
    Path[] resolved = new Path[1];
    problems.check(object.place(key), () -> resolved[0] = paths.resolve(text));
    return Optional.ofNullable(resolved[0]);
  }

  /** How images are prepared: the name of a preprocessing, or its parts. */
  ImagePreparation preparation(YamlObject object) {
    Optional<YamlNode> node = object.node("preprocess");
    if (node.isEmpty()) {
      return ImagePreparation.unsaid();
    }
    if (node.get() instanceof YamlNode.Scalar) {
      return ImagePreparation.named(object.word("preprocess", Preprocessing.names()));
    }
    YamlObject parts = new YamlObject(node.get(), "preprocess", problems);
    Optional<String> interpolation = parts.text("interpolation");
    interpolation.ifPresent(
        text -> problems.check(parts.place("interpolation"), () -> Interpolation.named(text)));
    ImagePreparation preparation =
        new ImagePreparation(
            parts.word("name", Preprocessing.names()),
            parts.count("resize", 16_384),
            parts.count("crop", 16_384),
            interpolation,
            parts.floats("mean", -Float.MAX_VALUE, "a finite number"),
            parts.floats("std", Float.MIN_VALUE, "a number above 0"));
    parts.end();
    return preparation;
  }

  private StudyProtocol protocol(YamlObject study) {
    YamlObject object =
        study
            .object("protocol")
            .orElseGet(
                () ->
                    new YamlObject(
                        new YamlNode.Fields(study.place(), List.of()), "protocol", problems));
    Optional<String> name = object.word("name", List.of("auto", "paper", "fixed"));
    List<String> kinds = object.texts("kinds");
    kinds.stream()
        .filter(kind -> !KINDS.contains(kind))
        .forEach(
            kind ->
                problems.add(
                    object.place("kinds"),
                    "kinds %s is not known; there are %s"
                        .formatted(Problems.shown(kind), String.join(", ", KINDS))));
    for (String key : List.of("target-error", "least-trials", "least-images", "budget")) {
      if (object.has(key) && name.isPresent() && !name.get().equals("auto")) {
        problems.add(
            object.place(key),
            key + " belongs to the protocol auto; " + name.get() + " fixes the trials");
      }
    }
    StudyProtocol protocol =
        new StudyProtocol(
            name,
            object.count("trials", MOST_TRIALS),
            object.count("least-trials", MOST_TRIALS),
            object.count("least-images", Integer.MAX_VALUE),
            object.number(
                "target-error",
                Double.MIN_VALUE,
                Math.nextDown(1.0),
                "above 0 and below 1; 0.02 stands for 2 points"),
            object.number(
                "budget", Double.MIN_VALUE, Double.MAX_VALUE, "a positive number of evaluations"),
            object
                .word("reset", List.of("random", "initial", "zero", "shuffle", "gaussian"))
                .orElse("random"),
            kinds.isEmpty() ? List.of("conv", "linear") : kinds,
            object.texts("layers"),
            object.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0),
            object.flag("accept-baseline").orElse(false));
    object.end();
    return protocol;
  }
}
