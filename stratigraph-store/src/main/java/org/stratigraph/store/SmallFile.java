package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.stratigraph.file.AtomicFile;

/**
 * Small files beside a run's results that others read while the run goes on. They only inform, so
 * nothing waits for the disk, and what cannot be read is as good as not there.
 */
final class SmallFile {
  private static final JsonMapper MAPPER = new JsonMapper();

  private SmallFile() {}

  /** Puts a text in the place of what is there; readers see the old one or the new one, whole. */
  static void replace(Path file, String text) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    // Not through a link that somebody put there.
    Files.deleteIfExists(aside);
    Files.writeString(aside, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    AtomicFile.move(aside, file);
  }

  /** A text; empty if it is not there, is no plain file, or is longer than {@code most} bytes. */
  static Optional<String> text(Path file, long most) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      return bytes.length > most
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A JSON object of a format; empty also where it is something else. */
  static Optional<JsonNode> json(Path file, String format, long most) {
    return text(file, most)
        .flatMap(SmallFile::parsed)
        .filter(json -> json.path("format").asText().equals(format));
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
