package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a layer does in its network, as far as the names of the network's layers tell.
 *
 * <p>Residual networks with the names of torchvision ({@code layer1.0.conv2}) are known: a block
 * with a {@code conv3} is a bottleneck (1x1, 3x3, 1x1), one without has two 3x3 convolutions (He et
 * al. 2015, table 1). The stem of four stages of bottlenecks with {@code downsample} and {@code fc}
 * is 7x7; other stems may be anything. In other networks the operator is what is left of the name
 * behind the stage and the number of the block, such as {@code attn.qkv}.
 *
 * @param layer its name
 * @param stage as {@link Stages} says, such as {@code stem} or {@code head}; empty where layers
 *     have no stage
 * @param operator its place in a block: {@code first 1x1}, {@code 3x3}, {@code last 1x1}, {@code
 *     downsample}, {@code first 3x3}, {@code last 3x3}, or of another network the end of the name;
 *     empty for a layer outside of blocks
 * @param label for figures: the criticality paper's, such as {@code [1.0] conv2:3x3}, in residual
 *     networks, else the name
 */
public record LayerRole(String layer, String stage, String operator, String label) {
  private static final Pattern RESIDUAL =
      Pattern.compile(
          "(?:[^\\n]*[./])?layer(\\d{1,4})\\.(\\d{1,4})\\."
              + "(?:conv(\\d)|(downsample|shortcut)(?:\\.\\d)?)");

  private static final Pattern BLOCK_NUMBERS = Pattern.compile("^(?:\\d+(?:[./]|$))+");

  /** What the network is built of. */
  private enum Family {
    /** Bottlenecks as in ResNet-50 for ImageNet, whose stem is 7x7. */
    IMAGENET_BOTTLENECKS,
    BOTTLENECKS,
    BASIC_BLOCKS,
    OTHER
  }

  /**
   * The roles of the layers of one network.
   *
   * @param layers their names in network order
   * @return one a name, in the same order
   */
  public static List<LayerRole> of(List<String> layers) {
    Family family = family(layers);
    List<Stages.Place> places = Stages.of(layers);
    List<LayerRole> roles = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      roles.add(role(layers.get(i), places.get(i), family));
    }
    return roles;
  }

  /**
   * Gives the roles of the layers of one network after the other. They are worked out once for
   * networks whose layers have the same names. Not thread-safe.
   */
  public static Function<MeasuredNetwork, List<LayerRole>> ofEach() {
    Map<List<String>, List<LayerRole>> known = new HashMap<>();
    return network -> known.computeIfAbsent(network.layerNames(), LayerRole::of);
  }

  /**
   * The roles of all layers of a comparison by name, in the order of {@link Comparison#layers()}.
   * Where two networks have a layer of one name that does not do the same in both, such as {@code
   * layer1.0.conv1} of ResNet-18 and ResNet-50, operator and stage are those of the first network
   * and the label is the name.
   */
  public static Map<String, LayerRole> of(Comparison comparison) {
    Map<String, LayerRole> roles = new LinkedHashMap<>();
    Set<List<String>> done = new HashSet<>();
    for (MeasuredNetwork network : comparison.networks()) {
      List<String> names = network.layerNames();
      if (done.add(names)) {
        of(names).forEach(role -> roles.merge(role.layer(), role, LayerRole::agreed));
      }
    }
    return roles;
  }

  private static LayerRole agreed(LayerRole first, LayerRole other) {
    return first.label.equals(other.label)
        ? first
        : new LayerRole(first.layer, first.stage, first.operator, first.layer);
  }

  private static Family family(List<String> layers) {
    Set<String> stages = new HashSet<>();
    boolean bottlenecks = false;
    boolean downsample = false;
    for (String layer : layers) {
      Matcher name = RESIDUAL.matcher(layer);
      if (name.matches()) {
        stages.add(name.group(1));
        bottlenecks |= "3".equals(name.group(3));
        downsample |= "downsample".equals(name.group(4));
      }
    }
    if (stages.isEmpty()) {
      return Family.OTHER;
    }
    if (!bottlenecks) {
      return Family.BASIC_BLOCKS;
    }
    return stages.size() == 4 && downsample && layers.contains("fc")
        ? Family.IMAGENET_BOTTLENECKS
        : Family.BOTTLENECKS;
  }

  private static LayerRole role(String layer, Stages.Place place, Family family) {
    Matcher name = RESIDUAL.matcher(layer);
    if (name.matches()) {
      String block = "[%s.%s] ".formatted(name.group(1), name.group(2));
      if (name.group(3) == null) {
        return new LayerRole(layer, place.stage(), "downsample", block + "downsample");
      }
      boolean basic = family == Family.BASIC_BLOCKS;
      String kernel = basic || name.group(3).equals("2") ? "3x3" : "1x1";
      return new LayerRole(
          layer,
          place.stage(),
          operator(name.group(3), kernel, basic),
          block + "conv" + name.group(3) + ":" + kernel);
    }
    String operator =
        place.stage().equals("stem") || place.stage().equals("head") || place.stage().isEmpty()
            ? ""
            : BLOCK_NUMBERS.matcher(place.rest()).replaceFirst("");
    return new LayerRole(layer, place.stage(), operator, label(layer, place.stage(), family));
  }

  private static String operator(String number, String kernel, boolean basic) {
    return switch (number) {
      case "1" -> "first " + kernel;
      case "2" -> basic ? "last 3x3" : kernel;
      default -> "last " + kernel;
    };
  }

  private static String label(String layer, String stage, Family family) {
    if (family == Family.OTHER) {
      return layer;
    }
    return switch (stage) {
      case "stem" ->
          family == Family.IMAGENET_BOTTLENECKS && layer.equals("conv1")
              ? "[0.0] conv:7x7"
              : "[0.0] " + layer;
      case "head" -> "[Head] " + layer;
      default -> layer;
    };
  }
}
