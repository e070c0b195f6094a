package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.file.AtomicFile;

/** JSON documents as files: UTF-8, the same bytes in every locale and on every system. */
final class JsonFile {
  private static final ObjectWriter WRITER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build())
          .build()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonFile() {}

  /**
   * Writes a document, with a line end.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  static void write(ObjectNode document, Path file) {
    AtomicFile.write(
        file,
        aside -> {
          // As bytes: a name may hold half a surrogate pair, which a strict encoder refuses.
          String text = WRITER.writeValueAsString(document) + "\n";
          Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
        });
  }
}
