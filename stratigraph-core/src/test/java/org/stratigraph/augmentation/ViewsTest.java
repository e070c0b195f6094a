package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.data.Raster;
import org.stratigraph.data.Resampler.Window;
import org.stratigraph.statistics.Draws;

/** Which part of an image a view shows. */
class ViewsTest {
  /** A part of torchvision's RandomResizedCrop lies in the image, within its scale and ratio. */
  @ParameterizedTest
  @CsvSource({"32, 32", "28, 40", "200, 10", "1, 1", "3, 90"})
  void partsOfSimClr(int width, int height) {
    for (int i = 0; i < 2000; i++) {
      Window part = SimClr.part(width, height, Draws.of(1, "part").split(i));
      assertThat(part.left()).isBetween(0, width - part.width());
      assertThat(part.top()).isBetween(0, height - part.height());
      assertThat(part.width()).isPositive();
      assertThat(part.height()).isPositive();
      // Sides are rounded, by half a pixel at most.
      assertThat((part.width() - 0.5) / (part.height() + 0.5)).isLessThanOrEqualTo(4 / 3.0);
      assertThat((part.width() + 0.5) / (part.height() - 0.5)).isGreaterThanOrEqualTo(3 / 4.0);
      if (Math.max(width, height) < 2 * Math.min(width, height)) {
        assertThat((part.width() + 0.5) * (part.height() + 0.5))
            .isGreaterThanOrEqualTo(0.08 * width * height);
      }
    }
  }

  /** Where no try fits, as in these, torchvision takes the middle: (93, 0) and 13 x 10. */
  @Test
  void middleOfNarrowImages() {
    assertThat(SimClr.part(200, 10, Draws.of(1, "part"))).isEqualTo(new Window(93, 0, 13, 10));
    assertThat(SimClr.part(10, 200, Draws.of(1, "part"))).isEqualTo(new Window(0, 93, 10, 13));
  }

  /** A crop in one pass is the crop of the padded image; mirrored, from right to left. */
  @ParameterizedTest
  @CsvSource({"0, 0", "2, -1", "-3, 2", "4, 4", "-9, 0", "0, 7", "100, -100"})
  void cutsOfAnImage(int right, int down) {
    Raster image = TestImages.of(0, 9, 7, 3);
    for (boolean mirrored : new boolean[] {false, true}) {
      Cut cut = new Cut(right, down, mirrored);
      byte[] expected = new byte[9 * 7 * 3];
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 9; x++) {
          for (int c = 0; c < 3; c++) {
            int column = (mirrored ? 8 - x : x) + right;
            boolean inside = column >= 0 && column < 9 && y + down >= 0 && y + down < 7;
            expected[(y * 9 + x) * 3 + c] =
                inside ? image.levels()[((y + down) * 9 + column) * 3 + c] : 0;
          }
        }
      }
      assertThat(cut.apply(image).levels()).isEqualTo(expected);
      float[][] tables = new float[3][256];
      float[] wanted = new float[expected.length];
      for (int c = 0; c < 3; c++) {
        for (int level = 0; level < 256; level++) {
          tables[c][level] = 1000 * c + level;
        }
        for (int i = 0; i < 63; i++) {
          wanted[c * 63 + i] = tables[c][expected[i * 3 + c] & 0xFF];
        }
      }
      float[] values = new float[expected.length];
      cut.applyTo(image, tables, values);
      assertThat(values).isEqualTo(wanted);
    }
  }

  /** All crops of {@code RandomCrop(32, padding=1)} are drawn, about equally often. */
  @Test
  void cropsAreUniform() {
    int[] counts = new int[18];
    int many = 18_000;
    Augmentation augmentation = Augmentation.standard(1);
    for (int i = 0; i < many; i++) {
      Cut cut = ViewMaker.cut(augmentation, Draws.of(2, "cut").split(i));
      counts[(cut.right() + 1) * 6 + (cut.down() + 1) * 2 + (cut.mirrored() ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertThat(Math.abs(count - 1000)).isLessThan((int) (5 * Math.sqrt(1000)));
    }
  }
}
