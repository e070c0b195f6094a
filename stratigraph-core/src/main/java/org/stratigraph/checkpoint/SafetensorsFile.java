package org.stratigraph.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.tensor.Tensor;

/**
 * Tensors in one safetensors file, exactly as they are: no name is changed and no value converted,
 * where {@link CheckpointFile} undoes what wrappers did to a network's names.
 */
public final class SafetensorsFile {
  private static final JsonFactory JSON = new JsonFactory();

  /** The header is padded to a multiple of this, so that elements are aligned. */
  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  /**
   * Reads every tensor, in the order of the file.
   *
   * @throws org.stratigraph.UnusableInputException if the file is missing, damaged or of another
   *     format
   */
  public static Map<String, Tensor> read(Path path) {
    try (SourceFile file = SourceFile.open(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Safetensors.open(file).forEach((name, stored) -> tensors.put(name, stored.reader().get()));
      file.checkUnchanged();
      return tensors;
    }
  }

  /**
   * Writes tensors in the order of the map; the file appears whole or not at all. The same tensors
   * give the same bytes.
   *
   * @param tensors at least one; the name {@code __metadata__} is the format's own
   * @throws IllegalArgumentException if there is no tensor, or one of that name
   * @throws org.stratigraph.UnusableInputException if the folder is not there
   * @throws java.io.UncheckedIOException if the file cannot be written; an older one of that name
   *     is then unchanged
   */
  public static void write(Path path, Map<String, Tensor> tensors) {
    if (tensors.isEmpty() || tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("cannot write the tensors " + tensors.keySet());
    }
    AtomicFile.write(path, file -> write(tensors, file));
  }

  private static void write(Map<String, Tensor> tensors, Path file) throws IOException {
    byte[] header = header(tensors);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, length.putLong(header.length).flip());
      writeAll(channel, ByteBuffer.wrap(header));
      for (Tensor tensor : tensors.values()) {
        writeAll(channel, tensor.bytes());
      }
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] header(Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long begin = 0;
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor tensor = entry.getValue();
        long end = begin + tensor.bytes().remaining();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", TypeNames.safetensors(tensor.type()));
        long[] extents = tensor.shape().extents();
        json.writeFieldName("shape");
        json.writeArray(extents, 0, extents.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    byte[] unpadded = text.toByteArray();
    int padded = Math.floorDiv(unpadded.length + ALIGNMENT - 1, ALIGNMENT) * ALIGNMENT;
    byte[] header = Arrays.copyOf(unpadded, padded);
    Arrays.fill(header, unpadded.length, padded, (byte) ' ');
    return header;
  }
}
