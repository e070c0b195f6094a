package org.stratigraph;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A choice with a name for options and files. */
public interface Labelled {
  /** The name, in lower case. */
  String label();

  /**
   * The constant of a label.
   *
   * @param unknown the message where there is none: a format that takes the label and the list of
   *     those that there are
   * @throws UnusableInputException if there is none
   */
  static <E extends Enum<E> & Labelled> E named(Class<E> type, String label, String unknown) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInputException(
                    String.format(
                        unknown,
                        label,
                        Arrays.stream(type.getEnumConstants())
                            .map(Labelled::label)
                            .collect(Collectors.joining(", ")))));
  }
}
