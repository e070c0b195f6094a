package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.NumpyFile;

/**
 * Every format under random damage: whatever the bytes, a reader gives a result or one type of
 * error. The damage is drawn from a fixed seed, so a failure names the change that causes it.
 */
class DamagedFilesTest {
  private static final int MUTATIONS = 3_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy", "safetensors", "h5", "npy"})
  void neverGivesAnotherError(String format) throws IOException {
    byte[] sound = sample(format);
    assertThat(read(sound, format)).isEqualTo("read");
    Random random = new Random(20261121);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = sound.clone();
      StringBuilder changes = new StringBuilder();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            (byte) (random.nextBoolean() ? damaged[at] ^ 1 << random.nextInt(8) : random.nextInt());
        changes.append(at).append('=').append(damaged[at]).append(' ');
      }
      if (i % 5 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        changes.append("cut to ").append(damaged.length);
      }
      String result = read(damaged, format);
      if (!result.equals("read") && !result.equals("refused")) {
        fail("%s damaged at %s: %s", format, changes, result);
      }
      refused += result.equals("refused") ? 1 : 0;
    }
    // Every cut is noticed by every format.
    assertThat(refused).isGreaterThan(MUTATIONS / 5 - 1);
  }

  private String read(byte[] bytes, String format) throws IOException {
    Path file = Samples.write(folder, "damaged", bytes);
    try {
      if (format.equals("npy")) {
        NumpyFile.read(file);
      } else {
        CheckpointFile.read(file);
      }
      return "read";
    } catch (UnusableInputException e) {
      return String.valueOf(e.getMessage()).startsWith(file.toString()) ? "refused" : e.toString();
    } catch (RuntimeException | Error e) {
      return e.toString();
    }
  }

  private byte[] sample(String format) throws IOException {
    return switch (format) {
      case "zip" -> Samples.zip(Samples.oneTensor());
      case "legacy" -> Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3, 4, 5, 6);
      case "safetensors" -> Samples.twoTensors();
      case "h5" -> Files.readAllBytes(KerasWeightsTest.write(folder.resolve("sound.h5"), false));
      default ->
          new PickleBytes()
              .ascii("\u0093NUMPY\u0001\u0000")
              .little(60, 2)
              .ascii(
                  "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }  \n".substring(0, 59))
              .ascii("\n")
              .bytes(Samples.floats(1, 2, 3, 4, 5, 6))
              .unfinished();
    };
  }
}
