package org.stratigraph.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The preprocessings that networks in common use were trained or are evaluated with. */
final class NamedPreprocessings {
  /** Mean and std of the ImageNet training set, as torchvision gives them. */
  private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);

  private static final List<Float> IMAGENET_STD = List.of(0.229f, 0.224f, 0.225f);
  private static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);
  private static final int NONE = 0;
  private static final Map<String, Preprocessing> ALL = new LinkedHashMap<>();

  static {
    Optional<Resize> bilinear = Optional.of(new Resize(256, Interpolation.BILINEAR));
    Optional<Resize> bicubic = Optional.of(new Resize(256, Interpolation.BICUBIC));
    Optional<Resize> asItIs = Optional.empty();
    add("imagenet", bilinear, 224, IMAGENET_MEAN, IMAGENET_STD);
    add("imagenet-224", asItIs, 224, IMAGENET_MEAN, IMAGENET_STD);
    add("imagenet-bicubic", bicubic, 224, IMAGENET_MEAN, IMAGENET_STD);
    add("imagenet-half", bilinear, 224, HALF, HALF);
    add("imagenet-half-224", asItIs, 224, HALF, HALF);
    add("imagenet-half-bicubic", bicubic, 224, HALF, HALF);
    // torchvision resizes to 342 for Inception v3, which is 299 / 0.875.
    add("inception", Optional.of(new Resize(342, Interpolation.BILINEAR)), 299, HALF, HALF);
    add("inception-224", asItIs, 224, HALF, HALF);
    add(
        "cifar10",
        asItIs,
        NONE,
        List.of(0.4914f, 0.4822f, 0.4465f),
        List.of(0.2023f, 0.1994f, 0.2010f));
    add("cifar10-imagenet-stats", asItIs, NONE, IMAGENET_MEAN, IMAGENET_STD);
    add("cifar10-half", asItIs, NONE, HALF, HALF);
    add(
        "cifar100",
        asItIs,
        NONE,
        List.of(0.5071f, 0.4865f, 0.4409f),
        List.of(0.2673f, 0.2564f, 0.2762f));
    add("mnist", asItIs, NONE, List.of(0.1307f), List.of(0.3081f));
    add("mnist-half", asItIs, NONE, List.of(0.5f), List.of(0.5f));
    add("shapes", asItIs, NONE, HALF, List.of(0.25f, 0.25f, 0.25f));
    add("none", asItIs, NONE, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    add("none-grey", asItIs, NONE, List.of(0f), List.of(1f));
    standardised("standardised", List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    standardised("standardised-grey", List.of(0f), List.of(1f));
  }

  private NamedPreprocessings() {}

  private static void add(
      String name, Optional<Resize> resize, int crop, List<Float> mean, List<Float> std) {
    OptionalInt side = crop == NONE ? OptionalInt.empty() : OptionalInt.of(crop);
    ALL.put(name, new Preprocessing(name, resize, side, mean.size(), mean, std));
  }

  private static void standardised(String name, List<Float> mean, List<Float> std) {
    Optional<Resize> asItIs = Optional.empty();
    OptionalInt whole = OptionalInt.empty();
    ALL.put(name, new Preprocessing(name, asItIs, whole, mean.size(), mean, std, true));
  }

  static Optional<Preprocessing> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }
}
