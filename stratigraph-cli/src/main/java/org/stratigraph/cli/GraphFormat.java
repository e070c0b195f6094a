package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.Labelled;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;

/** What a network is drawn as. */
enum GraphFormat implements Labelled {
  HTML,
  SVG,
  DOT,
  MODEL_EXPLORER,
  MODEL_EXPLORER_DATA;

  /**
   * The format that is asked for, else the one that a file's ending says.
   *
   * @throws UnusableInputException if there is no such format, or the ending does not decide
   */
  static GraphFormat of(Optional<String> asked, Path out) {
    if (asked.isPresent()) {
      return Labelled.find(GraphFormat.class, asked.get().toLowerCase(Locale.ROOT))
          .orElseThrow(
              () ->
                  new UnusableInputException(
                      "--format %s: expected one of %s."
                          .formatted(
                              Printable.name(asked.get()), Labelled.labels(GraphFormat.class))));
    }
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html", "htm" -> HTML;
      case "svg" -> SVG;
      case "dot", "gv" -> DOT;
      case "json" ->
          throw new UnusableInputException(
              ("--out %s: JSON can be the graph or the numbers of it; add --format model-explorer"
                      + " or --format model-explorer-data.")
                  .formatted(out));
      default ->
          throw new UnusableInputException(
              "--out %s: expected a name that ends with .html, .svg, .dot or .json, or --format."
                  .formatted(out));
    };
  }
}
