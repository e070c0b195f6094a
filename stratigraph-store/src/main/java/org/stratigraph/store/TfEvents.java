package org.stratigraph.store;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * TensorFlow's {@code Event} messages, as bytes: wall time, step, file version, and summaries of
 * numbers and texts ({@code tensorflow/core/util/event.proto}, {@code
 * tensorflow/core/framework/summary.proto}, {@code tensor.proto}).
 */
final class TfEvents {
  // Event
  static final int STEP = 2;
  static final int FILE_VERSION = 3;
  private static final int WALL_TIME = 1;
  private static final int SUMMARY = 5;
  private static final String VERSION = "brain.Event:2";

  // Summary
  private static final int VALUE = 1;

  // Summary.Value
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  // SummaryMetadata and its PluginData
  private static final int PLUGIN_DATA = 1;
  private static final int DATA_CLASS = 4;
  private static final int DATA_CLASS_TENSOR = 2;
  private static final int PLUGIN_NAME = 1;

  // TensorProto
  private static final int DTYPE = 1;
  private static final int DT_STRING = 7;
  private static final int TENSOR_SHAPE = 2;
  private static final int STRING_VALUE = 8;

  /** Writes the fields of a message; memory does not fail. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream values = new ByteArrayOutputStream();

  private TfEvents() {}

  /** The event that every file begins with. */
  static byte[] version() {
    return message(
        out -> {
          out.writeDouble(WALL_TIME, now());
          out.writeString(FILE_VERSION, VERSION);
        });
  }

  /** Begins a summary. */
  static TfEvents summary() {
    return new TfEvents();
  }

  /** Adds a number; nothing if it is NaN. */
  TfEvents number(String tag, double value) {
    if (!Double.isNaN(value)) {
      value(
          out -> {
            out.writeString(TAG, tag);
            out.writeFloat(SIMPLE_VALUE, (float) value);
          });
    }
    return this;
  }

  /** Adds a text, which TensorBoard reads as Markdown. */
  TfEvents text(String tag, String text) {
    byte[] plugin = message(out -> out.writeString(PLUGIN_NAME, "text"));
    byte[] metadata =
        message(
            out -> {
              out.writeByteArray(PLUGIN_DATA, plugin);
              out.writeEnum(DATA_CLASS, DATA_CLASS_TENSOR);
            });
    byte[] tensor =
        message(
            out -> {
              out.writeEnum(DTYPE, DT_STRING);
              // No dimension: a scalar.
              out.writeByteArray(TENSOR_SHAPE, new byte[0]);
              out.writeByteArray(STRING_VALUE, text.getBytes(StandardCharsets.UTF_8));
            });
    value(
        out -> {
          out.writeString(TAG, tag);
          out.writeByteArray(TENSOR, tensor);
          out.writeByteArray(METADATA, metadata);
        });
    return this;
  }

  private void value(Fields fields) {
    values.writeBytes(message(out -> out.writeByteArray(VALUE, message(fields))));
  }

  /** The event of this summary. */
  byte[] event(long step) {
    return message(
        out -> {
          out.writeDouble(WALL_TIME, now());
          out.writeInt64(STEP, step);
          out.writeByteArray(SUMMARY, values.toByteArray());
        });
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }
}
