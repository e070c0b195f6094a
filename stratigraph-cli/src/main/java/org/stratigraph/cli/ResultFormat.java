package org.stratigraph.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/** What kind of result a JSON file holds, by what it says itself. */
final class ResultFormat {
  private ResultFormat() {}

  /**
   * The text at {@code format} of the object in a file, such as {@code stratigraph.criticality/1}.
   *
   * @param said what the user gave, for messages: the path, with the option before it if there is
   *     one
   * @throws UnusableInputException if the file is missing, no JSON, or says no format
   */
  static String of(Path path, String said) {
    if (!Files.exists(path)) {
      throw new UnusableInputException("%s: there is no such file or folder.".formatted(said));
    }
    try (JsonParser json = new JsonFactory().createParser(path.toFile())) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean found = json.currentName().equals("format");
          if (json.nextToken() == JsonToken.VALUE_STRING && found) {
            return json.getText();
          }
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "%s: it is not valid JSON; expected a result that Stratigraph wrote.".formatted(said), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s.".formatted(path, IoReason.of(e)), e);
    }
    throw new UnusableInputException(
        "%s: it does not say its format; expected a result that Stratigraph wrote."
            .formatted(said));
  }
}
