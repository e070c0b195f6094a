package org.stratigraph.view;

import java.util.List;
import java.util.OptionalDouble;
import org.stratigraph.graph.Layer;

/**
 * How a measure colours the items of a level.
 *
 * @param top the number with the darkest colour
 */
record LevelScale(Measure measure, double top) {
  /** The scale up to the measure's own top, or else to the largest number in the level. */
  static LevelScale of(Measure measure, Level level) {
    return new LevelScale(
        measure,
        measure
            .top()
            .orElseGet(
                () ->
                    level.items().stream()
                        .map(item -> value(measure, item))
                        .mapToDouble(value -> value.orElse(0))
                        .max()
                        .orElse(0)));
  }

  /** What a measure says of an item; empty if nothing. */
  static OptionalDouble value(Measure measure, Level.Item item) {
    List<String> names = item.layers().stream().map(Layer::name).toList();
    if (item.group().isEmpty()
        && measure.combination() == Measure.Combination.MEAN
        && !names.isEmpty()) {
      // The box is named after its first layer; what a norm has says nothing of that.
      OptionalDouble first = measure.value(names.get(0));
      return first.isPresent() ? first : measure.value(names);
    }
    return measure.value(names);
  }

  OptionalDouble value(Level.Item item) {
    return value(measure, item);
  }

  String colour(Level.Item item) {
    return Colours.of(value(item), top);
  }

  /** Whether white text reads better on its colour. */
  boolean isDark(Level.Item item) {
    return Colours.isDark(value(item), top);
  }

  /** The number in short. */
  String text(Level.Item item) {
    return Numbers.brief(measure.unit(), value(item));
  }
}
