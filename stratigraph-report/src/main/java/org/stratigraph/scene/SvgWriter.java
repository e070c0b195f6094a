package org.stratigraph.scene;

import static org.stratigraph.scene.NumberText.at;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Scenes as SVG 1.1. Text stays text. The same scene gives the same characters.
 *
 * <p>A file of its own carries the glyphs that it uses, so that it looks the same where the
 * typeface is not installed.
 */
public final class SvgWriter {
  /** What the embedded glyphs are called; the typeface's own name is reserved for all of it. */
  private static final String OWN_FAMILY = "Stratigraph Figure";

  /** Faces of the same widths. */
  public static final String FAMILIES = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif";

  private static final int MOST_TOOLTIP = 1_200;

  private static final String TEXT_STYLE =
      "text{font-kerning:none;font-variant-ligatures:none;white-space:pre}";

  private final Scene scene;
  private final Markup svg = new Markup();

  private SvgWriter(Scene scene) {
    this.scene = scene;
  }

  /** A complete SVG file on white, with its glyphs. */
  public static String file(Scene scene) {
    SvgWriter writer = new SvgWriter(scene);
    writer.svg.verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.open("figure", OWN_FAMILY + ", " + FAMILIES, "pt");
    writer.svg.open("style");
    writer.svg.verbatim(fontFace(scene) + TEXT_STYLE).close().verbatim("\n");
    writer.svg.empty("rect", "width", "100%", "height", "100%", "fill", Colour.PAPER.hex());
    writer.marks();
    return writer.svg.close().verbatim("\n").toString();
  }

  /**
   * An {@code svg} element for a page, without glyphs and without a ground.
   *
   * @param id starts the ids within the element; letters and digits, unique in the page
   */
  public static String element(Scene scene, String id) {
    SvgWriter writer = new SvgWriter(scene);
    writer.open(id, FAMILIES, "");
    writer.marks();
    return writer.svg.close().toString();
  }

  private static String fontFace(Scene scene) {
    if (scene.texts().isEmpty()) {
      return "";
    }
    String glyphs = Base64.getEncoder().encodeToString(Typeface.subset(scene.texts()));
    return "@font-face{font-family:'%s';src:url(data:font/ttf;base64,%s) format('truetype')}"
        .formatted(OWN_FAMILY, glyphs);
  }

  private void open(String id, String families, String unit) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + at(scene.width()) + " " + at(scene.height()),
        "width",
        at(scene.width()) + unit,
        "height",
        at(scene.height()) + unit,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc",
        "font-family",
        families);
    svg.verbatim("\n").element("title", Label.full(scene.title()), "id", id + "-title");
    svg.verbatim("\n").element("desc", Label.prose(scene.description()), "id", id + "-desc");
    svg.verbatim("\n");
  }

  private void marks() {
    for (Mark mark : scene.marks()) {
      svg.verbatim("\n");
      if (mark instanceof Mark.Rectangle rectangle) {
        rectangle(rectangle);
      } else if (mark instanceof Mark.Circle circle) {
        circle(circle);
      } else if (mark instanceof Mark.Path path) {
        path(path);
      } else if (mark instanceof Mark.Text text) {
        text(text);
      }
    }
    svg.verbatim("\n");
  }

  private void rectangle(Mark.Rectangle mark) {
    List<String> attributes = new ArrayList<>(List.of("x", at(mark.x()), "y", at(mark.y())));
    attributes.addAll(List.of("width", at(mark.width()), "height", at(mark.height())));
    shape("rect", attributes, mark.paint(), mark.note());
  }

  private void circle(Mark.Circle mark) {
    List<String> attributes = new ArrayList<>(List.of("cx", at(mark.x()), "cy", at(mark.y())));
    attributes.addAll(List.of("r", at(mark.radius())));
    shape("circle", attributes, mark.paint(), mark.note());
  }

  private void path(Mark.Path mark) {
    StringBuilder d = new StringBuilder();
    for (List<Point> piece : mark.pieces()) {
      char command = 'M';
      for (Point point : piece) {
        d.append(command).append(at(point.x())).append(' ').append(at(point.y()));
        command = 'L';
      }
      d.append(command == 'M' ? "M" : "").append(mark.closed() ? "Z" : "");
    }
    shape("path", new ArrayList<>(List.of("d", d.toString())), mark.paint(), mark.note());
  }

  private void shape(String element, List<String> attributes, Paint paint, Note note) {
    paint(attributes, paint);
    note(attributes, note);
    end(element, attributes, note, Optional.empty());
  }

  private void text(Mark.Text mark) {
    List<String> attributes = new ArrayList<>();
    if (mark.rotation() == 0) {
      attributes.addAll(List.of("x", at(mark.x()), "y", at(mark.y())));
    } else {
      String place = "translate(" + at(mark.x()) + " " + at(mark.y()) + ")";
      attributes.addAll(List.of("transform", place + " rotate(" + at(mark.rotation()) + ")"));
    }
    if (mark.anchor() != Anchor.START) {
      attributes.addAll(List.of("text-anchor", mark.anchor().svg()));
    }
    attributes.addAll(List.of("font-size", at(mark.size()), "fill", mark.colour().hex()));
    note(attributes, mark.note());
    end("text", attributes, mark.note(), Optional.of(mark.text()));
  }

  private static void paint(List<String> attributes, Paint paint) {
    attributes.addAll(List.of("fill", paint.fill().map(Colour::hex).orElse("none")));
    if (paint.fill().isPresent() && paint.opacity() < 1) {
      attributes.addAll(List.of("fill-opacity", at(paint.opacity())));
    }
    if (paint.stroke().isPresent()) {
      attributes.addAll(List.of("stroke", paint.stroke().get().hex()));
      attributes.addAll(List.of("stroke-width", at(paint.width()), "stroke-linejoin", "round"));
    }
    if (!paint.dashes().isEmpty()) {
      String dashes = paint.dashes().stream().map(NumberText::at).collect(Collectors.joining(" "));
      attributes.addAll(List.of("stroke-dasharray", dashes));
    }
  }

  private static void note(List<String> attributes, Note note) {
    if (!note.kind().isEmpty()) {
      attributes.addAll(List.of("class", note.kind()));
    }
    for (Map.Entry<String, String> fact : note.data().entrySet()) {
      attributes.addAll(List.of("data-" + fact.getKey(), Label.full(fact.getValue())));
    }
  }

  private void end(String element, List<String> attributes, Note note, Optional<String> text) {
    String[] all = attributes.toArray(String[]::new);
    if (note.tooltip().isEmpty() && text.isEmpty()) {
      svg.empty(element, all);
      return;
    }
    svg.open(element, all);
    if (!note.tooltip().isEmpty()) {
      svg.element("title", Label.of(note.tooltip(), MOST_TOOLTIP));
    }
    text.ifPresent(svg::text);
    svg.close();
  }
}
