package org.stratigraph.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.stratigraph.training.Attack;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Phase;
import org.stratigraph.training.TrainingPlan;

/** Methods of one part, in which the whole network learns from labels. */
final class SupervisedMethods {
  private static final String PART = "training";
  private static final int LARGEST_MAGNITUDE = 30;

  /** Below it a mixture is one of its images. */
  private static final double LEAST_ALPHA = 0.001;

  private SupervisedMethods() {}

  /** Cross-entropy on images that are cropped and flipped (He et al. 2016). */
  static Recipe standard(OptionText options) {
    BasicAugmentation basic = BasicAugmentation.of(options);
    return new Recipe(
        options.end(),
        Recipe.Defaults.USUAL,
        (settings, subject) -> List.of(plain(settings, basic.text(subject))));
  }

  /**
   * The same with one of RandAugment (Cubuk et al. 2020), AugMix (Hendrycks et al. 2020), mixup
   * (Zhang et al. 2018) and CutMix (Yun et al. 2019) on top.
   */
  static Recipe augmented(OptionText options) {
    String policy = options.word("policy", List.of("randaugment", "augmix", "mixup", "cutmix"));
    String text =
        switch (policy) {
          case "randaugment" ->
              "randaugment=%d/%d"
                  .formatted(
                      options.count("ops", 2, 1, 16),
                      options.count("magnitude", 9, 0, LARGEST_MAGNITUDE));
          case "mixup" -> mixing("mixup", options.number("alpha", "0.2", LEAST_ALPHA, 100));
          case "cutmix" -> mixing("cutmix", options.number("alpha", "1", LEAST_ALPHA, 100));
          default -> policy;
        };
    BasicAugmentation basic = BasicAugmentation.of(options);
    return new Recipe(
        options.end(),
        Recipe.Defaults.USUAL,
        (settings, subject) -> List.of(plain(settings, basic.text(subject, text))));
  }

  /**
   * Adversarial examples in place of the images (Madry et al. 2018). The step is 2.5 budget / steps
   * unless said otherwise, as in the robustness library of the same group.
   */
  static Recipe adversarial(OptionText options) {
    String norm = options.word("norm", List.of("linf", "l2"));
    boolean largest = norm.equals("linf");
    double budget = options.number("eps", largest ? "8/255" : "0.5", 0, largest ? 1 : 1e4);
    int steps = options.count("steps", 7, 1, 1000);
    // Without a budget every step is projected back onto the image: the method's own control.
    double usual = budget == 0 ? 1 : 2.5 * budget / steps;
    double step = options.number("step", Double.toString(usual), Double.MIN_NORMAL, 1e4);
    BasicAugmentation basic = BasicAugmentation.of(options);
    Attack attack = new Attack(largest ? Attack.Norm.LINF : Attack.Norm.L2, budget, steps, step);
    return new Recipe(
        options.end(),
        Recipe.Defaults.USUAL,
        (settings, subject) ->
            List.of(
                part(
                    settings,
                    new Objective.CrossEntropy(0),
                    Optional.of(attack),
                    OptionalDouble.empty(),
                    Set.of(),
                    basic.text(subject))));
  }

  /**
   * A modern recipe: three times as long, SGD with Nesterov momentum and more weight decay, label
   * smoothing, mixup, and the exponential moving average of the weights as the result; after
   * torchvision's recipe of 2021 (Vryniotis), without its larger images.
   */
  static Recipe improved(OptionText options) {
    double smoothing = options.number("smoothing", "0.1", 0, 0.999);
    double alpha = options.number("mixup", "0.2", 0, 100);
    double average = options.number("ema", "0.999", 0, 0.9999999);
    BasicAugmentation basic = BasicAugmentation.of(options);
    String[] more = alpha > 0 ? new String[] {mixing("mixup", alpha)} : new String[0];
    return new Recipe(
        options.end(),
        new Recipe.Defaults(300, "sgd:nesterov,weight-decay=5e-4", "cosine"),
        (settings, subject) ->
            List.of(
                part(
                    settings,
                    new Objective.CrossEntropy(smoothing),
                    Optional.empty(),
                    average > 0 ? OptionalDouble.of(average) : OptionalDouble.empty(),
                    Set.of(),
                    basic.text(subject, more))));
  }

  private static String mixing(String name, double alpha) {
    return String.format(Locale.ROOT, "%s=%s", name, alpha);
  }

  /** Everything learns from the labels as they are. */
  static Phase plain(Settings settings, String augmentation) {
    return part(
        settings,
        new Objective.CrossEntropy(0),
        Optional.empty(),
        OptionalDouble.empty(),
        Set.of(),
        augmentation);
  }

  /** The only part of a training. */
  static Phase part(
      Settings settings,
      Objective objective,
      Optional<Attack> attack,
      OptionalDouble averaging,
      Set<String> frozen,
      String augmentation) {
    TrainingPlan plan =
        new TrainingPlan(
            objective,
            settings.optimiser().optimiser(),
            settings.schedule().over(settings.rate(), settings.epochs()),
            settings.epochs(),
            attack,
            averaging,
            frozen,
            settings.seed());
    return new Phase(PART, plan, augmentation, false);
  }
}
