package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.NearestName;
import org.stratigraph.UnusableInputException;

/** The architectures that Stratigraph knows. */
public final class Architectures {
  private static final List<Architecture> ALL = all();
  private static final Map<String, Architecture> BY_KEY = byKey();

  /** Other names in use, reduced to keys. */
  private static final Map<String, String> ALIASES = aliases();

  private Architectures() {}

  private static List<Architecture> all() {
    List<Architecture> all = new ArrayList<>();
    all.addAll(ResNets.all());
    all.addAll(CifarResNets.all());
    all.addAll(Vggs.all());
    all.addAll(AlexNet.all());
    all.addAll(SqueezeNets.all());
    all.addAll(MobileNetV1.all());
    all.addAll(MobileNetV2.all());
    all.addAll(DenseNets.all());
    return List.copyOf(all);
  }

  private static Map<String, Architecture> byKey() {
    Map<String, Architecture> byKey = new LinkedHashMap<>();
    ALL.forEach(architecture -> byKey.put(key(architecture.name()), architecture));
    return byKey;
  }

  private static Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    for (String depth : List.of("18", "34", "50", "101", "152")) {
      aliases.put("tvresnet" + depth, "resnet" + depth);
    }
    for (String depth : List.of("8", "20", "32", "44", "56", "110")) {
      for (String name :
          List.of("resnet%s", "cifarresnet%s", "cifar10resnet%s", "cifar100resnet%s")) {
        aliases.put(name.formatted(depth), "resnet" + depth + "cifar");
      }
    }
    for (String depth : List.of("11", "13", "16", "19")) {
      for (String name : List.of("cifar10vgg%sbn", "cifar100vgg%sbn")) {
        aliases.put(name.formatted(depth), "vgg" + depth + "bncifar");
      }
    }
    for (String depth : List.of("18", "34")) {
      aliases.put("cifarresnet" + depth, "resnet" + depth + "cifar");
      aliases.put("cifar10resnet" + depth, "resnet" + depth + "cifar");
      aliases.put("cifar100resnet" + depth, "resnet" + depth + "cifar");
    }
    aliases.put("tvresnext5032x4d", "resnext5032x4d");
    aliases.put("wideresnet50", "wideresnet502");
    aliases.put("tvdensenet121", "densenet121");
    aliases.put("mobilenetv1100", "mobilenetv1");
    aliases.put("mobilenetv2100", "mobilenetv2");
    aliases.put("mobilenet", "mobilenetv1");
    return aliases;
  }

  /** Every architecture, families together. */
  public static List<Architecture> list() {
    return ALL;
  }

  /** The names that {@link #named} knows, in the order of {@link #list}. */
  public static List<String> names() {
    return ALL.stream().map(Architecture::name).toList();
  }

  /** The forms of names with parameters: {@code fnn:width=W,depth=D}. */
  public static List<String> forms() {
    return Families.FORMS;
  }

  private static String known() {
    List<String> known = new ArrayList<>(names());
    known.addAll(forms());
    return String.join(", ", known);
  }

  /**
   * The architecture of a name. Case, '-' and '_' do not matter, other common names are understood
   * ({@code cifar10_resnet20}, {@code mobilenetv2_100}), and a timm tag after a point ({@code
   * resnet50.a1_in1k}) is ignored. Some names have parameters, see {@link #forms}.
   *
   * @throws UnusableInputException if there is none; the message lists what there is
   */
  public static Architecture named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "Unknown architecture '%s'.%s Known architectures: %s. Any other network can be used as an ONNX file."
                        .formatted(name, suggestion(name), known())));
  }

  /**
   * The architecture of a name, by the rules of {@link #named}; empty if there is none.
   *
   * @throws UnusableInputException if the name is one with parameters, and these are wrong
   */
  public static Optional<Architecture> find(String name) {
    int point = name.indexOf('.');
    return Families.find(name)
        .or(() -> byKey(key(name)))
        .or(() -> point < 0 ? Optional.empty() : byKey(key(name.substring(0, point))));
  }

  private static Optional<Architecture> byKey(String key) {
    return Optional.ofNullable(BY_KEY.get(ALIASES.getOrDefault(key, key)));
  }

  private static String key(String name) {
    StringBuilder key = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .chars()
        .filter(c -> c != '-' && c != '_' && c != '.' && c != ' ')
        .forEach(c -> key.append((char) c));
    return key.toString();
  }

  private static String suggestion(String name) {
    List<String> known = ALL.stream().map(Architecture::name).toList();
    return NearestName.to(name, known, Architectures::key)
        .map(near -> " Did you mean '" + near + "'?")
        .orElse("");
  }
}
