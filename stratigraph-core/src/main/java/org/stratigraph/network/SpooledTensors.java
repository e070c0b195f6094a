package org.stratigraph.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.file.IoReason;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Tensor;

/** Tensors laid aside in a temporary file, which is deleted when this is closed. */
final class SpooledTensors implements NamedTensors {
  private static final int PIECE = 1 << 18;

  private final FileChannel channel;
  private final Map<String, Entry> entries;
  private final Map<String, Long> positions = new LinkedHashMap<>();
  private final boolean outputsLast;

  private SpooledTensors(FileChannel channel, Map<String, Entry> entries, boolean outputsLast) {
    this.channel = channel;
    this.entries = Collections.unmodifiableMap(entries);
    this.outputsLast = outputsLast;
  }

  /**
   * Copies tensors into a temporary file.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static SpooledTensors of(NamedTensors tensors) {
    try {
      Path file = Files.createTempFile("stratigraph-", ".tensors");
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      SpooledTensors spooled =
          new SpooledTensors(channel, tensors.entries(), tensors.outputsLast());
      boolean complete = false;
      try {
        for (String name : spooled.entries.keySet()) {
          spooled.add(name, tensors.read(name).bytes());
        }
        complete = true;
        return spooled;
      } finally {
        if (!complete) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "Tensors cannot be laid aside in the folder for temporary files: %s."
            .formatted(IoReason.of(e)),
        e);
  }

  private void add(String name, ByteBuffer bytes) throws IOException {
    positions.put(name, channel.position());
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(bytes.position() + Math.min(PIECE, end - bytes.position()));
      channel.write(bytes);
    }
  }

  @Override
  public Map<String, Entry> entries() {
    return entries;
  }

  @Override
  public Tensor read(String name) {
    Entry entry = entries.get(name);
    Long position = positions.get(name);
    if (entry == null || position == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    int length = Math.toIntExact(entry.shape().elementCount() * entry.type().bytes());
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.position() < length) {
        bytes.limit(bytes.position() + Math.min(PIECE, length - bytes.position()));
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new IOException("the file became shorter");
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    return Tensor.wrap(entry.type(), entry.shape(), bytes.flip());
  }

  @Override
  public boolean outputsLast() {
    return outputsLast;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
