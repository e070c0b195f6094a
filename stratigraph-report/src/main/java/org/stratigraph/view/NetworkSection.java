package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.stratigraph.graph.Layer;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/**
 * The part of a page that shows a network: controls, the drawing of each level, a place for the
 * numbers of one layer, and all numbers as a table. Without script the overview and the table are
 * there; the script shows the controls and takes what it says of a layer from the table.
 */
final class NetworkSection {
  private static final int MOST_LISTED = 200;

  private final NetworkView view;
  private final String id;
  private final Map<String, Integer> rows = new HashMap<>();

  NetworkSection(NetworkView view, String id) {
    this.view = view;
    this.id = id;
    for (Box box : view.layerBoxes()) {
      box.layers().forEach(layer -> rows.put(layer.name(), rows.size()));
    }
  }

  Markup markup() {
    Markup page = new Markup();
    page.verbatim("\n").open("section", "class", "nv", "id", id, "aria-label", "Network");
    List<LevelDrawing> drawings = new ArrayList<>();
    view.details()
        .forEach(detail -> drawings.add(new LevelDrawing(view.level(detail), view.measures())));
    controls(page, drawings);
    page.verbatim("\n").open("div", "class", "nv-body");
    page.verbatim("\n").open("div", "class", "nv-stage");
    drawing(page, drawings);
    page.verbatim("\n")
        .open("div", "class", "nv-buttons", "role", "group", "aria-label", "Zoom", "hidden", "");
    button(page, "nv-in", "Zoom in (key +)", "+");
    button(page, "nv-out", "Zoom out (key \u2212)", "\u2212");
    button(page, "nv-fit", "Show all (key 0)", "all");
    page.close().close();
    panel(page);
    page.close();
    notes(page);
    table(page);
    return page.verbatim("\n").close();
  }

  private void controls(Markup page, List<LevelDrawing> drawings) {
    page.verbatim("\n").open("div", "class", "nv-controls");
    page.open("label", "class", "nv-only").text("Colour ");
    page.open("select", "class", "nv-measure");
    for (Measure measure : view.measures()) {
      page.element("option", Label.of(measure.label(), 60));
    }
    page.close().close();
    if (view.details().size() > 1) {
      page.verbatim("\n").open("label", "class", "nv-only").text("Detail ");
      page.open("select", "class", "nv-detail");
      for (Detail detail : view.details()) {
        String[] chosen = detail == view.overview() ? new String[] {"selected", ""} : new String[0];
        page.element("option", detail.label(), chosen);
      }
      page.close().close();
    }
    page.verbatim("\n").open("label", "class", "nv-only").text("Find ");
    page.empty(
        "input", "type", "search", "class", "nv-find", "placeholder", "layer name", "size", "14");
    page.close();
    page.open("span", "class", "nv-found", "role", "status").close();
    page.verbatim("\n").open("span", "class", "nv-legend");
    page.element("span", Label.of(view.measures().get(0).label(), 60), "class", "nv-label");
    page.text(" 0 ");
    page.open(
        "svg",
        "class",
        "nv-scale",
        "width",
        at(Legend.WIDTH),
        "height",
        at(Legend.HEIGHT),
        "aria-hidden",
        "true");
    Legend.addBar(page, 0, 0);
    page.close();
    LevelDrawing first = drawings.get(view.details().indexOf(view.overview()));
    page.element("span", Legend.top(view.measures().get(0), first.top(0)), "class", "nv-top");
    page.close().close();
  }

  private static void button(Markup page, String kind, String label, String text) {
    page.element(
        "button", text, "type", "button", "class", kind, "aria-label", label, "title", label);
  }

  private void drawing(Markup page, List<LevelDrawing> drawings) {
    int overview = view.details().indexOf(view.overview());
    LevelDrawing first = drawings.get(overview);
    page.verbatim("\n")
        .open(
            "svg",
            "class",
            "nv-svg",
            "viewBox",
            "0 0 " + at(first.width()) + " " + at(first.height()),
            "role",
            "group",
            "aria-label",
            "Drawing of the network; data flows downwards. Arrow keys go from layer to layer, Enter"
                + " shows a layer's numbers, plus, minus and 0 zoom.");
    for (int i = 0; i < drawings.size(); i++) {
      LevelDrawing drawing = drawings.get(i);
      List<String> attributes =
          new ArrayList<>(
              List.of(
                  "class",
                  "nv-level",
                  "data-width",
                  at(drawing.width()),
                  "data-height",
                  at(drawing.height()),
                  "data-tops",
                  tops(drawing)));
      if (i != overview) {
        attributes.addAll(List.of("display", "none"));
      }
      page.verbatim("\n").open("g", attributes.toArray(String[]::new));
      drawing.addTo(page, 0, rows);
      page.close();
    }
    page.close();
  }

