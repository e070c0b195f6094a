package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tracking.TrackedRun;
import org.stratigraph.tracking.TrackedRuns;

/**
 * The fields are those of TensorFlow's {@code event.proto}, {@code summary.proto} and {@code
 * tensor.proto}; TensorBoard 2.21 read such a file, its scalars and its texts.
 */
class TensorBoardFileTest {
  @TempDir private Path folder;

  /** A value of a summary: its step, its tag, and its number or text. */
  private record Value(long step, String tag, String content) {}

  private static TrackedRun run() {
    return TrackedRuns.criticality(Samples.result(), Comparisons.network(Samples.result()));
  }

  private static List<Value> values(Path file) throws IOException {
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Value> values = new ArrayList<>();
    boolean first = true;
    for (Optional<byte[]> next = TfRecords.next(records);
        next.isPresent();
        next = TfRecords.next(records)) {
      UnknownFieldSet event = UnknownFieldSet.parseFrom(next.get());
      assertThat(event.getField(1).getFixed64List()).as("wall time").hasSize(1);
      if (first) {
        assertThat(text(event, 3)).isEqualTo("brain.Event:2");
      }
      first = false;
      long step = event.hasField(2) ? event.getField(2).getVarintList().get(0) : 0;
      if (event.hasField(5)) {
        UnknownFieldSet summary = message(event, 5);
        for (var bytes : summary.getField(1).getLengthDelimitedList()) {
          UnknownFieldSet value = UnknownFieldSet.parseFrom(bytes);
          values.add(new Value(step, text(value, 1), content(value)));
        }
      }
    }
    assertThat(records.hasRemaining()).isFalse();
    return values;
  }

  private static String content(UnknownFieldSet value) throws InvalidProtocolBufferException {
    if (value.hasField(2)) {
      return Float.toString(Float.intBitsToFloat(value.getField(2).getFixed32List().get(0)));
    }
    assertThat(text(message(message(value, 9), 1), 1)).isEqualTo("text");
    UnknownFieldSet tensor = message(value, 8);
    assertThat(tensor.getField(1).getVarintList()).as("DT_STRING").containsExactly(7L);
    return text(tensor, 8);
  }

  private static UnknownFieldSet message(UnknownFieldSet of, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(of.getField(field).getLengthDelimitedList().get(0));
  }

  private static String text(UnknownFieldSet of, int field) {
    return of.getField(field).getLengthDelimitedList().get(0).toString(StandardCharsets.UTF_8);
  }

  @Test
  void seriesAreOverLayersAndTextsSayWhichTheyAre() throws IOException {
    Path place = folder.resolve("some/net");
    TensorBoardFile.write(run(), place);
    Path file = only(place);
    assertThat(file.getFileName().toString()).contains("tfevents");
    List<Value> values = values(file);
    assertThat(values)
        .contains(
            new Value(0, "depth/criticality", "0.25"),
            new Value(1, "depth/criticality", "1.0E-10"),
            new Value(0, "depth/trial_sd", "0.125"),
            new Value(0, "untouched/top1", "0.75"))
        // Of the second layer no trial sd is known.
        .noneMatch(value -> value.tag().equals("depth/trial_sd") && value.step() == 1)
        .noneMatch(value -> value.content().contains("NaN"));
    assertThat(values.get(0).tag()).isEqualTo("layers");
    assertThat(values.get(0).content()).contains("| 0 | conv1 |", "| 1 | größe \"x\"");
    assertThat(values.get(1).tag()).isEqualTo("parameters");
    assertThat(values.get(1).content()).contains("| model\\_sha256 | ab12 |");
  }

  @Test
  void aSecondTimeReplacesTheFirst() throws IOException {
    TensorBoardFile.write(run(), folder);
    List<Value> before = values(only(folder));
    TensorBoardFile.write(run(), folder);
    assertThat(values(only(folder))).isEqualTo(before);
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> TensorBoardFile.write(run(), file.resolve("net")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--tensorboard");
    assertThat(file).hasContent("mine");
  }

  private static Path only(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
