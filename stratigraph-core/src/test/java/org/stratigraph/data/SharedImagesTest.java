package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real images, which lie in a folder beside the checkout. */
@Tag("shared")
class SharedImagesTest {
  private static final int FIRST = 13;
  private static final int STEP = 67;

  private static String shared(String name) {
    Path file = Path.of(System.getProperty("stratigraph.shared", "../shared"), "data", name);
    assumeTrue(Files.exists(file), "needs the development data: " + file);
    return file.toString();
  }

  /**
   * Levels at the rows and columns 13, 80, 147 and 214, from Pillow 9.4.0: as decoded, and after
   * torchvision's (0.14.1) Resize(256) and CenterCrop(224).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "n01440764/ILSVRC2012_val_00023559.JPEG "
            + "8a894611141b4a4f48041f0023291f5d5c267d8a7655683b0c150437310fb2ad9a06090e2f312c1d290527241f0f0b08 "
            + "7c8f283d45362c3925223b01373e308074323949282b3d1e46482e584a17b0aba213161a4c4e3346502c151912444c35",
        "n01833805/ILSVRC2012_val_00011894.JPEG "
            + "4c694a607a616c85826d82832e502fada16d617b726f88724b66459d9870ffeeb65c727059715b617a6567856360786b "
            + "52704e6f8872718a7f718a853b5a40c8cb965e7a71728774426142715f38746847607a6d65796e637d64698463637b6d",
        "n02093647/ILSVRC2012_val_00005189.JPEG "
            + "cfd4d0a1a29c15160839161480858b5a5c579ea2a1150603494d4c1517149c9c921e16096066648b90936a6d646c513c "
            + "d4d7d1aaada00e100b100d07abb1ad595a5285878313040156585722251fb0b0a82b2c27666a6962646361615971523d",
        "n02119022/ILSVRC2012_val_00020225.JPEG "
            + "3b20156b52565f5848422b335d544d968e837369719283808384728f7f656c57527252530e150d574e49716859716956 "
            + "7259543d2526a3847c704e5673635bb7b7af8b9091aea394858e8ddacba94e433ea17c78414740635c56a4a5bbb3bacd",
        "n02422106/ILSVRC2012_val_00006385.JPEG "
            + "b6c4d1c5d1ddc4d2ddb7c3d1938f629d906eaf9f7d958961ab9f6f564229ae9d7fa49673918e59b0a770a3a1689d9063 "
            + "b9c7d1c8d2dcc9d3ddbac6d29b926cab9d7a9f97739e916e9a8d60bba279b29f819a8c6aa0966599915aa3a06b7d764c",
        "n02843684/ILSVRC2012_val_00015790.JPEG "
            + "0d0d0b3030282a27180e0c0d6f70517a7a92968d887b5f4a0b0b09757a8e5341350e0a0911100e5739314649580e0a09 "
            + "12151816141c312c260b090adbc4a3dbbebbb2bacdb8ab90110d0c7973724a4f600c08090b09066c6053573c3b0b0708",
        "n03291819/ILSVRC2012_val_00009930.JPEG "
            + "6f624fafb4b7ccd0d3c6b59b848486a6a9aeb2b5bac2ad909b9ea3a4a7aca7aaafc7beb57e6449ad9277c2ab8bbb9d7b "
            + "a6a8aea6b1ba9dacb6c5c9cc81919ba9acb1b1b4b9afb4b7a0a9b2a6a9aea6abaeaeb9bc3a2d264a3a2ca49d87d9dad7",
        "n03791053/ILSVRC2012_val_00042747.JPEG "
            + "586391f1f1ef0d0b0c8224328a7a9fd9e2f3131d15888469463926201f4932363f948c75604c4164667395796485775c "
            + "767c785d5c581b1b167529338d85797a805a4b614db8ac94615a612c3fb64e54618075506f60431c287556423854452e",
        "n04201297/ILSVRC2012_val_00028735.JPEG "
            + "6a5447939298bbc2d27e8387514f506962698e8e9892918d64646e655b5c7975768d89883929293c24186e6b727d7b86 "
            + "816e6aa1a4ab744d32929ba45a4a4c71686985849296928f55443d666168807c86928d89402c2a6c5b59746c6d828283",
        "n04548280/ILSVRC2012_val_00018797.JPEG "
            + "a89e9cb0a9a3ada097a79a94baa8a4a58d69c9a583bfaca5b3a19f714119815121bcacac948a93a69b99ad9e9b999299 "
            + "b0a5a1643a1958300eaea199baaaa2907560a27f57c7b4adbba9a57c4d247c4d1dbaaba89d92986d3512724936aaa0a2"
      })
  void imageNetEqualsPillow(String id, String decoded, String prepared) throws Exception {
    DataSet data = DataSets.open(shared("imagenet-val-1300.tar"), DataSetOptions.defaults());
    Sample sample =
        data.samples().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    try (StoredImages stored = data.open(List.of(sample));
        ImageDecoder decoder = new ImageDecoder(LoaderOptions.DEFAULT_MAX_PIXELS)) {
      Raster image = decoder.decode(stored.read(0).bytes());
      Raster cropped = new Preprocessor(Preprocessing.named("imagenet")).prepare(image);

      assertClose(image, decoded);
      assertClose(cropped, prepared);
    }
  }

  /** Within one grey level, since libjpeg differs by that between Java installations. */
  private static void assertClose(Raster image, String expected) {
    byte[] levels = HexFormat.of().parseHex(expected);
    int at = 0;
    for (int y = FIRST; y < image.height(); y += STEP) {
      for (int x = FIRST; x < image.width(); x += STEP) {
        for (int c = 0; c < 3; c++, at++) {
          int actual = image.levels()[(y * image.width() + x) * 3 + c] & 0xFF;
          assertThat(Math.abs(actual - (levels[at] & 0xFF))).isLessThanOrEqualTo(1);
        }
      }
    }
    assertThat(at).isEqualTo(levels.length);
  }

