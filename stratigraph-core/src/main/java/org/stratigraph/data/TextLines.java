package org.stratigraph.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.UnusableInputException;

/** Reads short text files that users write: UTF-8, any line ends. */
final class TextLines {
  private static final long LONGEST = 1 << 28;

  private TextLines() {}

  /**
   * The lines, without empty ones at the end.
   *
   * @param what what the file should be, for the message
   * @throws UnusableInputException if it is missing, no text, or longer than 256 MiB
   */
  static List<String> read(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new UnusableInputException(file + ": there is no such " + what + ".");
    }
    try {
      if (Files.size(file) > LONGEST) {
        throw new UnusableInputException(file + ": too long for a " + what + " (above 256 MiB).");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      if (text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      List<String> lines = new ArrayList<>(text.lines().toList());
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
        lines.remove(lines.size() - 1);
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new UnusableInputException(
          file + ": not a " + what + ", which is text in UTF-8; it holds other bytes.", e);
    } catch (IOException e) {
      throw new UnusableInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }
}
