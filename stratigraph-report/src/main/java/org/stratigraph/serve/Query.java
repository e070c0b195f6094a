package org.stratigraph.serve;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What stands behind the question mark.
 *
 * @param values by name; of a name that is given twice, the last
 */
record Query(Map<String, String> values) {
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}");

  Query {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Reads it; what is not well formed is left out. */
  static Query of(URI uri) {
    Map<String, String> values = new LinkedHashMap<>();
    String raw = uri.getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      try {
        values.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      } catch (IllegalArgumentException malformed) {
        // Left out.
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A value; empty if there is none. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** A value that counts something, from 0; empty if there is none, or it does not. */
  OptionalInt place(String name) {
    return PLACE.matcher(text(name)).matches()
        ? OptionalInt.of(Integer.parseInt(text(name)))
        : OptionalInt.empty();
  }

  /** A value's parts between commas. */
  List<String> list(String name) {
    return Arrays.stream(text(name).split(",")).filter(part -> !part.isEmpty()).toList();
  }
}
