package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;

class ImageLoaderTest {
  private static final Preprocessing PLAIN = Preprocessing.named("none");
  private static final LoaderOptions STOP = LoaderOptions.defaults().withThreads(3);
  private static final LoaderOptions SKIP = STOP.withSkipBadImages(true);

  @TempDir Path temp;

  private DataSet data(Map<String, byte[]> files) throws Exception {
    Path tar = Files.write(temp.resolve("data.tar"), Archives.tar(new TreeMap<>(files)));
    return DataSets.open(tar.toString(), DataSetOptions.defaults());
  }

  private DataSet withBadOnes() throws Exception {
    byte[] cut = Arrays.copyOf(JpegSamples.COLOUR, 700);
    return data(
        Map.of(
            "a/1.png", PngFiles.of(6, 5, 2, 8, false),
            "a/2.jpg", cut,
            "b/3.png", PngFiles.of(6, 5, 2, 8, true),
            "b/4.png", new byte[0],
            "b/5.png", PngFiles.of(6, 5, 0, 8, false)));
  }

  private static FloatBuffer buffer(Images images) {
    int values = (int) images.shape().elementCount() * images.count();
    return ByteBuffer.allocateDirect(values * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static ImageLoader all(DataSet data, Preprocessing preprocessing, LoaderOptions options) {
    return ImageLoader.of(data, data.samples(), preprocessing, options);
  }

  @Test
  void channelsComeOneAfterTheOther() throws Exception {
    byte[] pixels = new byte[] {0, 10, 20, 30, 40, 50, 60};
    byte[] png = PngFiles.file(PngFiles.header(2, 1, 2, 8, false), new byte[0], pixels);
    try (Images images = all(data(Map.of("x.png", png)), PLAIN, STOP)) {
      FloatBuffer buffer = buffer(images);

      images.load(0, 1, buffer);

      assertThat(images.shape()).isEqualTo(Shape.of(3, 1, 2));
      float[] values = new float[6];
      buffer.get(0, values);
      assertThat(values)
          .containsExactly(10 / 255f, 40 / 255f, 20 / 255f, 50 / 255f, 30 / 255f, 60 / 255f);
    }
  }

  @Test
  void badImageStopsWithItsName() throws Exception {
    try (Images images = all(withBadOnes(), PLAIN, STOP)) {
      FloatBuffer buffer = buffer(images);
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> images.load(0, 5, buffer))
            .isInstanceOf(UnusableInputException.class)
            .hasMessageContaining("a/2.jpg")
            .hasMessageContaining("truncated")
            .hasMessageContaining("--skip-bad-images");
      }
    }
  }

  @Test
  void badImagesAreLeftOutAndListed() throws Exception {
    DataSet data = withBadOnes();
    try (Images images = all(data, PLAIN, SKIP)) {
      FloatBuffer buffer = buffer(images);

      Images.Chunk chunk = images.load(0, 5, buffer);

      assertThat(chunk.samples())
          .extracting(Sample::id)
          .containsExactly("a/1.png", "b/3.png", "b/5.png");
      assertThat(chunk.skipped())
          .extracting(Images.Skipped::id)
          .containsExactly("a/2.jpg", "b/4.png");
      assertThat(chunk.skipped().get(1).reason()).contains("empty");
      assertThat(images.count()).isEqualTo(5);
      FloatBuffer alone = buffer(images);
      images.load(4, 5, alone);
      assertThat(buffer.slice(2 * 90, 90)).isEqualTo(alone.slice(0, 90));
    }
  }

  @Test
  void allBadIsRefusedEvenWhenSkipping() throws Exception {
    DataSet data = data(Map.of("1.png", new byte[9], "2.jpg", new byte[0]));
    assertThatThrownBy(() -> all(data, PLAIN, SKIP))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("none of the 2");
  }

