package org.stratigraph.augmentation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/** Augmentations as text, one word for each part. */
final class AugmentationText {
  /** Each word with the form of what follows it; empty if nothing does. */
  private static final Map<String, String> WORDS = words();

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();

  private AugmentationText(String text) {
    this.text = text;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("crop", "=PAD");
    words.put("flip", "");
    words.put("randaugment", "=OPS/MAGNITUDE");
    words.put("augmix", "");
    words.put("mixup", "=ALPHA");
    words.put("cutmix", "=ALPHA");
    words.put("simclr", "");
    words.put("brightness", "=D");
    return words;
  }

  static Augmentation parse(String text) {
    AugmentationText parsed = new AugmentationText(text);
    if (text.strip().toLowerCase(Locale.ROOT).equals("none")) {
      return Augmentation.none();
    }
    for (String word : text.split(",", -1)) {
      parsed.read(word.strip().toLowerCase(Locale.ROOT));
    }
    return parsed.augmentation();
  }

  private void read(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String form = WORDS.get(name);
    if (form == null || form.isEmpty() != equals < 0) {
      throw refused("'%s' is no augmentation".formatted(shown(word)));
    }
    if (values.put(name, word.substring(equals < 0 ? word.length() : equals + 1)) != null) {
      throw refused("'%s' stands there twice".formatted(name));
    }
  }

  private Augmentation augmentation() {
    Optional<String> crop = value("crop");
    return new Augmentation(
        crop.isPresent() ? OptionalInt.of(whole("crop", crop.get())) : OptionalInt.empty(),
        values.containsKey("flip"),
        value("randaugment").map(this::randAugment),
        values.containsKey("augmix"),
        real("mixup"),
        real("cutmix"),
        values.containsKey("simclr"),
        real("brightness"));
  }

  private Optional<String> value(String word) {
    return Optional.ofNullable(values.get(word));
  }

  private RandAugment randAugment(String value) {
    String[] parts = value.split("/", -1);
    if (parts.length != 2) {
      throw refused("'randaugment=%s' needs two whole numbers".formatted(shown(value)));
    }
    return new RandAugment(whole("randaugment", parts[0]), whole("randaugment", parts[1]));
  }

  private int whole(String word, String value) {
    if (!value.matches("[0-9]{1,6}")) {
      throw refused("'%s' of '%s' is no whole number".formatted(shown(value), word));
    }
    return Integer.parseInt(value);
  }

  private OptionalDouble real(String word) {
    Optional<String> value = value(word);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().matches("[0-9]{0,6}\\.?[0-9]{1,17}")) {
      throw refused("'%s' of '%s' is no number".formatted(shown(value.get()), word));
    }
    return OptionalDouble.of(Double.parseDouble(value.get()));
  }

  private UnusableInputException refused(String what) {
    List<String> forms = new ArrayList<>();
    WORDS.forEach((word, form) -> forms.add(word + form));
    return new UnusableInputException(
        "Augmentation '%s': %s; use a comma-separated list of %s, or none."
            .formatted(shown(text), what, String.join(", ", forms)));
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  static String of(Augmentation augmentation) {
    List<String> words = new ArrayList<>();
    augmentation.crop().ifPresent(padding -> words.add("crop=" + padding));
    if (augmentation.flip()) {
      words.add("flip");
    }
    augmentation
        .randAugment()
        .ifPresent(
            drawn -> words.add("randaugment=" + drawn.operations() + "/" + drawn.magnitude()));
    if (augmentation.augMix()) {
      words.add("augmix");
    }
    augmentation.mixup().ifPresent(alpha -> words.add("mixup=" + number(alpha)));
    augmentation.cutmix().ifPresent(alpha -> words.add("cutmix=" + number(alpha)));
    if (augmentation.simclr()) {
      words.add("simclr");
    }
    augmentation.brightness().ifPresent(most -> words.add("brightness=" + number(most)));
    return words.isEmpty() ? "none" : String.join(",", words);
  }

  /** As short as can be, without an exponent. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return exact.toPlainString();
  }
}
