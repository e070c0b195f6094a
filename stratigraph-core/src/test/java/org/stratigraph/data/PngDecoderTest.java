package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.data.Preprocessing.Size;

/**
 * Expected sums: SHA-256 of the levels of Pillow 9.4.0, {@code Image.open(...).convert("RGB")}, for
 * the files that {@link PngFiles} writes.
 */
class PngDecoderTest {
  private static final byte[] COLOUR = PngFiles.of(37, 23, 2, 8, false);

  private static Raster decode(byte[] file) throws UnreadableImageException {
    try (ImageDecoder decoder = new ImageDecoder(LoaderOptions.DEFAULT_MAX_PIXELS)) {
      return decoder.decode(file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "0 1 false 3f1fc787edabdf239311289cc43348e6f3656e9c8f8348491f0d7fa35bf7c0b7",
        "0 1 true e9a07d667dffdafd8c20cca1b76a1a98b2b80c3e73e574836df57f291b951d22",
        "0 2 false bf19d4aea1d700c0514502d89f662d7f2eabecdb4491ee7e881db47aaf4a99d4",
        "0 2 true a627656a9e4aae5b22342082979192d7b68d2394866cd4d413a7b517a635a2bd",
        "0 4 false 131f3c25dfd8d75797de4f3c088a132c2d513b04628dbe8aacc9facddeb02397",
        "0 4 true c9527d35890dce3fbe198d0630b2542c420137f9a229017bab975d0b30494d27",
        "0 8 false 20529701e8ff51b2b3c4771add59ad43c30160e992a98897b033e32cde636cf4",
        "0 8 true 632211ed49404ee9c00f944a30f42f3ab3f8702660a6cd4fd56cc5756aefb874",
        "2 16 false 156ea716f1dc7f43441dfe8f62e255c54a4e6466174cd7b29c726c69223fb4d6",
        "2 16 true 5869f74816069b615e9fc29b75c1e1ee27302951e31a4bb52d0bf01f543ae6fe",
        "2 8 false 312381f6104cd1dc85ee9d2c7022f329b461caaeb0eb09e9bc74f6f4769b515b",
        "2 8 true c15f7eb3eb4b2a6b3939e4b501d48b84e18717976a5a73d704e60dd2d291261e",
        "3 1 false 0bdce1d4bba0faf97d960ee66014a6aee58b868322b9983a158a5c65323ff26b",
        "3 1 true c85f8e7a141d96ad62567dc45494feed8cab1aa87ae7de0081368ea72c8a9f19",
        "3 2 false 0cc293e543eaa8a7afad68b24de7738088e4840818e5d1f77e22fa0d891b8ac0",
        "3 2 true be8b9c5a8e798f39c0220d0b9d9d6393c7fe6e881704c5ae67e4d22ff5a3e838",
        "3 4 false accfb99a208bdc7f10317e0919341eaff04559dbc0c8633016c51f43f860b015",
        "3 4 true 90af60b3efce51fc021ba1744dccc94b255b8ead095fb73cc16d8819a6cb9019",
        "3 8 false 1d2d7972bdf905dc30dc65444d8357bf145c9328137318a4f92195127bc7adbc",
        "3 8 true 5c8ad5adcdcbdc14bfcda5dae9e33dcbc55055b1fcbb34c7027cf0c105f7d41a",
        "4 16 false f8c330324573f46b9d1a87a6031e65650385943bf0277c0872e45dc63ab6bea0",
        "4 16 true 65e3719711ffb0e7d7da0374cc84ee9f40294caf6855afdee885d6df487a1b6f",
        "4 8 false 20529701e8ff51b2b3c4771add59ad43c30160e992a98897b033e32cde636cf4",
        "4 8 true 632211ed49404ee9c00f944a30f42f3ab3f8702660a6cd4fd56cc5756aefb874",
        "6 16 false 156ea716f1dc7f43441dfe8f62e255c54a4e6466174cd7b29c726c69223fb4d6",
        "6 16 true 5869f74816069b615e9fc29b75c1e1ee27302951e31a4bb52d0bf01f543ae6fe",
        "6 8 false 312381f6104cd1dc85ee9d2c7022f329b461caaeb0eb09e9bc74f6f4769b515b",
        "6 8 true c15f7eb3eb4b2a6b3939e4b501d48b84e18717976a5a73d704e60dd2d291261e"
      })
  void equalsPillow(int kind, int depth, boolean interlaced, String expected) throws Exception {
    int width = interlaced ? 29 : 37;
    int height = interlaced ? 31 : 23;
    byte[] file = PngFiles.of(width, height, kind, depth, interlaced);

    Raster image = decode(file);

    assertThat(new Size(image.width(), image.height())).isEqualTo(new Size(width, height));
    assertThat(Formula.sha256(image.withChannels(3).levels())).isEqualTo(expected);
  }

  @Test
  void greyOf16BitsIsRefusedByName() {
    assertThatThrownBy(() -> decode(PngFiles.of(5, 4, 0, 16, false)))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("16-bit grey");
  }

  @Test
  void smallInterlacedImagesHaveEmptyPasses() throws Exception {
    for (int width = 1; width < 9; width++) {
      byte[] plain = PngFiles.of(width, 3, 2, 8, false);
      byte[] interlaced = PngFiles.of(width, 3, 2, 8, true);
      assertThat(decode(interlaced).levels()).isEqualTo(decode(plain).levels());
    }
  }

  @Test
  void everyCutIsRefused() {
    // The end chunk, of 12 bytes, may be missing: Pillow does not read on to it either.
    for (int length = 0; length < COLOUR.length - 12; length++) {
      byte[] cut = Arrays.copyOf(COLOUR, length);
      assertThatThrownBy(() -> decode(cut)).isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void damageIsReportedOrHarmless() throws Exception {
    for (int i = 0; i < COLOUR.length; i++) {
      byte[] damaged = COLOUR.clone();
      damaged[i] ^= (byte) 0x5A;
      try {
        assertThat(decode(damaged).levels()).isEqualTo(decode(COLOUR).levels());
      } catch (UnreadableImageException e) {
        assertThat(e).hasMessageMatching("(?s).{10,}");
      }
    }
  }

  @Test
  void bombIsRefusedByItsHeader() {
    byte[] header = PngFiles.header(60_000, 60_000, 2, 8, false);
    byte[] bomb = PngFiles.file(header, new byte[0], new byte[100]);
    assertThatThrownBy(() -> decode(bomb))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("60000 x 60000")
        .hasMessageContaining("--max-pixels");
  }

  @Test
  void missingPaletteAndUnknownKindsAreRefused() {
    byte[] row = {0, 0};
    byte[] palette = PngFiles.file(PngFiles.header(1, 1, 3, 8, false), new byte[0], row);
    assertThatThrownBy(() -> decode(palette)).hasMessageContaining("palette");
    byte[] kind = PngFiles.file(PngFiles.header(1, 1, 5, 8, false), new byte[0], row);
    assertThatThrownBy(() -> decode(kind)).hasMessageContaining("damaged header");
    byte[] filter =
        PngFiles.file(PngFiles.header(1, 1, 0, 8, false), new byte[0], new byte[] {9, 0});
    assertThatThrownBy(() -> decode(filter)).hasMessageContaining("filter");
    byte[] empty = PngFiles.file(PngFiles.header(0, 1, 0, 8, false), new byte[0], row);
    assertThatThrownBy(() -> decode(empty)).hasMessageContaining("0 x 1");
  }
}