  @Test
  void differentSizesAreRefusedByTwoNames() throws Exception {
    DataSet data =
        data(
            Map.of(
                "1.png", PngFiles.of(6, 5, 2, 8, false), "2.png", PngFiles.of(7, 5, 2, 8, false)));
    try (Images images = all(data, PLAIN, SKIP)) {
      FloatBuffer buffer = buffer(images);
      assertThatThrownBy(() -> images.load(0, 2, buffer))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("1.png")
          .hasMessageContaining("2.png")
          .hasMessageContaining("--crop");
    }
    try (Images images = all(data, PLAIN.withCrop(4), STOP)) {
      assertThat(images.shape()).isEqualTo(Shape.of(3, 4, 4));
      assertThat(images.load(0, 2, buffer(images)).samples()).hasSize(2);
    }
  }

  @Test
  void limitOnPixelsCanBeRaised() throws Exception {
    DataSet data = data(Map.of("1.png", PngFiles.of(60, 50, 2, 8, false)));
    assertThatThrownBy(() -> all(data, PLAIN, STOP.withMaxPixels(2999)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("60 x 50")
        .hasMessageContaining("2999");
    try (Images images = all(data, PLAIN, STOP.withMaxPixels(3000))) {
      assertThat(images.shape()).isEqualTo(Shape.of(3, 50, 60));
    }
  }

  /** 1 x 3,000 pixels to a width of 1,000 would be 3 thousand million pixels. */
  @Test
  void thinImageIsNotEnlargedBeyondBounds() throws Exception {
    DataSet data = data(Map.of("1.png", PngFiles.of(1, 3000, 2, 8, false)));
    try (Images images = all(data, PLAIN.withResize(1000).withCrop(10), STOP)) {
      assertThatThrownBy(() -> images.load(0, 1, buffer(images)))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("1 x 3000")
          .hasMessageContaining("too many");
    }
  }

  @Test
  void hashChangesWithBytesLabelsOrderAndChoice() throws Exception {
    byte[] one = PngFiles.of(6, 5, 2, 8, false);
    byte[] two = PngFiles.of(6, 5, 2, 8, true);
    String original = hash(data(Map.of("a/1.png", one, "b/2.png", two)));

    assertThat(original).matches("[0-9a-f]{64}");
    assertThat(hash(data(Map.of("a/1.png", one, "b/2.png", two)))).isEqualTo(original);
    assertThat(hash(data(Map.of("a/1.png", one, "b/2.png", one)))).isNotEqualTo(original);
    assertThat(hash(data(Map.of("a/1.png", one, "b/3.png", two)))).isNotEqualTo(original);
    DataSet data = data(Map.of("a/1.png", one, "b/2.png", two));
    List<Sample> turned = List.of(data.samples().get(1), data.samples().get(0));
    try (Images images = ImageLoader.of(data, turned, PLAIN, STOP)) {
      assertThat(images.sha256()).isNotEqualTo(original);
    }
    Path list = Files.writeString(temp.resolve("list.txt"), "a/1.png 0\nb/2.png 5\n");
    DataSet relabelled = DataSets.open(data.source(), DataSetOptions.defaults().withList(list));
    assertThat(hash(relabelled)).isNotEqualTo(original);
  }

  private static String hash(DataSet data) {
    try (Images images = all(data, PLAIN, STOP)) {
      return images.sha256();
    }
  }

  @Test
  void fileThatVanishesIsABadImage() throws Exception {
    Path folder =
        Archives.folder(
            temp.resolve("folder"), Map.of("a/1.png", Archives.PNG, "b/2.png", Archives.PNG));
    DataSet data = DataSets.open(folder.toString(), DataSetOptions.defaults());
    Files.delete(folder.resolve("b/2.png"));
    try (Images images = all(data, PLAIN, SKIP)) {
      assertThat(images.load(0, 2, buffer(images)).skipped())
          .containsExactly(new Images.Skipped("b/2.png", "the file is gone"));
    }
  }

  @Test
  void wrongRangesAndSmallBuffersAreProgrammingErrors() throws Exception {
    try (Images images = all(data(Map.of("1.png", Archives.PNG)), PLAIN, STOP)) {
      FloatBuffer buffer = buffer(images);
      assertThatThrownBy(() -> images.load(0, 2, buffer))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> images.load(0, 1, FloatBuffer.allocate(5)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
