package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stratigraph.data.Preprocessing.Size;

/** Expected sums: SHA-256 of the levels of Pillow 9.4.0, {@code Image.open(...).convert("RGB")}. */
class JpegDecoderTest {
  private static final int JFIF_END = 20;
  private static final String COLOUR =
      "c4e23ef33614edccce515265348895943da2cbcd16cd3067d8d8584cf7cc591b";
  private static final String AS_RGB =
      "0380db4d7dd6e20d70b955d2daf499680f0e8af74afefab553a663971b282b06";

  private final ImageDecoder decoder = new ImageDecoder(LoaderOptions.DEFAULT_MAX_PIXELS);

  @AfterEach
  void close() {
    decoder.close();
  }

  private String sum(byte[] file) throws UnreadableImageException {
    return Formula.sha256(decoder.decode(file).levels());
  }

  /** The colour file with something else in place of its JFIF segment. */
  private static byte[] withSegment(byte[] segment) {
    return join(
        Arrays.copyOf(JpegSamples.COLOUR, 2),
        segment,
        Arrays.copyOfRange(JpegSamples.COLOUR, JFIF_END, JpegSamples.COLOUR.length));
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      all = Arrays.copyOf(all, all.length + part.length);
      System.arraycopy(part, 0, all, all.length - part.length, part.length);
    }
    return all;
  }

  private static byte[] segment(int code, byte[] content) {
    int length = content.length + 2;
    return join(
        new byte[] {(byte) 0xFF, (byte) code, (byte) (length >> 8), (byte) length}, content);
  }

  private static int find(byte[] file, int marker) {
    for (int i = 0; i < file.length - 1; i++) {
      if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == marker) {
        return i;
      }
    }
    throw new IllegalArgumentException();
  }

  @Test
  void baseline() throws Exception {
    assertThat(sum(JpegSamples.COLOUR)).isEqualTo(COLOUR);
    assertThat(decoder.size(JpegSamples.COLOUR)).isEqualTo(new Size(24, 17));
  }

  @Test
  void progressiveAndSubsampled() throws Exception {
    assertThat(sum(JpegSamples.PROGRESSIVE))
        .isEqualTo("2669991975f7f35d6314ea637fbefe9ebf332fbf0bb47574bea258e7872e0693");
  }

  @Test
  void grey() throws Exception {
    Raster image = decoder.decode(JpegSamples.GREY);
    assertThat(image.channels()).isEqualTo(1);
    assertThat(Formula.sha256(image.levels()))
        .isEqualTo("014ddbee747fe5d484bca77ae68a7887e44247f5c9cf5133f99267ac9a8d4f2b");
  }

  @Test
  void fourInks() throws Exception {
    assertThat(sum(JpegSamples.CMYK))
        .isEqualTo("399b0c7f3399c40a3c30ee1425ecca937c0b7b5afc40a8fed1994bf08e2945a3");
  }

  @Test
  void fourInksAsLumaAndChroma() throws Exception {
    byte[] ycck = JpegSamples.CMYK.clone();
    int transform = find(ycck, 0xEE) + 15;
    assertThat(ycck[transform]).isZero();
    ycck[transform] = 2;
    assertThat(sum(ycck))
        .isEqualTo("22a9103184f53440e0597dc1e7a06b3881ebc80a65cacaa080f04624cbee7c97");
  }

  @Test
  void withoutMarkersIsLumaAndChroma() throws Exception {
    assertThat(sum(withSegment(new byte[0]))).isEqualTo(COLOUR);
  }

  @Test
  void adobeSegmentSaysRgb() throws Exception {
    byte[] content =
        join("Adobe".getBytes(StandardCharsets.US_ASCII), new byte[] {0, 100, 0, 0, 0, 0, 0});
    assertThat(sum(withSegment(segment(0xEE, content)))).isEqualTo(AS_RGB);
  }

  @Test
  void componentNamesSayRgb() throws Exception {
    byte[] file = withSegment(new byte[0]);
    int frame = find(file, 0xC0);
    int scan = find(file, 0xDA);
    for (int i = 0; i < 3; i++) {
      file[frame + 10 + 3 * i] = (byte) "RGB".charAt(i);
      file[scan + 5 + 2 * i] = (byte) "RGB".charAt(i);
    }
    assertThat(sum(file)).isEqualTo(AS_RGB);
  }

  @Test
  void profileIsIgnored() throws Exception {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] content = join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), profile);
    byte[] jfif = Arrays.copyOfRange(JpegSamples.COLOUR, 2, JFIF_END);
    assertThat(sum(withSegment(join(jfif, segment(0xE2, content))))).isEqualTo(COLOUR);
  }

  @Test
  void damagedOrHugeProfileIsIgnored() throws Exception {
    byte[] content =
        join(
            "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1),
            new byte[] {0x7F, -1, -1, -1, 0, 1, 2, 3});
    byte[] jfif = Arrays.copyOfRange(JpegSamples.COLOUR, 2, JFIF_END);
    assertThat(sum(withSegment(join(jfif, segment(0xE2, content))))).isEqualTo(COLOUR);
  }

  @Test
  void rotationAndCommentsAreIgnored() throws Exception {
    // TIFF header, little-endian, one entry: orientation (0x112), short, 1 value: 6 (quarter turn).
    byte[] exif =
        join(
            "Exif\0\0II*\0".getBytes(StandardCharsets.ISO_8859_1),
            new byte[] {8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0});
    byte[] comment = segment(0xFE, new byte[] {'h', 'i'});
    byte[] jfif = Arrays.copyOfRange(JpegSamples.COLOUR, 2, JFIF_END);
    Raster image = decoder.decode(withSegment(join(jfif, segment(0xE1, exif), comment)));
    assertThat(image.width()).isEqualTo(24);
    assertThat(Formula.sha256(image.levels())).isEqualTo(COLOUR);
  }

  @Test
  void trailingBytesDoNotMatter() throws Exception {
    assertThat(sum(join(JpegSamples.COLOUR, new byte[] {1, 2, 3}))).isEqualTo(COLOUR);
  }

  @Test
  void everyCutIsRefused() {
    for (int length = 0; length < JpegSamples.COLOUR.length; length++) {
      byte[] cut = Arrays.copyOf(JpegSamples.COLOUR, length);
      assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(UnreadableImageException.class);
      byte[] zeroed = Arrays.copyOf(cut, JpegSamples.COLOUR.length);
      assertThatThrownBy(() -> decoder.decode(zeroed)).isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void missingDataBeforeTheEndMarkAreRefused() {
    int length = JpegSamples.COLOUR.length;
    byte[] file =
        join(Arrays.copyOf(JpegSamples.COLOUR, length - 60), new byte[] {(byte) 0xFF, (byte) 0xD9});
    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("image data are missing");
  }

  /** Single damaged bytes give pixels or the one exception, never another one. */
  @Test
  void damageIsReportedOrHarmless() {
    for (byte[] sample : new byte[][] {JpegSamples.COLOUR, JpegSamples.GREY, JpegSamples.CMYK}) {
      for (int i = 0; i < sample.length; i++) {
        byte[] damaged = sample.clone();
        damaged[i] ^= (byte) 0x5A;
        try {
          assertThat(decoder.decode(damaged).levels()).isNotEmpty();
        } catch (UnreadableImageException e) {
          assertThat(e).hasMessageMatching("(?s).{10,}");
        }
      }
    }
  }

  @Test
  void bombIsRefusedBeforeItIsDecoded() {
    byte[] bomb = JpegSamples.COLOUR.clone();
    int frame = find(bomb, 0xC0);
    Arrays.fill(bomb, frame + 5, frame + 9, (byte) 0xFF);
    assertThatThrownBy(() -> decoder.decode(bomb))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("65535 x 65535")
        .hasMessageContaining("100000000");
  }

  @Test
  void otherFilesAreNamed() {
    byte[] page = "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> decoder.decode(page)).hasMessageContaining("neither a JPEG nor a PNG");
    assertThatThrownBy(() -> decoder.decode(new byte[0])).hasMessageContaining("empty");
    byte[] gif = "GIF89a\377\377\377\37".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> decoder.decode(gif)).hasMessageContaining("neither a JPEG nor a PNG");
  }
}