  private String tops(LevelDrawing drawing) {
    List<String> tops = new ArrayList<>();
    for (int m = 0; m < view.measures().size(); m++) {
      tops.add(Legend.top(view.measures().get(m), drawing.top(m)));
    }
    return String.join("|", tops);
  }

  private void panel(Markup page) {
    page.verbatim("\n")
        .open(
            "div",
            "class",
            "nv-panel nv-only",
            "role",
            "region",
            "aria-label",
            "Numbers of the chosen layer",
            "aria-live",
            "polite");
    int layers = view.layerBoxes().stream().mapToInt(box -> box.layers().size()).sum();
    page.element("h2", "The whole network").element("p", Numbers.counted(layers, "layer"));
    page.open("dl");
    for (Measure measure : view.measures()) {
      boolean mean = measure.combination() == Measure.Combination.MEAN;
      page.element("dt", Label.of(measure.label(), 60) + (mean ? ", mean" : ""));
      page.element("dd", Numbers.full(measure.unit(), view.total(measure)));
    }
    page.close();
    page.element(
        "p", "Choose a layer to see its numbers: click it, or reach it with Tab and press Enter.");
    page.close();
  }

  private void notes(Markup page) {
    Map<String, List<String>> strangers = view.strangers();
    if (view.notes().isEmpty() && strangers.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("ul", "class", "nv-notes");
    view.notes().forEach(note -> page.element("li", Label.prose(note)));
    strangers.forEach(
        (measure, layers) -> {
          page.open("li");
          page.text(
              "Not in this network, but measured ("
                  + Label.of(measure, 60)
                  + "): "
                  + layers.stream()
                      .limit(MOST_LISTED)
                      .map(layer -> Label.of(layer, 60))
                      .collect(Collectors.joining(", ")));
          page.text(
              layers.size() > MOST_LISTED
                  ? " and " + (layers.size() - MOST_LISTED) + " more."
                  : ".");
          page.close();
        });
    page.close();
  }

  private void table(Markup page) {
    page.verbatim("\n").open("details", "class", "nv-all");
    page.element("summary", "All numbers, layer by layer");
    page.open("div", "class", "nv-scroll", "tabindex", "0", "role", "region");
    page.open("table", "class", "nv-table").open("thead").open("tr");
    for (String heading : List.of("Layer", "Kind", "Operators", "Output")) {
      page.element("th", heading, "scope", "col");
    }
    for (Measure measure : view.measures()) {
      page.element("th", Label.of(measure.label(), 60), "scope", "col", "class", "n");
    }
    page.element("th", "Notes", "scope", "col").close().close().open("tbody");
    for (Box box : view.layerBoxes()) {
      for (Layer layer : box.layers()) {
        row(page, box, layer);
      }
    }
    page.close().close().close().close();
  }

  private void row(Markup page, Box box, Layer layer) {
    page.verbatim("\n").open("tr");
    page.open("th", "scope", "row").element("bdi", Label.full(layer.name())).close();
    page.element("td", Caption.kind(layer));
    page.element("td", Caption.operators(box));
    page.element("td", Caption.output(box).orElse("unknown"));
    List<String> details = new ArrayList<>();
    for (Measure measure : view.measures()) {
      OptionalDouble value = measure.value(layer.name());
      page.element("td", Numbers.full(measure.unit(), value), "class", "n");
      Measure.Reading reading = measure.readings().get(layer.name());
      if (reading != null && !reading.detail().isEmpty()) {
        details.add(measure.label() + ": " + reading.detail());
      }
    }
    if (!layer.name().equals(box.name())) {
      details.add("Drawn in the box of " + Label.of(box.name(), 60));
    }
    details.addAll(layer.notes());
    page.open("td");
    page.text(details.stream().map(Label::prose).collect(Collectors.joining("; ")));
    page.close().close();
  }
}
