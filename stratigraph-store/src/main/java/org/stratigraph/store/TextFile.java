package org.stratigraph.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.file.AtomicFile;

/** Text files: UTF-8 without a byte order mark. */
final class TextFile {
  private TextFile() {}

  /** Writes the text. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  static void write(Path path, Content content) {
    AtomicFile.write(
        path,
        file -> {
          // Takes half a surrogate pair, which Files.newBufferedWriter and Jackson's own UTF-8
          // output fail on.
          try (Writer out =
              new BufferedWriter(
                  new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            content.writeTo(out);
          }
        });
  }
}
