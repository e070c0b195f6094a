package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.file.IoReason;

/**
 * A result as JSON, format {@code stratigraph.criticality/1}: an object with {@code format}, {@code
 * model}, {@code data}, {@code protocol}, {@code original}, {@code layers}, {@code measurements},
 * {@code skipped}, {@code skipped_images}, {@code notes} and {@code provenance}, whose keys are the
 * components of {@link CriticalityResult} in snake case; a layer's interval is {@code interval:
 * [low, high]}.
 *
 * <p>Fractions, never percent. JSON has no NaN and no infinity: what is not known, or not finite,
 * is {@code null}, and {@code interval} is {@code null} as a whole when one of its ends is. Numbers
 * have as many digits as they need to be read back exactly. UTF-8; the same bytes in every locale
 * and on every system.
 *
 * <p>A later format has another number after the slash. Keys may be added within one format; {@link
 * #read} passes over those it does not know.
 */
public final class CriticalityJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CriticalityJson() {}

  /**
   * Writes a result.
   *
   * @throws UnusableInputException if the folder is not there or the path is a folder
   * @throws UncheckedIOException if the file cannot be written; an old one is then unchanged
   */
  public static void write(CriticalityResult result, Path path) {
    JsonDocument.write(CriticalityJsonTree.of(result), path);
  }

  /**
   * Reads what {@link #write} wrote. Every null figure becomes NaN.
   *
   * @throws UnusableInputException if there is no such file, it is not JSON, not a criticality
   *     result, of a later format, or lacks something
   * @throws UncheckedIOException if it cannot be read
   */
  public static CriticalityResult read(Path path) {
    try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return CriticalityJsonReader.result(MAPPER.readTree(in), path.toString());
    } catch (NoSuchFileException e) {
      throw new UnusableInputException("The file %s does not exist.".formatted(path), e);
    } catch (JsonProcessingException e) {
      throw notJson(path.toString(), e);
    } catch (CharacterCodingException e) {
      throw new UnusableInputException(
          "%s is not a criticality result: it is not UTF-8 text.".formatted(path), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s.".formatted(path, IoReason.of(e)), e);
    }
  }

  /** The result as JSON text, ending with a line feed. */
  static String text(CriticalityResult result) {
    return JsonDocument.text(CriticalityJsonTree.of(result));
  }

  /** The result in a JSON text that was found in {@code where}. */
  static CriticalityResult parse(String text, String where) {
    try {
      return CriticalityJsonReader.result(MAPPER.readTree(text), where);
    } catch (JsonProcessingException e) {
      throw notJson(where, e);
    }
  }

  private static UnusableInputException notJson(String where, JsonProcessingException e) {
    return new UnusableInputException(
        "%s is not a criticality result: it is not valid JSON (line %d)."
            .formatted(where, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
        e);
  }
}
