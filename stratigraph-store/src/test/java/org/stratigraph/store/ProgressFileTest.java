package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.training.EpochRecord;

class ProgressFileTest {
  @TempDir private Path run;
  private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);

  private ProgressFile start() {
    return ProgressFile.start(Optional.of(run), "criticality", "net.onnx", clock::get);
  }

  private Progress read() {
    return ProgressFile.read(run).orElseThrow();
  }

  private void later(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void tellsAtMostTwiceASecondAndAtTheEnd() {
    try (ProgressFile file = start()) {
      assertThat(read().share()).isZero();
      assertThat(read().pid()).isEqualTo(ProcessHandle.current().pid());
      file.work(1, 4, "conv1");
      assertThat(read().doing()).isEmpty();
      later(Duration.ofMillis(500));
      file.work(2, 4, "conv2");
      assertThat(read().doing()).isEqualTo("conv2");
      assertThat(read().share()).isEqualTo(0.5);
      file.work(3, 4, "conv3");
      assertThat(read().doing()).isEqualTo("conv2");
      assertThat(read().ended()).isFalse();
    }
    assertThat(read().doing()).isEqualTo("conv3");
    assertThat(read().share()).isEqualTo(0.75);
    assertThat(read().ended()).isTrue();
  }

  /** Half was done; of the other half, a half makes three quarters. */
  @Test
  void workIsOfWhatAnEarlierProcessLeft() {
    try (ProgressFile first = start()) {
      first.work(1, 2, "conv1");
    }
    try (ProgressFile second = start()) {
      assertThat(read().share()).isEqualTo(0.5);
      assertThat(read().ended()).isFalse();
      second.work(1, 2, "conv2");
    }
    assertThat(read().share()).isEqualTo(0.75);
  }

  @Test
  void epochsAreToldAtOnceWithWhatIsNotKnownAsNull() throws IOException {
    EpochRecord epoch =
        new EpochRecord(1, "main", 2.25, 0.5, Double.NaN, Double.NaN, 0.1, 100, 3.5);
    try (ProgressFile file = start()) {
      file.epochs(List.of(epoch));
      assertThat(read().epochs()).containsExactly(epoch);
    }
    assertThat(Files.readString(run.resolve("progress.json")))
        .contains("\"test_loss\" : null")
        .doesNotContain("NaN");
  }

  @Test
  void withoutADirectoryNobodyIsTold() {
    ProgressFile.start(Optional.empty(), "criticality", "net.onnx").close();
    assertThat(run).isEmptyDirectory();
  }

  /** The run itself says what is wrong with its directory. */
  @Test
  void aDirectoryThatVanishedStopsNothing() throws IOException {
    Path gone = Files.createDirectory(run.resolve("gone"));
    ProgressFile file = ProgressFile.start(Optional.of(gone), "lesion", "", clock::get);
    Files.delete(gone.resolve("progress.json"));
    Files.delete(gone);
    later(Duration.ofSeconds(1));
    file.work(1, 2, "x");
    file.close();
    assertThat(gone).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\": \"stratigraph.progress/2\"}",
        "{\"format\": \"stratigraph.progress/1\", \"started\": \"yesterday\"}",
        "{\"format\": \"stratigraph.progress/1\"}"
      })
  void aDamagedFileIsAsGoodAsNone(String text) throws IOException {
    Files.writeString(run.resolve("progress.json"), text);
    assertThat(ProgressFile.read(run)).isEmpty();
  }

  @Test
  void aShareOutOfRangeIsNotKnown() throws IOException {
    start().close();
    Path file = run.resolve("progress.json");
    Files.writeString(file, Files.readString(file).replace("\"share\" : 0.0", "\"share\" : 1e300"));
    assertThat(read().share()).isNaN();
  }

  @Test
  void aLinkIsNotFollowedAndNotWrittenThrough() throws IOException {
    Path other = Files.writeString(run.resolve("other"), "precious");
    Files.createSymbolicLink(run.resolve("progress.json.new"), other);
    start().close();
    assertThat(other).hasContent("precious");
    Files.delete(run.resolve("progress.json"));
    Files.createSymbolicLink(run.resolve("progress.json"), other);
    assertThat(ProgressFile.read(run)).isEmpty();
  }
}
