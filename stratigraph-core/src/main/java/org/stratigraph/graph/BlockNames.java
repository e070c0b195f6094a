package org.stratigraph.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.Printable;

/** Names of residual blocks. */
final class BlockNames {
  private static final String SEPARATORS = "./_";

  private final Set<String> taken = new HashSet<>();

  /**
   * A name that no block has got yet, fit to be shown.
   *
   * @param layers those of the block; what their names have in common names the block
   * @param join the block's sum, whose name is taken where they have nothing in common
   */
  String name(List<Layer> layers, Node join) {
    String common = layers.size() < 2 ? "" : common(layers);
    String name = common.isEmpty() ? ofNode(join, layers) : common;
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + "#" + i;
    }
    return unique;
  }

  /** The longest beginning of all names that ends before a separator. */
  private static String common(List<Layer> layers) {
    String common = layers.get(0).name();
    for (Layer layer : layers) {
      int length = 0;
      while (length < Math.min(common.length(), layer.name().length())
          && common.charAt(length) == layer.name().charAt(length)) {
        length++;
      }
      boolean whole = length == layer.name().length() || isSeparator(layer.name().charAt(length));
      boolean all = length == common.length() && whole;
      common = all ? common : upToSeparator(common.substring(0, length));
    }
    return common;
  }

  private static String upToSeparator(String text) {
    int end = text.length() - 1;
    while (end >= 0 && !isSeparator(text.charAt(end))) {
      end--;
    }
    return text.substring(0, Math.max(0, end));
  }

  private static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }

  private static String ofNode(Node join, List<Layer> layers) {
    String name = join.name().isEmpty() ? join.outputs().get(0) : join.name();
    return layers.size() == 1 ? layers.get(0).name() : Printable.name(name);
  }
}
