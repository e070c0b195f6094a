package org.stratigraph.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.data.Images;
import org.stratigraph.recipe.Settings;
import org.stratigraph.training.Attack;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.Phase;

/** A training for a person. */
final class TrainingText {
  private TrainingText() {}

  /**
   * The lines of a plan.
   *
   * @param network its name
   * @param images that are trained on
   * @param batch images a step
   * @param watch whether weights and conflicts are watched
   * @param time that it takes, roughly
   */
  static List<String> plan(
      String network,
      ReadyTraining training,
      Images images,
      Optional<Images> test,
      int batch,
      boolean watch,
      Duration time) {
    Settings settings = training.settings();
    List<String> lines = new ArrayList<>();
    lines.add("Plan");
    lines.add(
        String.format(
            Locale.ROOT,
            "  network      %s, %,d parameters",
            network,
            ChosenLayers.parameters(training.initial())));
    lines.add(
        String.format(
            Locale.ROOT,
            "  images       %,d of %s, %d a step%s",
            images.count(),
            images.shape(),
            batch,
            test.map(t -> String.format(Locale.ROOT, "; tested on %,d", t.count()))
                .orElse("; no test")));
    lines.add("  prepared     " + images.preprocessing());
    lines.add("  method       " + training.recipe().text());
    lines.add(
        "  optimizer    "
            + settings.optimiser().text()
            + ", rate "
            + settings.rate()
            + ", "
            + settings.schedule().text());
    training.phases().forEach(phase -> lines.add("  epochs       " + part(phase)));
    lines.add(
        watch
            ? String.format(
                Locale.ROOT,
                "  watched      after each epoch: how far weights move; which layers are in conflict,"
                    + " on %d images",
                Math.min(ConflictsWatch.SAMPLES, images.count()))
            : "  watched      nothing");
    lines.add(
        "  time         roughly " + TimeText.of(time) + ", from the time to evaluate an image");
    return lines;
  }

  private static String part(Phase phase) {
    List<String> texts = new ArrayList<>();
    texts.add(phase.plan().epochs() + " of " + phase.name());
    texts.add("images: " + phase.augmentation());
    phase.plan().attack().map(Attack::steps).ifPresent(n -> texts.add(n + " steps of attack"));
    if (!phase.plan().frozen().isEmpty()) {
      texts.add(phase.plan().frozen().size() + " tensors frozen");
    }
    return String.join("; ", texts);
  }

  /**
   * One epoch in a line.
   *
   * @param more to be said of it
   */
  static String of(EpochRecord record, int epochs, List<String> more) {
    List<String> parts = new ArrayList<>();
    if (record.epoch() > 0) {
      parts.add(String.format(Locale.ROOT, "loss %.4f", record.loss()));
      if (!Double.isNaN(record.accuracy())) {
        parts.add("accuracy " + CriticalityTable.percent(record.accuracy()) + " %");
      }
    }
    test(record).ifPresent(parts::add);
    parts.addAll(more);
    if (record.epoch() > 0) {
      parts.add(String.format(Locale.ROOT, "%.0f images/s", record.imagesPerSecond()));
    }
    String head =
        record.epoch() == 0
            ? "before training"
            : String.format(Locale.ROOT, "epoch %d of %d", record.epoch(), epochs);
    return parts.isEmpty() ? head + ": weights kept" : head + ": " + String.join(", ", parts);
  }

  /** The test of an epoch in words, if it has one. */
  static Optional<String> test(EpochRecord record) {
    return Double.isNaN(record.testAccuracy())
        ? Optional.empty()
        : Optional.of("test accuracy " + CriticalityTable.percent(record.testAccuracy()) + " %");
  }
}
