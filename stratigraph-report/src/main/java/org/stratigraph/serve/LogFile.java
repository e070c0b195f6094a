package org.stratigraph.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** The last lines of what a resumed run said. */
final class LogFile {
  private static final int MOST_BYTES = 8192;

  private LogFile() {}

  /** Whole lines of the last 8 KiB; empty if there is no such file, or it is a link. */
  static Optional<String> tail(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long from = Math.max(0, in.size() - MOST_BYTES);
      in.position(from);
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return Optional.of(from == 0 ? text : text.substring(text.indexOf('\n') + 1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