  /** Counts of data/README.md; class indices of the lists that were computed elsewhere. */
  @Test
  void imageNetFoldersFollowItsThousandClasses() {
    String list = shared("../golden/squeezenet1_1-imagenet/images.txt");
    String archive = shared("imagenet-val-1300.tar");
    DataSet all = DataSets.open(archive, DataSetOptions.defaults());
    DataSet listed = DataSets.open(archive, DataSetOptions.defaults().withList(Path.of(list)));

    assertThat(all.samples()).hasSize(1300);
    assertThat(all.samples().stream().map(Sample::label).distinct()).hasSize(725);
    assertThat(all.classCount()).hasValue(1000);
    assertThat(all.notes()).containsExactly("725 of 1000 classes have images.");
    assertThat(listed.samples()).hasSize(325);
    // Known only if every label of the list is the one found from the folder's name.
    assertThat(listed.classCount()).hasValue(1000);
  }

  @Test
  void cifarFoldersAreClasses() {
    String list = shared("../golden/resnet20-cifar10/images.txt");
    DataSet data =
        DataSets.open(
            shared("cifar10-jpeg-test.tar.gz"), DataSetOptions.defaults().withList(Path.of(list)));

    assertThat(data.samples()).hasSize(2000);
    assertThat(data.classCount()).hasValue(10);
  }

  /** First label 7, last of the first ten 9: the well-known start of MNIST's test labels. */
  @Test
  void mnistFolderGivesTheTestImages() {
    DataSet data = DataSets.open(shared("mnist"), DataSetOptions.defaults());

    assertThat(data.samples()).hasSize(3000);
    assertThat(data.classCount()).hasValue(10);
    assertThat(data.samples().subList(0, 10))
        .extracting(sample -> sample.label().orElse(-1))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
  }

  @Test
  void loadsChunksInParallelWithTheSameBits() {
    DataSet data =
        DataSets.open(shared("cifar10-test-lossless-200.tar"), DataSetOptions.defaults());
    List<Sample> samples = Selection.of(data, OptionalInt.of(100), 3).samples();
    FloatBuffer one = load(data, samples, 1);
    FloatBuffer four = load(data, samples, 4);

    assertThat(four).isEqualTo(one);
  }

  private static FloatBuffer load(DataSet data, List<Sample> samples, int threads) {
    try (Images images =
        ImageLoader.of(
            data,
            samples,
            Preprocessing.named("cifar10"),
            LoaderOptions.defaults().withThreads(threads))) {
      FloatBuffer pixels =
          ByteBuffer.allocateDirect(100 * 3 * 32 * 32 * 4)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      assertThat(images.load(0, 100, pixels).samples()).isEqualTo(samples);
      return pixels;
    }
  }
}
