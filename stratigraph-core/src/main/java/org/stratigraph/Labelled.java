package org.stratigraph;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A constant of an enumeration with a name for options and files. */
public interface Labelled {
  /** The name of the constant. */
  String name();

  /** The name in options and files: that of the constant as {@code layer-mean}, if not another. */
  default String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of a label, if there is one. */
  static <E extends Enum<E> & Labelled> Optional<E> find(Class<E> type, String label) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.label().equals(label))
        .findFirst();
  }

  /** All labels in order, with commas between them. */
  static <E extends Enum<E> & Labelled> String labels(Class<E> type) {
    return Stream.of(type.getEnumConstants())
        .map(Labelled::label)
        .collect(Collectors.joining(", "));
  }

  /**
   * The constant of a label.
   *
   * @param unknown the message where there is none: a format that takes the label and the list of
   *     those that there are
   * @throws UnusableInputException if there is none
   */
  static <E extends Enum<E> & Labelled> E named(Class<E> type, String label, String unknown) {
    return find(type, label)
        .orElseThrow(() -> new UnusableInputException(String.format(unknown, label, labels(type))));
  }
}
