package org.stratigraph.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.cli.Assignment;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.BlockRange;
import org.stratigraph.criticality.Cell;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.PortionResult;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.Images;

/**
 * What travels between driver and executors, as bytes: a version, then the parts in the order of
 * the records, numbers big-endian, texts and lists after their length. Nothing is rounded.
 */
final class Wire {
  private static final int VERSION = 1;

  private Wire() {}

  static byte[] of(Assignment assignment) {
    return write(
        out -> {
          texts(out, assignment.command());
          texts(out, List.copyOf(assignment.identity().keySet()));
          texts(out, List.copyOf(assignment.identity().values()));
        });
  }

  static Assignment assignment(byte[] bytes) {
    return read(
        bytes,
        in -> {
          List<String> command = texts(in);
          List<String> parts = texts(in);
          List<String> values = texts(in);
          Map<String, String> identity = new LinkedHashMap<>();
          for (int i = 0; i < parts.size(); i++) {
            identity.put(parts.get(i), values.get(i));
          }
          return new Assignment(command, identity);
        });
  }

  static byte[] of(Portion portion) {
    return write(out -> put(out, portion));
  }

  static Portion portion(byte[] bytes) {
    return read(bytes, Wire::portion);
  }

  /**
   * A result.
   *
   * @param place where it was measured, as Spark names it for locality
   */
  record Delivery(String place, PortionResult result) {}

  static byte[] of(Delivery delivery) {
    return write(
        out -> {
          text(out, delivery.place());
          PortionResult result = delivery.result();
          put(out, result.portion());
          out.writeInt(result.untouched().size());
          for (Untouched untouched : result.untouched()) {
            put(out, untouched);
          }
          out.writeInt(result.measurements().size());
          for (Measurement measurement : result.measurements()) {
            text(out, measurement.layer());
            out.writeInt(measurement.trial());
            out.writeInt(measurement.chunk());
            put(out, measurement.agreement());
          }
          out.writeInt(result.failures().size());
          for (PortionResult.Failure failure : result.failures()) {
            put(out, failure.cell());
            text(out, failure.reason());
          }
        });
  }

  static Delivery delivery(byte[] bytes) {
    return read(
        bytes,
        in -> {
          String place = text(in);
          Portion portion = portion(in);
          List<Untouched> untouched = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            untouched.add(untouched(in));
          }
          List<Measurement> measurements = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            measurements.add(new Measurement(text(in), in.readInt(), in.readInt(), agreement(in)));
          }
          List<PortionResult.Failure> failures = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            failures.add(new PortionResult.Failure(cell(in), text(in)));
          }
          return new Delivery(place, new PortionResult(portion, untouched, measurements, failures));
        });
  }

  private static void put(DataOutputStream out, Portion portion) throws IOException {
    put(out, portion.blocks());
    out.writeInt(portion.cells().size());
    for (Cell cell : portion.cells()) {
      put(out, cell);
    }
  }

  private static Portion portion(DataInputStream in) throws IOException {
    BlockRange blocks = range(in);
    List<Cell> cells = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      cells.add(cell(in));
    }
    return new Portion(blocks, cells);
  }

  private static void put(DataOutputStream out, Cell cell) throws IOException {
    text(out, cell.layer());
    out.writeInt(cell.trial());
    put(out, cell.blocks());
  }

  private static Cell cell(DataInputStream in) throws IOException {
    return new Cell(text(in), in.readInt(), range(in));
  }

  private static void put(DataOutputStream out, BlockRange range) throws IOException {
    out.writeInt(range.first());
    out.writeInt(range.end());
  }

  private static BlockRange range(DataInputStream in) throws IOException {
    int from = in.readInt();
    return new BlockRange(from, in.readInt());
  }

  private static void put(DataOutputStream out, Untouched untouched) throws IOException {
    out.writeInt(untouched.chunk());
    put(out, untouched.agreement());
    doubles(out, untouched.probabilities());
    doubles(out, untouched.directions());
    out.writeInt(untouched.predictions().length);
    for (long count : untouched.predictions()) {
      out.writeLong(count);
    }
    out.writeDouble(untouched.uniformCosine());
    out.writeInt(untouched.skipped().size());
    for (Images.Skipped skipped : untouched.skipped()) {
      text(out, skipped.id());
      text(out, skipped.reason());
    }
  }

  private static Untouched untouched(DataInputStream in) throws IOException {
    int chunk = in.readInt();
    Agreement agreement = agreement(in);
    double[] probabilities = doubles(in);
    double[] directions = doubles(in);
    long[] predictions = new long[in.readInt()];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = in.readLong();
    }
    double uniform = in.readDouble();
    List<Images.Skipped> skipped = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      skipped.add(new Images.Skipped(text(in), text(in)));
    }
    return new Untouched(
        chunk, agreement, probabilities, directions, predictions, uniform, skipped);
  }

  private static void put(DataOutputStream out, Agreement agreement) throws IOException {
    out.writeInt(agreement.cosines().length);
    for (float cosine : agreement.cosines()) {
      out.writeFloat(cosine);
    }
    out.writeDouble(agreement.l1());
    out.writeDouble(agreement.l2());
    out.writeLong(agreement.sameArgmax());
    out.writeLong(agreement.labelled());
    out.writeLong(agreement.top1());
    out.writeLong(agreement.top5());
    out.writeDouble(agreement.loss());
  }

  private static Agreement agreement(DataInputStream in) throws IOException {
    float[] cosines = new float[in.readInt()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = in.readFloat();
    }
    return new Agreement(
        cosines,
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble());
  }

  private static void doubles(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] write(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      writing.to(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not refuse bytes", e);
    }
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("version " + version + ", not " + VERSION);
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("cut short", e);
    }
  }
}
