package org.stratigraph.store;

import java.util.List;

/** A piece of a YAML document, with the place where it begins. */
sealed interface YamlNode {
  /** Where it begins. */
  Place place();

  /** What it is, for messages. */
  String kind();

  /**
   * A place in a file.
   *
   * @param line from 1
   * @param column from 1
   */
  record Place(int line, int column) {
    @Override
    public String toString() {
      return line + ":" + column;
    }
  }

  /**
   * A text, number or truth value, as it is written, without quotes.
   *
   * @param absent whether it is null, as a key without a value is
   */
  record Scalar(Place place, String text, boolean absent) implements YamlNode {
    @Override
    public String kind() {
      return absent ? "nothing" : "a single value";
    }
  }

  /** Items in order. */
  record Items(Place place, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in order; no key comes twice. */
  record Fields(Place place, List<Field> fields) implements YamlNode {
    @Override
    public String kind() {
      return "keys with values";
    }
  }

  /** A key with its value, and where the key stands. */
  record Field(Place place, String key, YamlNode value) {}
}
