package org.stratigraph.augmentation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/**
 * How training images are changed by chance, in this order: crop and flip or SimCLR, RandAugment,
 * AugMix, normalisation, brightness, and then mixup or CutMix of whole batches.
 *
 * @param crop zeros put around the image before a part of its own size is cut out (torchvision's
 *     {@code RandomCrop(size, padding)}), 1 to 4096 pixels
 * @param flip whether every second image is mirrored, left to right
 * @param randAugment operations drawn one after the other
 * @param augMix whether images are mixed with three changed versions of themselves (AugMix)
 * @param mixup the alpha of mixup (Zhang et al. 2018, arXiv:1710.09412), above 0: a batch is mixed
 *     with itself moved on by one image, by a share from Beta(alpha, alpha), as torchvision's
 *     reference scripts do it
 * @param cutmix the alpha of CutMix (Yun et al. 2019, arXiv:1905.04899), above 0: a box is taken
 *     from the image before. Where there is mixup too, one of the two is drawn for each batch
 * @param simclr whether images are changed as SimCLR does, which has its own crop and flip
 * @param brightness the largest number, drawn from its negative to it, that is added to all values
 *     of a normalised image (TensorFlow's {@code random_brightness} on standardised images, as the
 *     code of the conflicting bundles paper has it, with 0.25); above 0
 */
public record Augmentation(
    OptionalInt crop,
    boolean flip,
    Optional<RandAugment> randAugment,
    boolean augMix,
    OptionalDouble mixup,
    OptionalDouble cutmix,
    boolean simclr,
    OptionalDouble brightness) {
  private static final int LARGEST_CROP = 4096;

  /**
   * Checks the numbers.
   *
   * @throws UnusableInputException if one is out of range, or SimCLR meets a crop or flip
   */
  public Augmentation {
    if (crop.isPresent() && (crop.getAsInt() < 1 || crop.getAsInt() > LARGEST_CROP)) {
      throw new UnusableInputException(
          "crop=%d: the padding must be from 1 to %d pixels, as in crop=4."
              .formatted(crop.getAsInt(), LARGEST_CROP));
    }
    requirePositive("mixup", mixup);
    requirePositive("cutmix", cutmix);
    requirePositive("brightness", brightness);
    if (simclr && (crop.isPresent() || flip)) {
      throw new UnusableInputException(
          "The augmentation simclr crops and flips by itself; leave out crop and flip.");
    }
  }

  private static void requirePositive(String word, OptionalDouble number) {
    if (number.isPresent() && !(number.getAsDouble() > 0 && number.getAsDouble() <= 100)) {
      throw new UnusableInputException(
          "%s=%s: the number must be above 0 and at most 100."
              .formatted(word, AugmentationText.number(number.getAsDouble())));
    }
  }

  /** The images as they are. */
  public static Augmentation none() {
    return plain(OptionalInt.empty(), false, false);
  }

  /** The usual one for CIFAR: crop, with a padding of 4 for images of 32 pixels, and flip. */
  public static Augmentation standard(int padding) {
    return plain(OptionalInt.of(padding), true, false);
  }

  /** That of SimCLR on CIFAR-10. */
  public static Augmentation simClr() {
    return plain(OptionalInt.empty(), false, true);
  }

  private static Augmentation plain(OptionalInt crop, boolean flip, boolean simclr) {
    return new Augmentation(
        crop,
        flip,
        Optional.empty(),
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        simclr,
        OptionalDouble.empty());
  }

  /**
   * The augmentation of a text: {@code none}, or a comma-separated list of {@code crop=PAD}, {@code
   * flip}, {@code randaugment=OPS/MAGNITUDE}, {@code augmix}, {@code mixup=ALPHA}, {@code
   * cutmix=ALPHA}, {@code simclr} and {@code brightness=D}, in any order, each at most once.
   *
   * @throws UnusableInputException if a word is unknown, stands twice or has a wrong number; the
   *     message lists what there is
   */
  public static Augmentation parse(String text) {
    return AugmentationText.parse(text);
  }

  /** The text that {@link #parse} makes this augmentation of, in the order of the components. */
  public String text() {
    return AugmentationText.of(this);
  }

  /** Whether the targets of a batch are no longer of one class each. */
  public boolean mixes() {
    return mixup.isPresent() || cutmix.isPresent();
  }

  /** Whether levels change in another way than by crop and flip. */
  boolean changesLevels() {
    return simclr || augMix || randAugment.isPresent();
  }
}
