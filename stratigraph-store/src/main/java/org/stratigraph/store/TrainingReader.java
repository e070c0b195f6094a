package org.stratigraph.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.recipe.OptimiserChoice;
import org.stratigraph.recipe.Recipe;
import org.stratigraph.recipe.ScheduleChoice;
import org.stratigraph.study.ImagePreparation;
import org.stratigraph.study.StudyImages;
import org.stratigraph.study.StudyTraining;

/**
 * Reads how networks are trained. What an entry does not say, the study's {@code training} says for
 * all, and what that does not say has the defaults of the train command.
 */
final class TrainingReader {
  private static final int MOST_EPOCHS = 1_000_000;
  private static final int LARGEST_BATCH = 1 << 20;
  private static final int BATCH = 128;

  private final StudyReader study;
  private final Problems problems;
  private final Said defaults;

  TrainingReader(StudyReader study, Problems problems, Optional<YamlObject> defaults) {
    this.study = study;
    this.problems = problems;
    this.defaults =
        said(
            defaults.orElseGet(
                () ->
                    new YamlObject(
                        new YamlNode.Fields(new YamlNode.Place(1, 1), List.of()),
                        "training",
                        problems)));
  }

  void endDefaults(YamlObject object) {
    object.end();
  }

  /** What one object says. */
  private record Said(
      Optional<String> architecture,
      Optional<Boolean> fromScratch,
      StudyImages images,
      Optional<Boolean> skipBadImages,
      Optional<String> test,
      ImagePreparation preparation,
      Optional<String> method,
      OptionalInt epochs,
      OptionalDouble rate,
      Optional<String> optimiser,
      Optional<String> schedule,
      OptionalInt batch,
      Optional<Long> seed,
      Optional<String> keep,
      Optional<Boolean> watch) {}

  /** Reads one training. */
  StudyTraining read(YamlObject object) {
    Said own = said(object);
    object.end();
    Function<Function<Said, Optional<String>>, Optional<String>> text =
        of -> of.apply(own).or(() -> of.apply(defaults));
    Optional<String> architecture = text.apply(Said::architecture);
    if (architecture.isEmpty()) {
      problems.add(object.place(), "arch is missing, here and in training");
    }
    StudyImages images =
        new StudyImages(
            own.images().data().or(() -> defaults.images().data()),
            own.images().list().or(() -> defaults.images().list()),
            own.images().classes().or(() -> defaults.images().classes()),
            own.images().images().isPresent() ? own.images().images() : defaults.images().images(),
            own.skipBadImages().or(defaults::skipBadImages).orElse(false));
    if (images.data().isEmpty()) {
      problems.add(
          object.place(), "path, the images to train on, is missing, here and in training");
    }
    return new StudyTraining(
        architecture.orElse(""),
        own.fromScratch().or(defaults::fromScratch).orElse(false),
        images,
        text.apply(Said::test),
        own.preparation().over(defaults.preparation()),
        text.apply(Said::method).orElse("standard"),
        own.epochs().isPresent() ? own.epochs() : defaults.epochs(),
        own.rate().isPresent() ? own.rate() : defaults.rate(),
        text.apply(Said::optimiser),
        text.apply(Said::schedule),
        own.batch().isPresent() ? own.batch().getAsInt() : defaults.batch().orElse(BATCH),
        own.seed().or(defaults::seed).orElse(0L),
        text.apply(Said::keep).filter(Predicate.isEqual("last")).isEmpty(),
        own.watch().or(defaults::watch).orElse(true));
  }

  private Said said(YamlObject object) {
    return new Said(
        object.text("arch").map(text -> architecture(object, text)),
        object.flag("from-scratch"),
        study.images(object),
        object.flag("skip-bad-images"),
        object.text("test").map(text -> study.dataPath(object, text)),
        study.preparation(object),
        checked(object, "method", Recipe::parse),
        object.count("epochs", MOST_EPOCHS),
        object.number("lr", Double.MIN_VALUE, Double.MAX_VALUE, "a number above 0"),
        checked(object, "optimizer", OptimiserChoice::parse),
        checked(object, "schedule", ScheduleChoice::parse),
        object.count("batch", LARGEST_BATCH),
        object.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).stream().boxed().findFirst(),
        object.word("keep", List.of("all", "last")),
        object.flag("watch"));
  }

  private String architecture(YamlObject object, String text) {
    if (text.endsWith(".onnx")) {
      return study.path(object, "arch", text).map(Object::toString).orElse(text);
    }
    problems.check(object.place("arch"), () -> Architectures.named(text));
    return text;
  }

  private Optional<String> checked(YamlObject object, String key, Consumer<String> parser) {
    Optional<String> text = object.text(key);
    text.ifPresent(value -> problems.check(object.place(key), () -> parser.accept(value)));
    return text;
  }
}
