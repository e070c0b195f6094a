package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;

/**
 * {@code criticality-1.json} seals the format: it was written by hand from the contract, and what
 * reads or writes format 1 must keep to it.
 */
class CriticalityJsonTest {
  private static final Locale LOCALE = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(LOCALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG", ""})
  void writesTheSameBytesInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Path file = folder.resolve("out.json");
    CriticalityJson.write(Samples.result(), file);
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(Files.readString(file)).toPrettyString())
        .isEqualTo(mapper.readTree(golden()).toPrettyString());
    assertThat(words(Files.readString(file))).isEqualTo(words(golden()));
  }

  @Test
  void readsWhatItWroteBitForBit() throws IOException {
    Path file = folder.resolve("golden.json");
    Files.writeString(file, golden());
    CriticalityResult read = CriticalityJson.read(file);
    CriticalityResult sample = Samples.result();
    assertThat(read.model()).isEqualTo(sample.model());
    assertThat(read.data()).isEqualTo(sample.data());
    assertThat(read.protocol()).isEqualTo(sample.protocol());
    assertThat(read.original()).isEqualTo(sample.original());
    assertThat(read.layers().get(0)).isEqualTo(sample.layers().get(0));
    assertThat(read.layers().get(1).accuracyLoss()).as("infinite when written").isNaN();
    assertThat(read.layers().get(1).intervalHigh()).isNaN();
    assertThat(read.layers().get(1).layer()).isEqualTo("größe \"x\"\n");
    assertThat(read.measurements()).isEqualTo(sample.measurements());
    assertThat(read.skipped()).isEqualTo(sample.skipped());
    assertThat(read.skippedImages()).isEqualTo(sample.skippedImages());
    assertThat(read.notes()).isEqualTo(sample.notes());
    assertThat(List.copyOf(read.provenance().entrySet()))
        .isEqualTo(List.copyOf(sample.provenance().entrySet()));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.1,
        1.0 / 3,
        5e-324,
        1.7976931348623157e308,
        2.2250738585072014e-308,
        0.9999999999999999,
        -0.0
      })
  void keepsEveryDouble(double value) {
    CriticalityResult sample = Samples.result();
    CriticalityResult.Original original =
        new CriticalityResult.Original(value, value, value, value, value);
    CriticalityResult changed =
        new CriticalityResult(
            sample.model(),
            sample.data(),
            sample.protocol(),
            original,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    assertThat(CriticalityJson.parse(CriticalityJson.text(changed), "x").original())
        .isEqualTo(original);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\0", "=cmd|' /C calc'!A0", "\u202egnp", "\ud800", "</script>", "a\r\nb", ""})
  void takesAnyName(String name) throws IOException {
    CriticalityResult sample = HostileNames.inPlaceOfNames(name);
    Path file = folder.resolve("out.json");
    CriticalityJson.write(sample, file);
    assertThat(CriticalityJson.read(file).skipped().get(0).layer())
        .isEqualTo(name.replace("\ud800", "?"));
  }

  @Test
  void takesAVeryLongName() {
    String name = "x".repeat(1 << 20);
    Path file = folder.resolve("out.json");
    CriticalityJson.write(HostileNames.inPlaceOfNames(name), file);
    assertThat(CriticalityJson.read(file).layers().get(0).layer()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"format": "stratigraph.criticality/2"} | newer version of Stratigraph
          {"format": "stratigraph.conflicts/1"}   | its format is stratigraph.conflicts/1
          {"layers": []}                          | its format is not given
          {"format": "stratigraph.criticality/1"} | model should be an object
          []                                      | the whole should be an object
          ``                                      | the whole should be an object
          {"format":                              | not valid JSON (line 1)
          {"format": NaN}                         | not valid JSON (line 1)
          {"format": "a", "format": "b"}          | not valid JSON (line 1)
          {} {}                                   | not valid JSON (line 1)
          <html>                                  | not valid JSON (line 1)
          """)
  void refusesWhatIsNotAResult(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("in.json"), text);
    assertThatThrownBy(() -> CriticalityJson.read(file))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "depth": 0              | "depth": "0"            | layers[0].depth should be an integer
          "depth": 0              | "depth": 4294967296     | layers[0].depth should be an integer
          "depth": 0              | "depth": 0.5            | layers[0].depth should be an integer
          "parameters": 864       | "parameters": 1e3       | layers[0].parameters should be an integer
          "interval": [0.0, 0.5]  | "interval": [0.0]       | layers[0].interval should be two numbers
          "criticality": 0.25     | "criticality": true     | layers[0].criticality should be a number
          "labelled": true        | "labelled": 1           | data.labelled should be true or false
          "kinds": ["conv", "linear"] | "kinds": [null]     | protocol.kinds[0] should be text
          "layer": "bn1"          | "layer": null           | skipped[0].layer should be text
          "stratigraph": "0.1.0"  | "stratigraph": {}       | provenance.stratigraph should be text
          """)
  void refusesAFigureOfTheWrongType(String from, String to, String message) throws IOException {
    assertThat(golden()).contains(from);
    Path file = Files.writeString(folder.resolve("in.json"), golden().replace(from, to));
    assertThatThrownBy(() -> CriticalityJson.read(file))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesHostileBytes() throws IOException {
    Path file = folder.resolve("in.json");
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(() -> CriticalityJson.read(file)).isInstanceOf(UnusableInputException.class);
    Files.writeString(file, "[".repeat(1_000_000));
    assertThatThrownBy(() -> CriticalityJson.read(file)).isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> CriticalityJson.read(folder.resolve("none.json")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void passesOverKeysThatItDoesNotKnow() throws IOException {
    Path file = folder.resolve("in.json");
    Files.writeString(file, golden().replace("\"notes\": []", "\"notes\": [], \"later\": {}"));
    assertThat(CriticalityJson.read(file).layers()).hasSize(2);
  }

  /** White space outside of texts is not part of the format. */
  private static String words(String json) {
    return json.replaceAll("\\s+", "");
  }

  private static String golden() throws IOException {
    try (InputStream in = CriticalityJsonTest.class.getResourceAsStream("criticality-1.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
