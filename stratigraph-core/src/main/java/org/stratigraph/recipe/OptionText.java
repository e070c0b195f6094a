package org.stratigraph.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/**
 * A choice with options, written {@code name:option=value,word}: a method, an optimiser, a
 * schedule. What is asked of it is what there is: {@link #end} refuses the rest and lists all that
 * was asked. Not thread-safe.
 */
final class OptionText {
  private final String what;
  private final String text;
  private final String name;

  /** Options as written, a word without value under itself. */
  private final Map<String, String> given = new LinkedHashMap<>();

  private final List<String> known = new ArrayList<>();
  private final List<String> chosen = new ArrayList<>();

  private OptionText(String what, String text, String name) {
    this.what = what;
    this.text = text;
    this.name = name;
  }

  /**
   * Takes a text apart.
   *
   * @param what the command line's option that it was given to, for messages: {@code --method}
   */
  static OptionText parse(String what, String text) {
    int colon = text.indexOf(':');
    String name = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    OptionText parsed = new OptionText(what, text, name);
    if (colon >= 0) {
      for (String part : text.substring(colon + 1).split(",", -1)) {
        parsed.add(part.strip());
      }
    }
    return parsed;
  }

  private void add(String part) {
    int equals = part.indexOf('=');
    String key = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
    String value = equals < 0 ? key : part.substring(equals + 1).strip();
    if (key.isEmpty() || value.isEmpty()) {
      throw unusable("has an empty option. Write it as name:option=value,option=value.");
    }
    if (given.put(key, value) != null) {
      throw unusable("gives the option '%s' twice.", key);
    }
  }

  String name() {
    return name;
  }

  /**
   * One of several words, which may stand alone ({@code linf}) or after the key ({@code
   * norm=linf}).
   *
   * @param words the first is the default
   */
  String word(String key, List<String> words) {
    known.add("%s (default %s)".formatted(String.join(" or ", words), words.get(0)));
    Optional<String> byKey = Optional.ofNullable(given.remove(key));
    List<String> alone = words.stream().filter(word -> word.equals(given.get(word))).toList();
    if (alone.size() + (byKey.isPresent() ? 1 : 0) > 1) {
      throw unusable("can have only one of %s.", String.join(", ", words));
    }
    String word =
        byKey
            .map(value -> value.toLowerCase(Locale.ROOT))
            .orElse(alone.isEmpty() ? words.get(0) : alone.get(0));
    if (!words.contains(word)) {
      throw unusable("has %s=%s; there are %s.", key, word, String.join(", ", words));
    }
    given.remove(word);
    chosen.add(word);
    return word;
  }

  /** A switch: {@code key}, {@code key=yes} or {@code key=no}. */
  boolean flag(String key, boolean otherwise) {
    given.putIfAbsent(key, otherwise ? "yes" : "no");
    return flag(key, otherwise ? "yes" : "no").orElseThrow();
  }

  /**
   * A switch that may be absent.
   *
   * @param otherwise what its absence means, for messages
   */
  Optional<Boolean> flag(String key, String otherwise) {
    known.add("%s=yes|no (default %s)".formatted(key, otherwise));
    String value = given.remove(key);
    if (value == null) {
      return Optional.empty();
    }
    boolean on =
        switch (value.toLowerCase(Locale.ROOT)) {
          case "no", "false" -> false;
          case "yes", "true" -> true;
          default -> {
            if (value.equalsIgnoreCase(key)) {
              yield true;
            }
            throw unusable("has %s=%s; it is yes or no.", key, value);
          }
        };
    chosen.add(key + "=" + (on ? "yes" : "no"));
    return Optional.of(on);
  }

  /** A text that may be absent. */
  Optional<String> text(String key, String placeholder) {
    known.add("%s=%s".formatted(key, placeholder));
    Optional<String> value = Optional.ofNullable(given.remove(key));
    value.ifPresent(text -> chosen.add(key + "=" + text));
    return value;
  }

  /**
   * A number, also written as a fraction: {@code 8/255}.
   *
   * @param least the smallest that is allowed
   * @param most the largest
   */
  double number(String key, String otherwise, double least, double most) {
    known.add("%s=NUMBER (default %s)".formatted(key, otherwise));
    String value = Optional.ofNullable(given.remove(key)).orElse(otherwise);
    double number = number(key, value);
    if (!(number >= least && number <= most)) {
      throw unusable("has %s=%s; it must be from %s to %s.", key, value, plain(least), plain(most));
    }
    chosen.add(key + "=" + value);
    return number;
  }

  /**
   * A whole number that may be absent.
   *
   * @param otherwise what its absence means, for messages
   */
  OptionalInt count(String key, String otherwise, int least, int most) {
    known.add("%s=COUNT (default %s)".formatted(key, otherwise));
    String value = given.remove(key);
    if (value == null) {
      return OptionalInt.empty();
    }
    try {
      int count = Integer.parseInt(value);
      if (count < least || count > most) {
        throw unusable("has %s=%s; it must be from %d to %d.", key, value, least, most);
      }
      chosen.add(key + "=" + count);
      return OptionalInt.of(count);
    } catch (NumberFormatException e) {
      throw unusable("has %s=%s, which is not a whole number.", key, value);
    }
  }

  /** A whole number. */
  int count(String key, int otherwise, int least, int most) {
    given.putIfAbsent(key, Integer.toString(otherwise));
    return count(key, Integer.toString(otherwise), least, most).orElseThrow();
  }

  private double number(String key, String value) {
    int slash = value.indexOf('/');
    try {
      double number =
          slash < 0
              ? Double.parseDouble(value)
              : Double.parseDouble(value.substring(0, slash))
                  / Double.parseDouble(value.substring(slash + 1));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw unusable(
          "has %s=%s, which is not a number. Write one such as 0.03 or 8/255.", key, value);
    }
    throw unusable("has %s=%s, which is not a finite number.", key, value);
  }

  /**
   * Refuses options that nothing asked for.
   *
   * @return the name with every option and its value, also those not given: what was chosen, in
   *     full
   */
  String end() {
    if (!given.isEmpty()) {
      String first = given.keySet().iterator().next();
      throw known.isEmpty()
          ? unusable("has no options, and so no '%s'.", first)
          : unusable("has no option '%s'; there are: %s.", first, String.join("; ", known));
    }
    return chosen.isEmpty() ? name : name + ":" + String.join(",", chosen);
  }

  /** A sentence about this text. */
  UnusableInputException unusable(String sentence, Object... arguments) {
    return new UnusableInputException(
        what + " " + text + " " + String.format(Locale.ROOT, sentence, arguments));
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
