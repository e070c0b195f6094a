package org.stratigraph.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;

/** What is wrong with a file, all of it, so that it is mended in one go. Not thread-safe. */
final class Problems {
  private static final int MOST = 20;

  private record Problem(YamlNode.Place place, String sentence) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /** Adds one; a clause without a full stop. */
  void add(YamlNode.Place place, String sentence) {
    problems.add(new Problem(place, sentence.endsWith("?") ? sentence : sentence + "."));
  }

  /** Does something whose refusal is a problem at this place. */
  void check(YamlNode.Place place, Runnable work) {
    try {
      work.run();
    } catch (UnusableInputException e) {
      String sentence = String.valueOf(e.getMessage());
      add(place, sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
    }
  }

  /**
   * Ends the reading if there was any problem.
   *
   * @throws UnusableInputException naming the file, and line and column of each
   */
  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> ordered = new ArrayList<>(problems);
    ordered.sort(
        Comparator.comparingInt((Problem p) -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    if (ordered.size() == 1) {
      throw new UnusableInputException(
          "%s:%s: %s".formatted(file, ordered.get(0).place(), ordered.get(0).sentence()));
    }
    StringBuilder text = new StringBuilder(file + " has " + ordered.size() + " problems.");
    ordered.stream()
        .limit(MOST)
        .forEach(
            problem ->
                text.append(" ").append(problem.place()).append(": ").append(problem.sentence()));
    if (ordered.size() > MOST) {
      text.append(" And ").append(ordered.size() - MOST).append(" more.");
    }
    throw new UnusableInputException(text.toString());
  }

  /** A value from the file, fit for a message. */
  static String shown(String value) {
    return "'" + Printable.name(value) + "'";
  }
}
