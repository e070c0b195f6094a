package org.stratigraph.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.stratigraph.Printable;

/** JSON with duplicate keys refused, since two readers could take different values of them. */
final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.JSON_DEPTH).build())
          .build();

  private StrictJson() {}

  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** What is wrong, in one line and without the text around it. */
  static String reason(IOException exception) {
    String message =
        exception instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : exception.getMessage();
    return Printable.name(String.valueOf(message));
  }
}
