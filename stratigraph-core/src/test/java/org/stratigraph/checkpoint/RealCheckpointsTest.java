package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stratigraph.tensor.Tensor;

/**
 * Files that PyTorch wrote, against what PyTorch 1.13 reads from them. The expected values were
 * printed by Python with {@code torch.load}: for each tensor in the order of the state_dict its
 * name, dtype and list of extents, each followed by a zero byte, and {@code
 * contiguous().numpy().tobytes()}, all through SHA-256; and the sum of all values in float64.
 */
@Tag("shared")
class RealCheckpointsTest {
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "torch-load.csv", numLinesToSkip = 1)
  void holdsWhatTorchLoads(
      String file, String format, int tensors, long parameters, double sum, String sha256)
      throws IOException, NoSuchAlgorithmException {
    Path path = Path.of(System.getProperty("stratigraph.shared", "../../shared")).resolve(file);
    assumeTrue(Files.exists(path), "the development data are missing: " + path);

    Checkpoint checkpoint = CheckpointFile.read(path);

    assertThat(checkpoint.format()).isEqualTo(format);
    assertThat(checkpoint.tensors()).hasSize(tensors);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long count = 0;
    double total = 0;
    for (var entry : checkpoint.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      String head =
          String.join(
              "\0",
              List.of(
                  entry.getKey(), TypeNames.pytorch(tensor.type()), tensor.shape().toString(), ""));
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      digest.update(tensor.bytes());
      count += tensor.elementCount();
      for (int i = 0; i < tensor.elementCount(); i++) {
        total += tensor.get(i);
      }
    }
    assertThat(count).isEqualTo(parameters);
    assertThat(total).isCloseTo(sum, Percentage.withPercentage(1e-6));
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    assertThat(checkpoint.nonFiniteTensors()).isEmpty();
  }
}
