package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TfRecordsTest {
  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] counting(boolean down) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (down ? 31 - i : i);
    }
    return bytes;
  }

  /** RFC 3720, appendix B.4. */
  static Stream<Arguments> checksums() {
    return Stream.of(
        Arguments.of(filled(0), 0x8a9136aa),
        Arguments.of(filled(0xff), 0x62a8ab43),
        Arguments.of(counting(false), 0x46dd794e),
        Arguments.of(counting(true), 0x113fdb5c));
  }

  /** The mask undone as TensorFlow's crc32c.h does it, which leaves the published checksum. */
  @ParameterizedTest
  @MethodSource("checksums")
  void checksums(byte[] bytes, int published) {
    int masked = TfRecords.maskedCrc(bytes, 0, bytes.length);
    int rotated = masked - 0xa282ead8;
    assertThat((rotated >>> 17) | (rotated << 15)).isEqualTo(published);
    CRC32C platform = new CRC32C();
    platform.update(bytes);
    assertThat((int) platform.getValue()).isEqualTo(published);
  }

  /** How every event file of TensorFlow begins: 24 bytes, the event with the file's version. */
  @Test
  void theHeadOfARecordIsTensorFlows() {
    assertThat(Arrays.copyOf(TfRecords.encode(new byte[24]), 12))
        .isEqualTo(HexFormat.of().parseHex("1800000000000000a37f4b22"));
  }

  @Test
  void recordsComeBackUpToTheFirstThatIsNotWhole() {
    byte[] first = "one".getBytes(StandardCharsets.UTF_8);
    byte[] record = TfRecords.encode(first);
    byte[] empty = TfRecords.encode(new byte[0]);
    for (int cut = 0; cut < record.length; cut++) {
      ByteBuffer file = ByteBuffer.allocate(record.length + empty.length + cut);
      file.put(record).put(empty).put(record, 0, cut).flip();
      assertThat(TfRecords.next(file)).contains(first);
      assertThat(TfRecords.next(file).orElseThrow()).isEmpty();
      assertThat(TfRecords.next(file)).isEmpty();
      assertThat(file.position()).isEqualTo(record.length + empty.length);
    }
  }

  @Test
  void anyChangedBitIsNoticed() {
    byte[] record = TfRecords.encode("one".getBytes(StandardCharsets.UTF_8));
    for (int bit = 0; bit < 8 * record.length; bit++) {
      byte[] changed = record.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(TfRecords.next(ByteBuffer.wrap(changed))).as("bit %d", bit).isEmpty();
    }
  }
}
