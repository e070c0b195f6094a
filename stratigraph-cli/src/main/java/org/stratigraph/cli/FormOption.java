package org.stratigraph.cli;

import java.util.Locale;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.weightchange.CurveForm;

/** What {@code --form} takes: a form of weight change. */
final class FormOption {
  private FormOption() {}

  /**
   * The form of a name, in any case.
   *
   * @throws UnusableInputException if there is none
   */
  static CurveForm of(String name) {
    return Labelled.find(CurveForm.class, name.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "--form %s is not known. There are l1_ratio and elementwise_mean."
                        .formatted(OneLine.of(name))));
  }
}
