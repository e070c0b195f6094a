package org.stratigraph.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.NearestName;

/**
 * The keys of one object of a YAML file, asked for one by one: what was asked for is what there is,
 * and {@link #end} reports the rest. A value of the wrong type is a problem and counts as absent.
 * Not thread-safe.
 */
final class YamlObject {
  private final YamlNode.Place place;
  private final Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();
  private final Problems problems;

  /**
   * The object of a node; without keys, and with a problem, if it is something else.
   *
   * @param what it should be, for messages
   */
  YamlObject(YamlNode node, String what, Problems problems) {
    this.place = node.place();
    this.problems = problems;
    if (node instanceof YamlNode.Fields found) {
      found.fields().forEach(field -> fields.put(field.key(), field));
    } else {
      problems.add(
          place, "%s is %s, not keys with values ('key: value')".formatted(what, node.kind()));
    }
  }

  YamlNode.Place place() {
    return place;
  }

  /** Where a key stands; where the object begins, if the key is not there. */
  YamlNode.Place place(String key) {
    YamlNode.Field field = fields.get(key);
    return field == null ? place : field.place();
  }

  /** Whether a key is there with a value. */
  boolean has(String key) {
    return node(key).isPresent();
  }

  /** The value of a key, whatever it is; empty for nothing. */
  Optional<YamlNode> node(String key) {
    asked.add(key);
    return Optional.ofNullable(fields.get(key))
        .map(YamlNode.Field::value)
        .filter(value -> !(value instanceof YamlNode.Scalar scalar && scalar.absent()));
  }

  /** A text. Numbers and truth values are taken as they are written. */
  Optional<String> text(String key) {
    return node(key).flatMap(node -> scalar(key, node)).filter(text -> notBlank(key, text));
  }

  private Optional<String> scalar(String key, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.absent()) {
      return Optional.of(scalar.text());
    }
    problems.add(node.place(), "%s is %s, not a single value".formatted(key, node.kind()));
    return Optional.empty();
  }

  private boolean notBlank(String key, String text) {
    if (text.isBlank()) {
      problems.add(place(key), key + " is empty");
      return false;
    }
    return true;
  }

  /** A text that must be there. */
  String required(String key) {
    if (!has(key)) {
      problems.add(place, key + " is missing");
    }
    return text(key).orElse("");
  }

  /** One of several words. */
  Optional<String> word(String key, List<String> words) {
    return text(key)
        .filter(
            word -> {
              if (!words.contains(word)) {
                problems.add(
                    place(key),
                    "%s %s is not known%s there are %s"
                        .formatted(
                            key,
                            Problems.shown(word),
                            NearestName.to(word, words)
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse(";"),
                            String.join(", ", words)));
              }
              return words.contains(word);
            });
  }

  /** A whole number. */
  OptionalLong integer(String key, long least, long most) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
      problems.add(place(key), "%s %s must be from %s to %s".formatted(key, value, least, most));
    } catch (NumberFormatException e) {
      problems.add(
          place(key), "%s %s is not a whole number".formatted(key, Problems.shown(text.get())));
    }
    return OptionalLong.empty();
  }

  /** A count. */
  OptionalInt count(String key, int most) {
    OptionalLong value = integer(key, 1, most);
    return value.isPresent()
        ? OptionalInt.of(Math.toIntExact(value.getAsLong()))
        : OptionalInt.empty();
  }

  /**
   * A number.
   *
   * @param range in words, such as {@code a fraction from 0 to 1}
   */
  OptionalDouble number(String key, double least, double most, String range) {
    Optional<String> text = text(key);
    return text.isEmpty()
        ? OptionalDouble.empty()
        : number(place(key), key, text.get(), least, most, range);
  }

  private OptionalDouble number(
      YamlNode.Place at, String key, String text, double least, double most, String range) {
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      problems.add(at, "%s %s is not a number".formatted(key, Problems.shown(text)));
      return OptionalDouble.empty();
    }
    problems.add(at, "%s %s must be %s".formatted(key, Problems.shown(text), range));
    return OptionalDouble.empty();
  }

  /** A list of numbers. */
  List<Float> floats(String key, float least, String range) {
    List<Float> values = new ArrayList<>();
    for (YamlNode item : items(key)) {
      scalar(key, item)
          .ifPresent(
              text ->
                  number(item.place(), key, text, least, Float.MAX_VALUE, range)
                      .ifPresent(value -> values.add((float) value)));
    }
    return values;
  }

  /** Yes or no. */
  Optional<Boolean> flag(String key) {
    return text(key)
        .flatMap(
            text ->
                switch (text) {
                  case "true", "yes" -> Optional.of(true);
                  case "false", "no" -> Optional.of(false);
                  default -> {
                    problems.add(
                        place(key),
                        "%s %s is neither true nor false".formatted(key, Problems.shown(text)));
                    yield Optional.empty();
                  }
                });
  }

  /** A list of texts; a single one stands for a list of one. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> scalar(key, item).ifPresent(texts::add));
    return texts;
  }

  /** Texts by name. */
  Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    node(key)
        .ifPresent(
            node -> {
              if (node instanceof YamlNode.Fields found) {
                found
                    .fields()
                    .forEach(
                        field ->
                            scalar(field.key(), field.value())
                                .ifPresent(text -> map.put(field.key(), text)));
              } else {
                problems.add(
                    node.place(),
                    "%s is %s, not keys with values ('key: value')".formatted(key, node.kind()));
              }
            });
    return map;
  }

  /** The items of a list; a value that is no list stands for a list of one. */
  List<YamlNode> items(String key) {
    return node(key)
        .map(node -> node instanceof YamlNode.Items list ? list.items() : List.of(node))
        .orElse(List.of());
  }

  /** The object below a key. */
  Optional<YamlObject> object(String key) {
    return node(key).map(node -> new YamlObject(node, key, problems));
  }

  /** Reports the keys that nothing asked for. */
  void end() {
    fields.forEach(
        (key, field) -> {
          if (!asked.contains(key)) {
            problems.add(
                field.place(),
                "unknown key "
                    + Problems.shown(key)
                    + NearestName.to(key, asked)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; there are " + String.join(", ", asked)));
          }
        });
  }
}
