package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;

/** Architectures whose names have parameters. */
final class Families {
  private static final String FNN = "fnn";
  private static final String VGG = "conflict-vgg";
  private static final String RESNET = "conflict-resnet";

  static final List<String> FORMS =
      List.of(FNN + ":width=W,depth=D", VGG + ":A,B,C,D", RESNET + ":A,B,C,D");

  private static final Pattern SIZES =
      Pattern.compile("width=(\\d{1,6}),depth=(\\d{1,6})|depth=(\\d{1,6}),width=(\\d{1,6})");
  private static final Pattern BLOCKS = Pattern.compile("\\d{1,4}(,\\d{1,4}){3}");
  private static final int WIDEST = 16_384;
  private static final int DEEPEST = 1000;

  private Families() {}

  /**
   * The architecture of a name that begins with that of a family; empty for other names.
   *
   * @throws UnusableInputException if its parameters are wrong or missing
   */
  static Optional<Architecture> find(String name) {
    int colon = name.indexOf(':');
    String family = (colon < 0 ? name : name.substring(0, colon)).toLowerCase(Locale.ROOT);
    String parameters = colon < 0 ? "" : name.substring(colon + 1).toLowerCase(Locale.ROOT);
    String plain = parameters.replace(" ", "");
    return switch (family.strip().replace('_', '-')) {
      case FNN -> Optional.of(fullyConnected(name, plain));
      case VGG -> Optional.of(ConflictNetworks.vgg(blocks(name, VGG, plain)));
      case RESNET -> Optional.of(ConflictNetworks.resNet(blocks(name, RESNET, plain)));
      default -> Optional.empty();
    };
  }

  private static Architecture fullyConnected(String name, String parameters) {
    Matcher sizes = SIZES.matcher(parameters);
    if (sizes.matches()) {
      boolean first = sizes.group(1) != null;
      int width = Integer.parseInt(sizes.group(first ? 1 : 4));
      int depth = Integer.parseInt(sizes.group(first ? 2 : 3));
      if (width >= 1 && width <= WIDEST && depth >= 1 && depth <= DEEPEST) {
        return FullyConnected.of(width, depth);
      }
    }
    throw new UnusableInputException(
        "The architecture '%s' needs a width from 1 to %d and a depth from 1 to %d, as in fnn:width=10,depth=50."
            .formatted(name, WIDEST, DEEPEST));
  }

  private static List<Integer> blocks(String name, String family, String parameters) {
    if (BLOCKS.matcher(parameters).matches()) {
      List<Integer> blocks = new ArrayList<>();
      Arrays.stream(parameters.split(",")).map(Integer::valueOf).forEach(blocks::add);
      if (blocks.stream().allMatch(count -> count <= DEEPEST)) {
        return blocks;
      }
    }
    throw new UnusableInputException(
        "The architecture '%s' needs four numbers of blocks from 0 to %d, as in %s:3,12,41,3."
            .formatted(name, DEEPEST, family));
  }
}
