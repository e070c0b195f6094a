package org.stratigraph.recipe;

import java.util.List;
import org.stratigraph.UnusableInputException;
import org.stratigraph.training.Optimiser;

/**
 * An optimiser by name: {@code sgd}, {@code adam}, {@code adamw}, {@code radam}, or one of them
 * with Lookahead around it, {@code lookahead-radam}. Options follow a colon: {@code
 * sgd:momentum=0.9,nesterov,weight-decay=5e-4}.
 *
 * @param text the name with every option, also those that were not given
 * @param optimiser what it means
 * @param rate the learning rate that suits it, where nobody says another
 */
public record OptimiserChoice(String text, Optimiser optimiser, double rate) {
  private static final String OPTION = "--optimizer";
  private static final String LOOKAHEAD = "lookahead-";
  private static final List<String> NAMES = List.of("sgd", "adam", "adamw", "radam");

  /** With SGD; what ResNets were published with. */
  private static final double SGD_RATE = 0.1;

  /** With the Adam family; the default of its paper. */
  private static final double ADAM_RATE = 1e-3;

  /**
   * Reads an optimiser.
   *
   * @throws UnusableInputException if there is none of that name, or an option is unknown or out of
   *     range; the message lists what there is
   */
  public static OptimiserChoice parse(String text) {
    OptionText options = OptionText.parse(OPTION, text);
    boolean lookahead = options.name().startsWith(LOOKAHEAD);
    String name = lookahead ? options.name().substring(LOOKAHEAD.length()) : options.name();
    if (!NAMES.contains(name)) {
      throw new UnusableInputException(
          "There is no optimizer '%s'; there are %s, and each with Lookahead around it, such as lookahead-sgd."
              .formatted(options.name(), String.join(", ", NAMES)));
    }
    Optimiser inner = name.equals("sgd") ? sgd(options) : adam(name, options);
    Optimiser optimiser = inner;
    if (lookahead) {
      // The defaults of Zhang et al. 2019 for CIFAR.
      optimiser =
          new Optimiser.Lookahead(
              inner, options.count("steps", 5, 1, 1_000_000), options.number("share", "0.5", 0, 1));
    }
    return new OptimiserChoice(options.end(), optimiser, name.equals("sgd") ? SGD_RATE : ADAM_RATE);
  }

  private static Optimiser sgd(OptionText options) {
    double momentum = options.number("momentum", "0.9", 0, 1);
    boolean nesterov = options.flag("nesterov", false);
    if (nesterov && momentum == 0) {
      throw options.unusable("has nesterov without momentum; give momentum above 0.");
    }
    return new Optimiser.Sgd(momentum, nesterov, options.number("weight-decay", "1e-4", 0, 1e6));
  }

  private static Optimiser adam(String name, OptionText options) {
    double beta1 = options.number("beta1", "0.9", 0, 1);
    double beta2 = options.number("beta2", "0.999", 0, 1);
    double epsilon = options.number("epsilon", name.equals("radam") ? "1e-7" : "1e-8", 0, 1);
    // As PyTorch has them: 0.01 for AdamW, none for the others.
    double decay = options.number("weight-decay", name.equals("adamw") ? "0.01" : "0", 0, 1e6);
    if (beta1 == 1 || beta2 == 1) {
      throw options.unusable("has a beta of 1; it must be below.");
    }
    return switch (name) {
      case "adam" -> new Optimiser.Adam(beta1, beta2, epsilon, decay);
      case "adamw" -> new Optimiser.AdamW(beta1, beta2, epsilon, decay);
      default -> new Optimiser.RAdam(beta1, beta2, epsilon, decay);
    };
  }
}
