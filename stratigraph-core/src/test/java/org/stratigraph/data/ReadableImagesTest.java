package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

class ReadableImagesTest {
  private static final Preprocessing NONE = Preprocessing.named("none");

  @TempDir private Path folder;

  private DataSet data(List<Integer> bad) throws Exception {
    for (int i = 0; i < 4; i++) {
      Path file = Files.createDirectories(folder.resolve("class" + i)).resolve("a.png");
      if (bad.contains(i)) {
        Files.writeString(file, "no image");
      } else {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", file.toFile());
      }
    }
    return DataSets.open(folder.toString(), DataSetOptions.defaults());
  }

  @Test
  void leavesOutAndNamesWhatCannotBeRead() throws Exception {
    DataSet data = data(List.of(1, 3));
    DataSet read = ReadableImages.of(data, NONE, 2);
    assertThat(read.samples())
        .extracting(Sample::id)
        .containsExactly("class0/a.png", "class2/a.png");
    assertThat(read.samples()).extracting(s -> s.label().orElse(-1)).containsExactly(0, 2);
    assertThat(read.classes()).isEqualTo(4);
    assertThat(read.notes())
        .filteredOn(note -> note.startsWith("Left out, because unreadable: "))
        .satisfiesExactly(
            note -> assertThat(note).contains("class1/a.png ("),
            note -> assertThat(note).contains("class3/a.png ("));
  }

  @Test
  void changesNothingWhereAllCanBeRead() throws Exception {
    DataSet data = data(List.of());
    assertThat(ReadableImages.of(data, NONE, 2)).isSameAs(data);
  }

  @Test
  void someMustBeReadable() throws Exception {
    DataSet data = data(List.of(0, 1, 2, 3));
    for (Preprocessing preprocessing : List.of(NONE, NONE.withCrop(2))) {
      assertThatThrownBy(() -> ReadableImages.of(data, preprocessing, 2))
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageContaining("none of the");
    }
  }
}
