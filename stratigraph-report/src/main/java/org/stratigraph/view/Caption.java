package org.stratigraph.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.scene.Label;
import org.stratigraph.tensor.Shape;

/**
 * The words on an item and what they need of space.
 *
 * @param title the item's name without the open groups around it
 * @param whole its whole name
 * @param below what it is, in few words; empty for small items
 * @param width of its box in pixels
 * @param height of its box
 */
record Caption(String title, String whole, String below, double width, double height) {
  static final double TITLE_SIZE = 12;
  static final double BELOW_SIZE = 10.5;
  static final double PADDING = 9;

  /** Room for a value beside the title, such as {@code 100.0 %}. */
  private static final double VALUE_WIDTH = 58;

  private static final double LARGE = 38;
  private static final double SMALL = 22;
  private static final double NARROWEST = 128;
  private static final double WIDEST = 240;

  /** Operators that are named on a box before it is left at three points. */
  private static final int MOST_OPERATORS = 3;

  static Caption of(Level.Item item) {
    String whole = name(item);
    if (hasValue(item)) {
      String inside = withoutGroup(whole, item.path());
      String title = fitted(inside, WIDEST - VALUE_WIDTH - 2 * PADDING, TITLE_SIZE);
      String below = fitted(below(item), WIDEST - 2 * PADDING, BELOW_SIZE);
      double width =
          Math.max(Label.width(title, TITLE_SIZE) + VALUE_WIDTH, Label.width(below, BELOW_SIZE));
      return new Caption(
          title, whole, below, Math.max(NARROWEST, Math.ceil(width + 2 * PADDING)), LARGE);
    }
    String title = fitted(small(item), WIDEST - 2 * PADDING, BELOW_SIZE);
    double width = Math.ceil(Label.width(title, BELOW_SIZE) + 2 * PADDING);
    return new Caption(title, whole, "", Math.max(54, width), SMALL);
  }

  /** Whether an item can have a measured value. */
  static boolean hasValue(Level.Item item) {
    return item.group().isPresent() || item.box().kind() == Box.Kind.LAYER;
  }

  /** The name of a closed group or a box, as the file has it. */
  static String name(Level.Item item) {
    return item.group().orElse(item.box().name());
  }

  /** The title with its groups, where they are not drawn; as long as there is room. */
  String wholeTitle() {
    return fitted(whole, width - VALUE_WIDTH - 2 * PADDING, TITLE_SIZE);
  }

  /**
   * A name without the innermost of the groups around it; whole where a mere number would be left.
   */
  static String withoutGroup(String name, List<String> path) {
    if (path.isEmpty() || !name.startsWith(path.get(path.size() - 1))) {
      return name;
    }
    String rest = name.substring(path.get(path.size() - 1).length()).replaceFirst("^[./]+", "");
    boolean number = rest.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? name : rest;
  }

  private static String below(Level.Item item) {
    List<String> parts = new ArrayList<>();
    if (item.group().isPresent()) {
      parts.add(Numbers.counted(item.layers().size(), "layer"));
    } else {
      parts.add(kind(item.box().layers().get(0)));
    }
    output(item.boxes().get(item.boxes().size() - 1)).ifPresent(parts::add);
    return String.join(" \u00b7 ", parts);
  }

  /** {@code conv 3×3}, {@code depthwise 3×3}, {@code linear}. */
  static String kind(Layer layer) {
    if (layer.kind() != LayerKind.CONV) {
      return layer.kind().label();
    }
    Shape weight = layer.parameters().get(0).shape();
    String kernel = weight.rank() < 3 ? "" : " " + crossed(weight, 2);
    boolean grouped = layer.nodes().get(0).integer("group", 1) > 1;
    boolean depthwise = grouped && weight.rank() > 1 && weight.extent(1) == 1;
    return (depthwise ? "depthwise" : grouped ? "grouped conv" : "conv") + kernel;
  }

  /** {@code 64×56×56}, without the batch. */
  static Optional<String> output(Box box) {
    return box.output().filter(shape -> shape.rank() > 1).map(shape -> crossed(shape, 1));
  }

  private static String crossed(Shape shape, int from) {
    List<String> extents = new ArrayList<>();
    for (int axis = from; axis < shape.rank(); axis++) {
      extents.add(String.format(Locale.ROOT, "%d", shape.extent(axis)));
    }
    return String.join("\u00d7", extents);
  }

  private static String small(Level.Item item) {
    Box box = item.box();
    return switch (box.kind()) {
      case INPUT, OUTPUT ->
          Label.of(box.name(), 30) + output(box).map(shape -> "  " + shape).orElse("");
      case REUSE -> "again: " + Label.of(box.name(), 40);
      case LAYER, OPERATION -> operators(box);
    };
  }

  /** {@code Conv, Relu}; of many the first ones. */
  static String operators(Box box) {
    List<String> names = box.operators();
    String first =
        names.stream()
            .limit(MOST_OPERATORS)
            .map(name -> Label.of(name, 40))
            .collect(Collectors.joining(", "));
    return names.size() > MOST_OPERATORS ? first + ", \u2026" : first;
  }

  private static String fitted(String text, double width, double size) {
    int most = (int) (width / (0.33 * size));
    String fitted = Label.of(text, most);
    while (most > 3 && Label.width(fitted, size) > width) {
      most--;
      fitted = Label.of(text, most);
    }
    return fitted;
  }
}
