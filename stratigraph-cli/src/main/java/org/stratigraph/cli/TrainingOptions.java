package org.stratigraph.cli;

import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.recipe.OptimiserChoice;
import org.stratigraph.recipe.Recipe;
import org.stratigraph.recipe.ScheduleChoice;
import org.stratigraph.recipe.Settings;
import picocli.CommandLine.Option;

/** How a network is trained. */
final class TrainingOptions {
  private static final int MOST_EPOCHS = 1_000_000;
  private static final int LARGEST_BATCH = 1 << 20;

  @Option(
      names = "--method",
      paramLabel = "NAME[:OPTIONS]",
      defaultValue = "standard",
      description =
          "standard, augmented, adversarial, improved, contrastive or frozen-random, with options"
              + " after a colon: adversarial:linf,eps=2/255,steps=7. A wrong option lists those that"
              + " there are. Default: ${DEFAULT-VALUE}.")
  String method = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Train N epochs. Default: the method's (100; improved 300, contrastive 200).")
  Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "The first learning rate. Default: 0.1 for SGD, 0.001 for the others.")
  Optional<Double> rate = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME[:OPTIONS]",
      description =
          "sgd, adam, adamw or radam, or lookahead-sgd and so on:"
              + " sgd:momentum=0.9,nesterov,weight-decay=5e-4. Default: the method's, mostly sgd.")
  Optional<String> optimiser = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "NAME[:OPTIONS]",
      description =
          "constant, step:at=0.5+0.75,factor=0.1 or cosine:last=0, each with warm-up=EPOCHS."
              + " Default: cosine.")
  Optional<String> schedule = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a step. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Fixes every draw: initial weights, order and augmentation of images, dropout. Default:"
              + " ${DEFAULT-VALUE}.")
  long seed;

  /**
   * The settings for a method.
   *
   * @throws UnusableInputException if one of them is out of range
   */
  Settings settings(Recipe recipe) {
    OptimiserChoice chosen = OptimiserChoice.parse(optimiser.orElse(recipe.defaults().optimiser()));
    double first = rate.orElse(chosen.rate());
    if (!(first > 0 && Double.isFinite(first))) {
      throw new UnusableInputException("--lr " + first + " must be above 0.");
    }
    int count = epochs.orElse(recipe.defaults().epochs());
    if (count < 1 || count > MOST_EPOCHS) {
      throw new UnusableInputException(
          "--epochs " + count + " must be from 1 to " + MOST_EPOCHS + ".");
    }
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw new UnusableInputException(
          "--batch " + batch + " must be from 1 to " + LARGEST_BATCH + ".");
    }
    ScheduleChoice over = ScheduleChoice.parse(schedule.orElse(recipe.defaults().schedule()));
    return new Settings(chosen, first, over, count, seed);
  }
}
