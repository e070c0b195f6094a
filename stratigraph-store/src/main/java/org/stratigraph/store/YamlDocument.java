package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * One YAML document as a tree. What a file of settings does not need is refused, and with it what
 * could be done with it: aliases (a few lines that unfold to gigabytes), tags (which elsewhere make
 * objects of any class), a second document, deep nesting, a large file.
 */
final class YamlDocument {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 20;
  private static final YAMLFactory YAML = factory();

  private final String name;
  private final YAMLParser parser;

  private YamlDocument(String name, YAMLParser parser) {
    this.name = name;
    this.parser = parser;
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(0);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
        .build();
  }

  /**
   * Reads a file.
   *
   * @throws UnusableInputException if it cannot be read or is no such document; the message begins
   *     with the file, line and column
   */
  static YamlNode read(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new UnusableInputException(
            Files.exists(path)
                ? path + ": is not a file; give the study's YAML file."
                : path + ": there is no such file.");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw new UnusableInputException(
            "%s: has %s bytes; a study has at most %s."
                .formatted(path, Files.size(path), MOST_BYTES));
      }
      return parse(text(path, Files.readAllBytes(path)), path.toString());
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(path, IoReason.of(e)), e);
    }
  }

  private static String text(Path path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnusableInputException(path + ": is not text in UTF-8.", e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name of its file, for messages
   * @throws UnusableInputException as {@link #read}
   */
  static YamlNode parse(String text, String name) {
    try (YAMLParser parser = YAML.createParser(text)) {
      YamlDocument document = new YamlDocument(name, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UnusableInputException(name + ": is empty.");
      }
      YamlNode root = document.node(first);
      if (parser.nextToken() != null) {
        throw document.refused("a second document begins; one file holds one study");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw invalid(name, e);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof MarkedYAMLException marked) {
        throw invalid(name, marked);
      }
      JsonLocation at = e.getLocation();
      throw new UnusableInputException(
          at == null
              ? "%s: is not valid YAML: %s.".formatted(name, oneLine(e.getOriginalMessage()))
              : "%s:%s:%s: is not valid YAML: %s."
                  .formatted(
                      name, at.getLineNr(), at.getColumnNr(), oneLine(e.getOriginalMessage())),
          e);
    } catch (IOException | org.yaml.snakeyaml.error.YAMLException e) {
      throw new UnusableInputException(
          "%s: is not valid YAML: %s.".formatted(name, oneLine(String.valueOf(e.getMessage()))), e);
    }
  }

  private static UnusableInputException invalid(String name, MarkedYAMLException e) {
    Mark mark = e.getProblemMark();
    String problem = oneLine(String.valueOf(e.getProblem()));
    String said =
        problem.contains("TAB")
            ? "a tab stands where YAML allows spaces only; indent with spaces"
            : "is not valid YAML: " + problem;
    return new UnusableInputException(
        mark == null
            ? "%s: %s.".formatted(name, said)
            : "%s:%s:%s: %s.".formatted(name, mark.getLine() + 1, mark.getColumn() + 1, said),
        e);
  }

  private static String oneLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /** What begins with the parser's current token; ends with its last one. */
  private YamlNode node(JsonToken token) throws IOException {
    YamlNode.Place place = place();
    if (parser.isCurrentAlias()) {
      throw refused("an alias (*name) stands here; write the value out");
    }
    if (parser.getTypeId() != null) {
      throw refused("a tag (!name) stands here; leave it out");
    }
    return switch (token) {
      case START_OBJECT -> fields(place);
      case START_ARRAY -> {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(node(next));
        }
        yield new YamlNode.Items(place, List.copyOf(items));
      }
      case VALUE_NULL -> new YamlNode.Scalar(place, "", true);
      default -> new YamlNode.Scalar(place, parser.getText(), false);
    };
  }

  private YamlNode fields(YamlNode.Place place) throws IOException {
    List<YamlNode.Field> fields = new ArrayList<>();
    Map<String, YamlNode.Place> seen = new HashMap<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_OBJECT;
        next = parser.nextToken()) {
      YamlNode.Place at = place();
      String key = parser.currentName();
      YamlNode.Place before = seen.putIfAbsent(key, at);
      if (before != null) {
        throw refused(
            "the key %s is there already in line %s".formatted(Problems.shown(key), before.line()));
      }
      fields.add(new YamlNode.Field(at, key, node(parser.nextToken())));
    }
    return new YamlNode.Fields(place, List.copyOf(fields));
  }

  private YamlNode.Place place() {
    JsonLocation at = parser.currentTokenLocation();
    return new YamlNode.Place(at.getLineNr(), at.getColumnNr());
  }

  private UnusableInputException refused(String why) {
    return new UnusableInputException("%s:%s: %s.".formatted(name, place(), why));
  }
}
