package org.stratigraph.recipe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Layer;
import org.stratigraph.statistics.Draws;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.Phase;
import org.stratigraph.training.TrainingPlan;

/** Methods that treat the trunk and the last layer differently. */
final class TrunkMethods {
  private TrunkMethods() {}

  /**
   * SimCLR (Chen et al. 2020): the trunk learns without labels to tell images apart from two views
   * of each; then a linear layer learns the classes on the frozen trunk. The optimizer, learning
   * rate and schedule of the settings are those of the first part; Adam in place of the paper's
   * LARS, which is for batches of thousands.
   */
  static Recipe contrastive(OptionText options) {
    double share = options.number("pretrain", "0.8", 0.01, 0.99);
    double temperature = options.number("temperature", "0.5", 1e-3, 100);
    int projection = options.count("projection", 128, 2, 65_536);
    double rate = options.number("head-lr", "0.1", 1e-12, 1e6);
    BasicAugmentation basic = BasicAugmentation.of(options);
    return new Recipe(
        options.end(),
        new Recipe.Defaults(200, "adam:weight-decay=1e-6", "cosine"),
        (settings, subject) -> {
          int epochs = settings.epochs();
          if (epochs < 2) {
            throw new UnusableInputException(
                "--method contrastive needs at least 2 epochs: one for the trunk and one for the last layer.");
          }
          int first = Math.max(1, Math.min(epochs - 1, (int) Math.round(share * epochs)));
          Set<String> trunk = subject.allButLast();
          TrainingPlan pretraining =
              TrainingPlan.of(
                  new Objective.Contrastive(temperature, projection),
                  settings.optimiser().optimiser(),
                  settings.schedule().over(settings.rate(), first),
                  first,
                  settings.seed());
          TrainingPlan head =
              new TrainingPlan(
                  new Objective.CrossEntropy(0),
                  new Optimiser.Sgd(0.9, false, 0),
                  ScheduleChoice.parse("cosine:warm-up=0").over(rate, epochs - first),
                  epochs - first,
                  Optional.empty(),
                  OptionalDouble.empty(),
                  trunk,
                  Draws.of(settings.seed(), "last layer").nextLong());
          return List.of(
              new Phase("pre-training", pretraining, "simclr", true),
              new Phase("last layer", head, basic.text(subject), false));
        });
  }

  /**
   * A part of the trunk keeps its random weights, as in the networks with frozen random filters of
   * Gavrikov and Keuper (2023); what learns has to make do with them. Norm layers learn all the
   * same, also those between frozen layers.
   */
  static Recipe frozenRandom(OptionText options) {
    boolean spatial = options.word("layers", List.of("all", "spatial")).equals("spatial");
    double share = options.number("share", spatial ? "1" : "0.5", 0, 1);
    Optional<String> stage = options.text("stage", "PREFIX (such as layer1, in place of share)");
    BasicAugmentation basic = BasicAugmentation.of(options);
    return new Recipe(
        options.end(),
        Recipe.Defaults.USUAL,
        (settings, subject) ->
            List.of(
                SupervisedMethods.part(
                    settings,
                    new Objective.CrossEntropy(0),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    frozen(subject, spatial, share, stage),
                    basic.text(subject))));
  }

  private static Set<String> frozen(
      Subject subject, boolean spatial, double share, Optional<String> stage) {
    List<Layer> trunk = subject.trunk();
    List<Layer> part =
        stage
            .map(prefix -> trunk.stream().filter(layer -> isWithin(layer.name(), prefix)).toList())
            .orElseGet(() -> trunk.subList(0, (int) Math.round(share * trunk.size())));
    Set<String> frozen =
        part.stream()
            .filter(layer -> !spatial || isSpatial(layer))
            .flatMap(layer -> layer.parameters().stream())
            .map(Layer.Parameter::initialiser)
            .collect(Collectors.toUnmodifiableSet());
    if (frozen.isEmpty()) {
      throw new UnusableInputException(
          "--method frozen-random freezes no layer of this network, whose trunk has %s. Choose another stage or a larger share."
              .formatted(trunk.stream().map(Layer::name).collect(Collectors.joining(", "))));
    }
    return frozen;
  }

  private static boolean isWithin(String name, String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + ".");
  }

  /** Whether a layer looks at more than one pixel at a time. */
  private static boolean isSpatial(Layer layer) {
    return layer.parameters().stream()
        .anyMatch(
            parameter ->
                parameter.shape().rank() == 4
                    && parameter.shape().extent(2) * parameter.shape().extent(3) > 1);
  }
}
