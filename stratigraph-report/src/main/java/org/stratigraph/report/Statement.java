package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.figure.Names;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** Sentences of a report, in which names from files are set apart from our own words. */
final class Statement {
  /** Longer names would drown the sentence. */
  private static final int LONGEST_NAME = 60;

  private record Part(String text, String element) {}

  private final List<Part> parts = new ArrayList<>();

  /** Adds our own words. */
  Statement say(String words) {
    parts.add(new Part(words, ""));
    return this;
  }

  /** Adds the name of a network or category. */
  Statement name(String name) {
    parts.add(new Part(Label.of(Names.plain(name), LONGEST_NAME), "b"));
    return this;
  }

  /** Adds the name of a layer. */
  Statement layer(String name) {
    parts.add(new Part(Label.of(name, LONGEST_NAME), "code"));
    return this;
  }

  /** Adds what another statement says. */
  Statement add(Statement other) {
    parts.addAll(other.parts);
    return this;
  }

  /** Whether nothing was said. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The words alone. */
  String plain() {
    StringBuilder plain = new StringBuilder();
    parts.forEach(part -> plain.append(part.text()));
    return plain.toString();
  }

  /** Adds the sentences to a page. */
  void addTo(Markup page) {
    for (Part part : parts) {
      if (part.element().isEmpty()) {
        page.text(part.text());
      } else {
        page.name(part.text(), part.element());
      }
    }
  }
}
