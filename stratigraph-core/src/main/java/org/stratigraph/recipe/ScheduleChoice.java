package org.stratigraph.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.training.LearningRate;

/**
 * A learning rate schedule by name: {@code constant}, {@code step} or {@code cosine}, each with
 * {@code warm-up=EPOCHS}: {@code step:at=0.5+0.75,factor=0.1}, {@code cosine:last=0,warm-up=5}.
 *
 * <p>Without {@code warm-up}, {@code step} and {@code cosine} warm up over a tenth of the epochs,
 * at most five; under ten epochs not at all.
 */
public final class ScheduleChoice {
  private static final String OPTION = "--schedule";
  private static final List<String> NAMES = List.of("constant", "step", "cosine");
  private static final int LONGEST_WARM_UP = 5;

  private final String text;
  private final Shape shape;
  private final OptionalInt warmUp;

  /** A schedule for a first rate. */
  private interface Shape {
    LearningRate of(double rate);
  }

  private ScheduleChoice(String text, Shape shape, OptionalInt warmUp) {
    this.text = text;
    this.shape = shape;
    this.warmUp = warmUp;
  }

  /**
   * Reads a schedule.
   *
   * @throws UnusableInputException if there is none of that name, or an option is unknown or out of
   *     range; the message lists what there is
   */
  public static ScheduleChoice parse(String text) {
    OptionText options = OptionText.parse(OPTION, text);
    Shape shape =
        switch (options.name()) {
          case "constant" -> LearningRate.Constant::new;
          case "step" -> step(options);
          case "cosine" -> {
            double last = options.number("last", "0", 0, 1e6);
            yield rate -> new LearningRate.Cosine(rate, last);
          }
          default ->
              throw new UnusableInputException(
                  "There is no schedule '%s'; there are %s."
                      .formatted(options.name(), String.join(", ", NAMES)));
        };
    boolean constant = options.name().equals("constant");
    OptionalInt given =
        options.count("warm-up", constant ? "0" : "a tenth of the epochs, at most 5", 0, 1_000_000);
    OptionalInt warmUp = constant ? OptionalInt.of(given.orElse(0)) : given;
    return new ScheduleChoice(options.end(), shape, warmUp);
  }

  private static Shape step(OptionText options) {
    List<Double> milestones = new ArrayList<>();
    String text = options.text("at", "SHARE+SHARE (default 0.5+0.75)").orElse("0.5+0.75");
    for (String part : text.split("\\+", -1)) {
      double share;
      try {
        share = Double.parseDouble(part);
      } catch (NumberFormatException e) {
        throw options.unusable("has at=%s; write shares of the epochs, such as at=0.5+0.75.", text);
      }
      double least = milestones.isEmpty() ? 0 : milestones.get(milestones.size() - 1);
      if (!(share > least && share < 1)) {
        throw options.unusable(
            "has at=%s; the shares of the epochs must rise and lie between 0 and 1.", text);
      }
      milestones.add(share);
    }
    double factor = options.number("factor", "0.1", 0, 1);
    return rate -> new LearningRate.Step(rate, milestones, factor);
  }

  /** The name with its options. */
  public String text() {
    return text;
  }

  /**
   * The learning rate over a training.
   *
   * @param rate the first, after the warm-up; above 0
   * @param epochs from 1
   * @throws UnusableInputException if the warm-up is not shorter than the training
   */
  public LearningRate over(double rate, int epochs) {
    int warm = warmUp.orElse(Math.min(LONGEST_WARM_UP, epochs / 10));
    if (warm >= epochs && warm > 0) {
      throw new UnusableInputException(
          "--schedule %s warms up for %d epochs, but there are only %d; give fewer."
              .formatted(text, warm, epochs));
    }
    LearningRate then = shape.of(rate);
    return warm == 0 ? then : new LearningRate.WarmUp(warm, then);
  }
}
