package org.stratigraph.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stratigraph.UnusableInputException;
import org.stratigraph.training.Phase;

/**
 * A training method with its options, as written on the command line: {@code standard}, {@code
 * adversarial:linf,eps=2/255,steps=7}. The methods are those whose networks the layer criticality
 * paper compares (Gavrikov et al. 2024); each is a list of training parts.
 *
 * @param text the name with every option, also those that were not given
 * @param defaults what the method is trained with where the user says nothing else
 * @param parts makes the parts
 */
public record Recipe(String text, Defaults defaults, Parts parts) {
  private static final Map<String, Function<OptionText, Recipe>> METHODS = methods();

  /**
   * What a method is trained with where the user says nothing else.
   *
   * @param epochs of all parts together
   * @param optimiser as {@link OptimiserChoice#parse} reads it
   * @param schedule as {@link ScheduleChoice#parse} reads it
   */
  public record Defaults(int epochs, String optimiser, String schedule) {
    /** SGD with momentum 0.9 and weight decay 1e-4, a cosine, 100 epochs. */
    static final Defaults USUAL = new Defaults(100, "sgd", "cosine");
  }

  /** Makes the parts of a training. */
  @FunctionalInterface
  public interface Parts {
    /** The parts, in order. */
    List<Phase> of(Settings settings, Subject subject);
  }

  private static Map<String, Function<OptionText, Recipe>> methods() {
    Map<String, Function<OptionText, Recipe>> methods = new LinkedHashMap<>();
    methods.put("standard", SupervisedMethods::standard);
    methods.put("augmented", SupervisedMethods::augmented);
    methods.put("adversarial", SupervisedMethods::adversarial);
    methods.put("improved", SupervisedMethods::improved);
    methods.put("contrastive", TrunkMethods::contrastive);
    methods.put("frozen-random", TrunkMethods::frozenRandom);
    return methods;
  }

  /** The names of the methods. */
  public static List<String> names() {
    return List.copyOf(METHODS.keySet());
  }

  /**
   * Reads a method.
   *
   * @throws UnusableInputException if there is none of that name, or an option is unknown or out of
   *     range; the message lists what there is
   */
  public static Recipe parse(String text) {
    OptionText options = OptionText.parse("--method", text);
    Function<OptionText, Recipe> method = METHODS.get(options.name());
    if (method == null) {
      throw new UnusableInputException(
          "There is no training method '%s'; there are %s."
              .formatted(options.name(), String.join(", ", METHODS.keySet())));
    }
    return method.apply(options);
  }

  /**
   * The parts of a training with this method.
   *
   * @return at least one; their epochs sum up to those of the settings
   * @throws UnusableInputException if the settings or the network do not suit the method
   */
  public List<Phase> phases(Settings settings, Subject subject) {
    return parts.of(settings, subject);
  }
}
