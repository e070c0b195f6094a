package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stratigraph.data.Resampler.Window;

/** Expected sums: SHA-256 of the levels that Pillow 9.4.0 gives for the same formula image. */
class ResamplerTest {
  private static final Raster COLOUR = Formula.image(61, 47, 3);
  private static final Raster GREY = Formula.image(61, 47, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "40 30 BILINEAR "
            + "cc0ead6dd9afda7f2ed2190ed41677ffa7b338bdb16d4dbe94890ae35f57faaa"
            + " 8181c240a5d0f46fd56d1df6badbb175052ff23a5e18eaa50f69e2ee3ae21f35",
        "90 101 BILINEAR "
            + "8ec20068a44af510c84747db0acb580a315b40e17549e2c1552e106efebe2f1f"
            + " c9c68b7702037c654e76a6a703a1eaf2f6affd9701740d646238b9ec7b263cb6",
        "7 5 BILINEAR "
            + "1112cf6d08f308c06c94bb0f6b6be4b0799e8ed785dce14c6916238a29fe1429"
            + " 92fac0ca4bf1b31fc9bf194bef2d3ae32b234de35d667ae19452f394ff496a19",
        "40 30 BICUBIC "
            + "a899bcf217037cff98a94bb08c72446603d3ca7fcf9d199a76549798157c3fef"
            + " bf307ff3a7141efc3903a589b62833f1acb12276dc960d7fe46172e757919655",
        "90 101 BICUBIC "
            + "1e795e2216bb7be23f6e19a55876c446c389ddd9ecf0b7bcba96cc3d76a09b00"
            + " 00982750ec39f0ef9289f3ae612eedcb653e50ff68b5c5a57bd14ec625bf6666",
        "61 20 BICUBIC "
            + "da994942b8103781b80ec34e1f042e7afad2dac9e4befa94e4d9a4948b464701"
            + " 72f6599f549b0e78af9b91b9c430cb76140340d92cc456475951b383e7c424fe",
        "20 47 BICUBIC "
            + "61937a0733f878635235c70c86a0b277e5167f24b6f2da055b287e4e87d38e77"
            + " 25ca8bce3d6fe4cda472d2fcd8b07e4393ed1725d3cd2557419a1c391eb6f381",
        "40 30 LANCZOS "
            + "56b4ed4f8baf652f383c9eb08afb2b8cc51a1b3744b596037e09d642ac84e3c5"
            + " 633f09db4900a736182b002fca1b052f177a5018e93d405af20bdeba0143d0d7",
        "90 101 LANCZOS "
            + "946b3b932a523ad827ea641804670b0d3f5c7b33362f0ea0e4475d11f3486f4d"
            + " 770147912d0918ea707f4696a09f771ddeb13010344a3f4c08171fe564b7165f",
        "40 30 NEAREST "
            + "e21e34e7b29bc3463a3b87544dd1f6fd153517c48c258891182fc76a73ffcfcb"
            + " 86bfe6d2533553f20d9ba2b70b7d5420bde66be15f1d5c501a74605be25cfdff",
        "90 101 NEAREST "
            + "39c186c2479af70b38398912a456776fdd64982138a4471959181940655fbd57"
            + " 062b2d45b2b0259860c86b4c43ebe9c3be7787caff614c40b7ed0a355357d2a9"
      })
  void equalsPillow(int width, int height, Interpolation filter, String colour, String grey) {
    assertThat(Formula.sha256(whole(COLOUR, width, height, filter).levels())).isEqualTo(colour);
    assertThat(Formula.sha256(whole(GREY, width, height, filter).levels())).isEqualTo(grey);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void windowIsAPartOfTheWhole(Interpolation filter) {
    for (int[] size : new int[][] {{40, 30}, {90, 101}, {61, 30}, {40, 47}}) {
      Raster all = whole(COLOUR, size[0], size[1], filter);
      Window window = new Window(7, 5, 22, 19);

      Raster part = new Resampler().resize(COLOUR, size[0], size[1], filter, window);

      assertThat(part.levels()).isEqualTo(Resampler.cut(all, window).levels());
    }
  }

  @Test
  void flatImageStaysFlat() {
    byte[] levels = new byte[50 * 40];
    Arrays.fill(levels, (byte) 201);
    Raster flat = new Raster(50, 40, 1, levels);

    for (Interpolation filter : Interpolation.values()) {
      assertThat(whole(flat, 33, 71, filter).levels()).containsOnly(201);
    }
  }

  private static Raster whole(Raster image, int width, int height, Interpolation filter) {
    return new Resampler().resize(image, width, height, filter, new Window(0, 0, width, height));
  }
}
