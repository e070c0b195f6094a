package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stratigraph.training.EpochRecord;

/**
 * A training that was never interrupted, as others must end that were.
 *
 * @param path its directory
 */
record WholeTraining(Path path) {
  /** Trains, in a folder of its own. */
  static WholeTraining in(Path folder) {
    Path path = folder.resolve("whole");
    TrainingWriter.train(path, true);
    return new WholeTraining(path);
  }

  /** Goes on in a directory, and compares all that is there then with this training. */
  void assertReachedFrom(Path run) throws IOException {
    TrainingWriter.train(run, true);
    Map<String, byte[]> expected = weightsAndStates(path);
    Map<String, byte[]> found = weightsAndStates(run);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    assertThat(records(run)).isEqualTo(records(path));
    assertThat(steps(run)).containsExactly(-1L, 0L, 1L, 2L, 3L, 4L, 5L);
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  static Map<String, byte[]> weightsAndStates(Path run) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().matches(".*\\.(safetensors|onnx|json)")) {
          contents.put(run.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  static Path events(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      List<Path> events = files.filter(file -> file.toString().contains("tfevents")).toList();
      assertThat(events).hasSize(1);
      return events.get(0);
    }
  }

  /** The steps of the event file's records, -1 for the one that says the version. */
  private static List<Long> steps(Path run) throws IOException {
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(events(run)));
    List<Long> steps = new ArrayList<>();
    for (Optional<byte[]> next = TfRecords.next(records);
        next.isPresent();
        next = TfRecords.next(records)) {
      CodedInputStream in = CodedInputStream.newInstance(next.get());
      long step = -1;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 2) {
          step = in.readInt64();
        } else {
          in.skipField(tag);
        }
      }
      steps.add(step);
    }
    assertThat(records.hasRemaining()).isFalse();
    return steps;
  }

  private static List<EpochRecord> records(Path run) {
    try (TrainingDirectory directory = TrainingWriter.open(run, true)) {
      return directory.records();
    }
  }
}
