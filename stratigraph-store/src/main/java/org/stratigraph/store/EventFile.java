package org.stratigraph.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.stratigraph.training.EpochRecord;

/**
 * The epochs of a training as TensorBoard reads them: a TFRecord file of {@code Event} messages
 * ({@code tensorflow/core/util/event.proto}), of which these fields are written: wall time, step
 * (the epoch), file version, and a summary of scalar values.
 */
final class EventFile {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String VERSION = "brain.Event:2";

  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  // Summary
  private static final int VALUE = 1;
  // Summary.Value
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private final Path file;

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * Opens the event file of a run, or begins one, and cuts off what an interruption left behind the
   * last whole epoch.
   *
   * @param last the last epoch that counts; -1 for none
   */
  static EventFile open(Path folder, int last) throws IOException {
    Optional<Path> existing;
    try (Stream<Path> files = Files.list(folder)) {
      existing =
          files
              .filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
              .sorted()
              .findFirst();
    }
    EventFile events =
        new EventFile(
            existing.orElseGet(
                () -> folder.resolve(PREFIX + Instant.now().getEpochSecond() + ".stratigraph")));
    events.cutBehind(last);
    return events;
  }

  private void cutBehind(int last) throws IOException {
    if (!Files.exists(file)) {
      append(version());
      return;
    }
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file));
    int good = 0;
    for (Optional<byte[]> data = TfRecords.next(records);
        data.isPresent() && step(data.get()) <= last;
        data = TfRecords.next(records)) {
      good = records.position();
    }
    if (good < records.limit()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(good);
      }
    }
    if (good == 0) {
      append(version());
    }
  }

  /** Adds an epoch. */
  void append(EpochRecord record) throws IOException {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(summary);
    add(out, "train/loss", record.loss());
    add(out, "train/accuracy", record.accuracy());
    add(out, "test/loss", record.testLoss());
    add(out, "test/accuracy", record.testAccuracy());
    add(out, "learning_rate", record.learningRate());
    add(out, "images_per_second", record.imagesPerSecond());
    out.flush();
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    CodedOutputStream message = CodedOutputStream.newInstance(event);
    message.writeDouble(WALL_TIME, now());
    message.writeInt64(STEP, record.epoch());
    message.writeByteArray(SUMMARY, summary.toByteArray());
    message.flush();
    append(event.toByteArray());
  }

  private static void add(CodedOutputStream summary, String tag, double value) throws IOException {
    if (Double.isNaN(value)) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream message = CodedOutputStream.newInstance(bytes);
    message.writeString(TAG, tag);
    message.writeFloat(SIMPLE_VALUE, (float) value);
    message.flush();
    summary.writeByteArray(VALUE, bytes.toByteArray());
  }

  private static byte[] version() throws IOException {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    CodedOutputStream message = CodedOutputStream.newInstance(event);
    message.writeDouble(WALL_TIME, now());
    message.writeString(FILE_VERSION, VERSION);
    message.flush();
    return event.toByteArray();
  }

  /** The step of an event; 0 where it says none, -1 for the event of the version. */
  private static long step(byte[] event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    long step = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case STEP -> step = in.readInt64();
        case FILE_VERSION -> {
          return -1;
        }
        default -> in.skipField(tag);
      }
    }
    return step;
  }

  private void append(byte[] event) throws IOException {
    Files.write(
        file, TfRecords.encode(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }
}
