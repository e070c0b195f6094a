package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;

class AugmentationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "flip",
        "crop=4,flip",
        "simclr",
        "crop=4,flip,randaugment=2/9",
        "crop=2,augmix,mixup=0.2",
        "flip,mixup=1,cutmix=0.00012,brightness=0.25",
        "crop=4096,flip,randaugment=16/30,augmix,mixup=100,cutmix=1,brightness=2.5",
      })
  void textIsTheInverseOfParse(String text) {
    assertThat(Augmentation.parse(text).text()).isEqualTo(text);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Augmentation.parse(text.toUpperCase(Locale.ROOT)).text()).isEqualTo(text);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void orderAndSpacesDoNotMatter() {
    assertThat(Augmentation.parse(" flip , mixup=.2,crop=4"))
        .isEqualTo(Augmentation.parse("crop=4,flip,mixup=0.2"));
  }

  @Test
  void partsAreRead() {
    Augmentation augmentation = Augmentation.parse("crop=4,randaugment=2/9,cutmix=1.5");
    assertThat(augmentation.crop()).isEqualTo(OptionalInt.of(4));
    assertThat(augmentation.flip()).isFalse();
    assertThat(augmentation.randAugment()).contains(new RandAugment(2, 9));
    assertThat(augmentation.cutmix()).isEqualTo(OptionalDouble.of(1.5));
    assertThat(augmentation.mixup()).isEmpty();
    assertThat(Augmentation.parse("crop=4,flip")).isEqualTo(Augmentation.standard(4));
    assertThat(Augmentation.parse("simclr")).isEqualTo(Augmentation.simClr());
    assertThat(Augmentation.parse("none")).isEqualTo(Augmentation.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "flip,blur | 'blur' is no augmentation",
        "\"\" | '' is no augmentation",
        "flip, | '' is no augmentation",
        "flip=1 | 'flip=1' is no augmentation",
        "crop | 'crop' is no augmentation",
        "none,flip | 'none' is no augmentation",
        "flip,crop=4,flip | 'flip' stands there twice",
        "crop=four | 'four' of 'crop' is no whole number",
        "crop=-1 | '-1' of 'crop' is no whole number",
        "randaugment=2 | 'randaugment=2' needs two whole numbers",
        "mixup=1e3 | '1e3' of 'mixup' is no number",
        "mixup=NaN | 'nan' of 'mixup' is no number",
        "mixup=-0.2 | '-0.2' of 'mixup' is no number",
      })
  void refusesOtherWordsAndListsItsOwn(String text, String reason) {
    assertThatThrownBy(() -> Augmentation.parse(text))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(
            "crop=PAD, flip, randaugment=OPS/MAGNITUDE, augmix, mixup=ALPHA, cutmix=ALPHA, simclr, brightness=D, or none.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crop=0 | crop=0: the padding must be from 1 to 4096",
        "crop=4097 | crop=4097",
        "mixup=0 | mixup=0: the number must be above 0",
        "cutmix=101 | cutmix=101: the number must be above 0 and at most 100",
        "brightness=0.0 | brightness=0: the number",
        "randaugment=0/9 | randaugment=0/9: the number of operations must be from 1 to 16",
        "randaugment=2/31 | magnitude from 0 to 30",
        "simclr,flip | simclr crops and flips by itself",
      })
  void refusesNumbersOutOfRange(String text, String reason) {
    assertThatThrownBy(() -> Augmentation.parse(text))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(reason);
  }
}
