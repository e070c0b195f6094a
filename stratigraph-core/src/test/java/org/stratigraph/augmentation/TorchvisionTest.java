package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Raster;
import org.stratigraph.data.Resampler;
import org.stratigraph.data.Resampler.Window;

/**
 * Every operation against torchvision 0.14.1 on Pillow 9.4.0, bit for bit. The file was written by
 * {@code tools/augmentation-reference/make.py}, which says what is in it.
 */
class TorchvisionTest {
  private static final int LONGEST_TEXT = 300;

  private record Line(
      String name, String number, int image, int width, int height, int channels, String expected) {
    static Line of(String line) {
      String[] parts = line.split(",");
      return new Line(
          parts[0],
          parts[1],
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]),
          Integer.parseInt(parts[4]),
          Integer.parseInt(parts[5]),
          parts[6]);
    }

    double magnitude() {
      return Double.parseDouble(number);
    }

    Raster raster() {
      return TestImages.of(image, width, height, channels);
    }
  }

  private static List<Line> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TorchvisionTest.class.getResourceAsStream("torchvision.csv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).map(Line::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Raster image) {
    byte[] levels = image.levels();
    if (levels.length <= LONGEST_TEXT) {
      return HexFormat.of().formatHex(levels);
    }
    CRC32 crc = new CRC32();
    crc.update(levels);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static Operation operation(String name) {
    return switch (name) {
      case "ShearX" -> Operation.SHEAR_X;
      case "ShearY" -> Operation.SHEAR_Y;
      case "TranslateX" -> Operation.TRANSLATE_X;
      case "TranslateY" -> Operation.TRANSLATE_Y;
      case "AutoContrast" -> Operation.AUTO_CONTRAST;
      default -> Operation.valueOf(name.toUpperCase(Locale.ROOT));
    };
  }

  /** Seven images; 67 changes of each, by the loops of the script. */
  @Test
  void operations() {
    SoftAssertions all = new SoftAssertions();
    int count = 0;
    for (Line line : lines()) {
      String name = line.name();
      if (name.contains("magnitude") || name.contains("grid") || name.equals("ResizedCrop")) {
        continue;
      }
      Raster before = line.raster();
      Raster after =
          switch (name) {
            case "Hue" -> Colours.hue(before, line.magnitude());
            case "Grayscale" -> Colours.grey(before);
            default -> {
              boolean bilinear = name.endsWith(" bilinear");
              yield operation(name.replace(" bilinear", ""))
                  .apply(before, line.magnitude(), bilinear ? Geometry.BILINEAR : Geometry.NEAREST);
            }
          };
      all.assertThat(text(after)).as(line.toString()).isEqualTo(line.expected());
      // Nothing is changed in place.
      all.assertThat(before.levels()).as(line.toString()).isEqualTo(line.raster().levels());
      count++;
    }
    all.assertAll();
    assertThat(count).isEqualTo(7 * 67);
  }

  /** torchvision's own magnitudes differ by an ulp of a float between processors. */
  @Test
  void magnitudes() {
    int count = 0;
    for (Line line : lines()) {
      if (!line.name().startsWith("magnitude")) {
        continue;
      }
      Magnitudes space = line.name().endsWith(" 31") ? Magnitudes.RAND_AUGMENT : Magnitudes.AUG_MIX;
      Operation operation = operation(line.expected());
      int level = line.image();
      double actual = space.of(operation, level, line.width(), line.height());
      double ulps = Math.abs(actual - line.magnitude()) / Math.ulp((float) line.magnitude());
      assertThat(Math.round(ulps)).as(line.toString()).isLessThanOrEqualTo(1);
      count++;
    }
    assertThat(count).isEqualTo(13 * (31 + 10));
  }

  @Test
  void signsAreTorchvisions() {
    assertThat(List.of(Operation.values()).stream().filter(Operation::signed).map(Enum::name))
        .containsExactly(
            "SHEAR_X",
            "SHEAR_Y",
            "TRANSLATE_X",
            "TRANSLATE_Y",
            "ROTATE",
            "BRIGHTNESS",
            "COLOR",
            "CONTRAST",
            "SHARPNESS");
  }

  @Test
  void huesOfAllKindsOfColours() {
    int count = 0;
    for (Line line : lines()) {
      if (line.name().equals("Hue grid")) {
        byte[] levels = new byte[18 * 18 * 18 * 3];
        for (int i = 0; i < levels.length / 3; i++) {
          levels[3 * i] = (byte) (i / 324 * 15);
          levels[3 * i + 1] = (byte) (i / 18 % 18 * 15);
          levels[3 * i + 2] = (byte) (i % 18 * 15);
        }
        Raster turned = Colours.hue(new Raster(18, 324, 3, levels), line.magnitude());
        assertThat(text(turned)).as(line.toString()).isEqualTo(line.expected());
        count++;
      }
    }
    assertThat(count).isEqualTo(6);
  }

  @Test
  void partsOfImagesAreResized() {
    int count = 0;
    for (Line line : lines()) {
      if (line.name().equals("ResizedCrop")) {
        String[] sides = line.number().split(" ");
        Window part =
            new Window(
                Integer.parseInt(sides[1]),
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[3]),
                Integer.parseInt(sides[2]));
        Raster cut = Resampler.cut(line.raster(), part);
        Raster resized =
            new Resampler().resize(cut, 32, 32, Interpolation.BILINEAR, new Window(0, 0, 32, 32));
        assertThat(text(resized)).as(line.toString()).isEqualTo(line.expected());
        count++;
      }
    }
    assertThat(count).isEqualTo(3);
  }
}
