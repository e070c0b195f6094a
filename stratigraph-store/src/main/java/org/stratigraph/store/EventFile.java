package org.stratigraph.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
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
 * The epochs of a training as TensorBoard reads them: a TFRecord file of {@link TfEvents}, one an
 * epoch, which is the step.
 */
final class EventFile {
  private static final String PREFIX = "events.out.tfevents.";

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
      append(TfEvents.version());
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
      append(TfEvents.version());
    }
  }

  /** Adds an epoch. */
  void append(EpochRecord record) throws IOException {
    append(
        TfEvents.summary()
            .number("train/loss", record.loss())
            .number("train/accuracy", record.accuracy())
            .number("test/loss", record.testLoss())
            .number("test/accuracy", record.testAccuracy())
            .number("learning_rate", record.learningRate())
            .number("images_per_second", record.imagesPerSecond())
            .event(record.epoch()));
  }

  /** The step of an event; 0 where it says none, -1 for the event of the version. */
  private static long step(byte[] event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    long step = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case TfEvents.STEP -> step = in.readInt64();
        case TfEvents.FILE_VERSION -> {
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
}
