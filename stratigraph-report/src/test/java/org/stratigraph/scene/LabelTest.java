package org.stratigraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelTest {
  @Test
  void shortNamesStay() {
    assertThat(Label.of("layer1.0.conv1", 14)).isEqualTo("layer1.0.conv1");
  }

  @Test
  void longNamesLoseTheirMiddle() {
    assertThat(Label.of("0123456789", 7)).isEqualTo("012\u2026789");
    assertThat(Label.of("0123456789", 6)).isEqualTo("01\u2026789");
  }

  @Test
  void aMillionCharactersBecomeAsFewAsAskedFor() {
    String name = "first" + "x".repeat(1_000_000) + "last";
    assertThat(Label.of(name, 24)).hasSize(24).startsWith("first").endsWith("last");
    assertThat(Label.full(name)).hasSize(Label.FULL);
    assertThat(Label.prose(name)).hasSizeLessThan(5000);
  }

  @Test
  void charactersOfTwoUnitsAreNotCut() {
    String label = Label.of("\ud83e\udea8".repeat(50), 9);
    assertThat(label.codePointCount(0, label.length())).isEqualTo(9);
    assertThat(Markup.escape(label)).doesNotContain("\\u");
  }

  @Test
  void namesAreOneLineAndNeverEmpty() {
    assertThat(Label.of("a\nb\tc", 40)).isEqualTo("a\\u000ab\\u0009c");
    assertThat(Label.of("", 40)).isEqualTo("(no name)");
  }

  @Test
  void proseKeepsItsWords() {
    assertThat(Label.prose(" one\r\n two\t three ")).isEqualTo("one two three");
  }

  @Test
  void theLastPartOfAPath() {
    assertThat(Label.lastPart("/data/imagenet/val/", 40)).isEqualTo("val");
    assertThat(Label.lastPart("C:\\images\\val.tar", 40)).isEqualTo("val.tar");
    assertThat(Label.lastPart("builtin:shapes", 40)).isEqualTo("builtin:shapes");
    assertThat(Label.lastPart("/", 40)).isEqualTo("(no name)");
  }
}
