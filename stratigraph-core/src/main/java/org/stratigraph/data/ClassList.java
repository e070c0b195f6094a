package org.stratigraph.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;

/**
 * The names of the class folders in class order: the first word of each line, whose number, from 0,
 * is the class index.
 */
final class ClassList {
  private final String source;
  private final Map<String, Integer> indices;

  private ClassList(String source, Map<String, Integer> indices) {
    this.source = source;
    this.indices = indices;
  }

  /**
   * The class list of a file.
   *
   * @throws UnusableInputException if it cannot be read, is empty, has an empty line between others
   *     or a name twice
   */
  static ClassList read(Path file) {
    return of(file.toString(), TextLines.read(file, "class list"));
  }

  /** The 1,000 classes of ImageNet (ILSVRC2012), by WordNet id. */
  static ClassList imageNet() {
    return Holder.IMAGENET;
  }

  private static ClassList of(String source, List<String> lines) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (String line : lines) {
      String name = line.strip().split("\\s+", 2)[0];
      if (name.isEmpty()) {
        throw new UnusableInputException(
            source
                + ": line "
                + (indices.size() + 1)
                + " is empty; a class list has one folder name a line, in class order.");
      }
      if (indices.put(name, indices.size()) != null) {
        throw new UnusableInputException(source + ": the class \"" + name + "\" is there twice.");
      }
    }
    if (indices.isEmpty()) {
      throw new UnusableInputException(source + ": the class list is empty.");
    }
    return new ClassList(source, indices);
  }

  String source() {
    return source;
  }

  int size() {
    return indices.size();
  }

  boolean contains(String name) {
    return indices.containsKey(name);
  }

  boolean containsAll(Collection<String> names) {
    return indices.keySet().containsAll(names);
  }

  /** The class index of a name that the list contains. */
  int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalArgumentException(name);
    }
    return index;
  }

  /** Read when first needed. */
  private static final class Holder {
    static final ClassList IMAGENET = load();

    private static ClassList load() {
      String name = "imagenet-1k-synsets.txt";
      try (InputStream stream = ClassList.class.getResourceAsStream(name)) {
        if (stream == null) {
          throw new IllegalStateException("the resource " + name + " is missing");
        }
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
        return of(name, reader.lines().filter(line -> !line.startsWith("#")).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
