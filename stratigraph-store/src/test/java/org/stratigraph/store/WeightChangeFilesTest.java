package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.weightchange.CurveClusters;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** The expected texts are written by hand from the documented columns. */
class WeightChangeFilesTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final WeightChangeResult RESULT =
      new WeightChangeResult(
          List.of("a.pth", "b.pth"),
          List.of(
              new LayerChange(
                  "conv1", 1, "a.pth", "b.pth", 27, .25, 1.5, 2, .125, 3, 4, Double.NaN),
              new LayerChange(
                  "=fc \"x\"",
                  1,
                  "a.pth",
                  "b.pth",
                  5_000_000_000L,
                  Double.NaN,
                  Double.NaN,
                  4,
                  Double.NaN,
                  1e-10,
                  0,
                  7)));

  @TempDir Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(LOCALE);
  }

  @Test
  void csv() throws IOException {
    Locale.setDefault(Locale.GERMANY);
    Path file = folder.resolve("out.csv");
    WeightChangeCsv.write(RESULT, file);
    assertThat(Files.readString(file))
        .isEqualTo(
            "layer,step,from,to,weights,l1_ratio,elementwise_mean,zero_weights,rotation,"
                + "l2_change,l2_norm,spectral_norm\r\n"
                + "conv1,1,a.pth,b.pth,27,0.25,1.5,2,0.125,3.0,4.0,\r\n"
                + "\"'=fc \"\"x\"\"\",1,a.pth,b.pth,5000000000,,,4,,1.0E-10,0.0,7.0\r\n");
  }

  @Test
  void jsonIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("again.json");
    WeightChangeJson.write(RESULT, Optional.empty(), file);
    assertThat(WeightChangeJson.read(file)).isEqualTo(RESULT);
    Files.writeString(file, Files.readString(file).replaceFirst("\"step\" : 1", "\"step\" : 2"));
    assertThatThrownBy(() -> WeightChangeJson.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("again.json", "step");
    Files.writeString(file, "{\"format\":");
    assertThatThrownBy(() -> WeightChangeJson.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("not valid JSON");
  }

  @Test
  void json() throws IOException {
    Locale.setDefault(Locale.GERMANY);
    Path file = folder.resolve("out.json");
    CurveClusters clusters =
        new CurveClusters(
            CurveForm.L1_RATIO,
            2,
            List.of(4.0, 0.5),
            List.of(new CurveClusters.Member("conv2", 1, -.5, 0)),
            List.of("conv1", "fc"),
            List.of(.75, .25));
    WeightChangeJson.write(RESULT, Optional.of(clusters), file);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode expected =
        mapper.readTree(
            """
            {"format": "stratigraph.weight-change/1",
             "checkpoints": ["a.pth", "b.pth"],
             "changes": [
              {"layer": "conv1", "step": 1, "from": "a.pth", "to": "b.pth", "weights": 27,
               "l1_ratio": 0.25, "elementwise_mean": 1.5, "zero_weights": 2, "rotation": 0.125,
               "l2_change": 3.0, "l2_norm": 4.0, "spectral_norm": null},
              {"layer": "=fc \\"x\\"", "step": 1, "from": "a.pth", "to": "b.pth",
               "weights": 5000000000, "l1_ratio": null, "elementwise_mean": null,
               "zero_weights": 4, "rotation": null, "l2_change": 1e-10, "l2_norm": 0.0,
               "spectral_norm": 7.0}],
             "clusters": {"form": "l1_ratio", "k": 2, "sse": [4.0, 0.5], "explained": [0.75, 0.25],
              "dropped": ["conv1", "fc"],
              "members": [{"layer": "conv2", "cluster": 1, "x": -0.5, "y": 0.0}]}}
            """);
    assertThat(mapper.readTree(file.toFile())).isEqualTo(expected);
    WeightChangeJson.write(RESULT, Optional.empty(), file);
    assertThat(mapper.readTree(file.toFile()).has("clusters")).isFalse();
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void parquet() throws SQLException {
    Path file = folder.resolve("out.parquet");
    WeightChangeParquet.write(RESULT, file);
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT layer, step, \"from\", weights, l1_ratio, typeof(weights) FROM "
                    + DuckDb.literal(file.toString()))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("conv1");
      assertThat(row.getString(3)).isEqualTo("a.pth");
      assertThat(row.getDouble(5)).isEqualTo(0.25);
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("=fc \"x\"");
      assertThat(row.getLong(4)).isEqualTo(5_000_000_000L);
      assertThat(row.getObject(5)).isNull();
      assertThat(row.getString(6)).isEqualTo("BIGINT");
      assertThat(row.next()).isFalse();
    }
  }
}
