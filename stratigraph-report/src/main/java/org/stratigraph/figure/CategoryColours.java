package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Label;

/**
 * A colour and a marker for each of some names, in their order. Markers differ too, so that colour
 * alone tells nothing that black and white print would lose.
 *
 * <p>Colours of Okabe and Ito 2008, "Color Universal Design", which every kind of colour vision
 * keeps apart, without their yellow, which vanishes on white; from the ninth name on they come
 * again with other markers.
 */
public final class CategoryColours {
  private static final List<Colour> COLOURS =
      List.of(
          new Colour(0x0072b2),
          new Colour(0xd55e00),
          new Colour(0x009e73),
          new Colour(0xcc79a7),
          new Colour(0xe69f00),
          new Colour(0x56b4e9),
          new Colour(0x000000),
          new Colour(0x7f7f7f));

  private final List<String> names;

  /** Of names in their order; one that comes again counts once. */
  public CategoryColours(Iterable<String> names) {
    LinkedHashSet<String> distinct = new LinkedHashSet<>();
    names.forEach(distinct::add);
    this.names = new ArrayList<>(distinct);
  }

  /** The names, in order. */
  List<String> names() {
    return names;
  }

  /** The colour of one of the names. */
  public Colour colour(String name) {
    return colour(names.indexOf(name));
  }

  static Colour colour(int index) {
    return COLOURS.get(Math.floorMod(index, COLOURS.size()));
  }

  Marker marker(String name) {
    return marker(names.indexOf(name));
  }

  static Marker marker(int index) {
    Marker[] all = Marker.values();
    int turn = Math.floorDiv(index, COLOURS.size());
    return all[Math.floorMod(index + turn, all.length)];
  }

  /** The name of a category as it is printed, of at most 400 characters. */
  public static String printed(String category) {
    return category.isEmpty() ? "no category" : Label.full(category).replace('_', ' ');
  }
}
