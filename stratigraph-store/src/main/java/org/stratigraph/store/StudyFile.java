package org.stratigraph.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.NearestName;
import org.stratigraph.UnusableInputException;
import org.stratigraph.study.Study;

/** Reads studies: YAML files, described in {@code docs/study.md}, and those that are built in. */
public final class StudyFile {
  private static final String BUILT_IN = "builtin:";
  private static final List<String> NAMES = List.of("paper-resnet50");

  private StudyFile() {}

  /** The names of the studies that are built in, as {@code builtin:NAME}. */
  public static List<String> builtIn() {
    return NAMES.stream().map(name -> BUILT_IN + name).toList();
  }

  /**
   * Reads a study.
   *
   * @param spec the path of a YAML file, or {@code builtin:NAME}
   * @throws UnusableInputException if there is none, or it is not a valid one; one message names
   *     file, line and column of every problem
   */
  public static Study open(String spec) {
    if (spec.startsWith(BUILT_IN)) {
      return builtIn(spec);
    }
    Path path;
    try {
      path = Path.of(spec);
    } catch (InvalidPathException e) {
      throw new UnusableInputException("'" + spec + "' is not a path.", e);
    }
    Path parent = path.toAbsolutePath().normalize().getParent();
    return new StudyReader(path.toString(), StudyPaths.beside(parent == null ? path : parent))
        .read(YamlDocument.read(path));
  }

  private static Study builtIn(String spec) {
    String name = spec.substring(BUILT_IN.length());
    if (!NAMES.contains(name)) {
      throw new UnusableInputException(
          "There is no study '%s'%s"
              .formatted(
                  spec,
                  NearestName.to(spec, builtIn())
                      .map(n -> "; did you mean '" + n + "'?")
                      .orElse("; there is " + String.join(", ", builtIn()) + ".")));
    }
    try (InputStream stream = StudyFile.class.getResourceAsStream(name + ".yaml")) {
      if (stream == null) {
        throw new IllegalStateException(spec + " is missing");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new StudyReader(spec, StudyPaths.beside(Path.of("").toAbsolutePath()))
          .read(YamlDocument.parse(text, spec));
    } catch (IOException e) {
      throw new IllegalStateException(spec + " is damaged", e);
    }
  }
}
