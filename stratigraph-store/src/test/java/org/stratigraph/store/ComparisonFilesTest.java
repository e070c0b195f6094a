package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** The expected texts are written by hand from the documented columns. */
class ComparisonFilesTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final double NONE = Double.NaN;

  private static final MeasuredNetwork KNOWN =
      new MeasuredNetwork(
          "a",
          "A & \u03b5=1, 50%",
          Optional.of("adv_x"),
          OptionalDouble.of(0.75),
          Map.of("eps", "1"),
          List.of(
              new MeasuredLayer(
                  "fc",
                  "linear",
                  0.5,
                  0.125,
                  0.0625,
                  0.25,
                  0.75,
                  List.of(new TrialResult("fc", 0, 10, 0.5, 1, 0.5, 1, 0.25, 1, 2)))));

  private static final MeasuredNetwork UNKNOWN =
      new MeasuredNetwork(
          "=cmd|x",
          "\\input{\"/etc\"}",
          Optional.empty(),
          OptionalDouble.empty(),
          Map.of(),
          List.of(
              new MeasuredLayer(
                  "+fc",
                  "",
                  NONE,
                  NONE,
                  NONE,
                  NONE,
                  NONE,
                  List.of(
                      new TrialResult("+fc", 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE)))));

  private static final Comparison COMPARISON = new Comparison(List.of(KNOWN, UNKNOWN));

  @TempDir private Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(LOCALE);
  }

  /** Takes the name of a locale. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  @interface InManyLocales {}

  private String written(String locale, Consumer<Path> writer) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Path file = folder.resolve("out");
    writer.accept(file);
    return Files.readString(file);
  }

  @InManyLocales
  void csvOfLayers(String locale) throws IOException {
    assertThat(written(locale, file -> ComparisonCsv.write(COMPARISON, file)))
        .isEqualTo(
            "model,name,category,accuracy,layer,label,stage,operator,position,kind,criticality,"
                + "trial_sd,standard_error,interval_low,interval_high,trials\r\n"
                + "a,\"A & \u03b5=1, 50%\",adv_x,0.75,fc,fc,,,0,linear,0.5,0.125,0.0625,0.25,0.75,"
                + "1\r\n"
                + "'=cmd|x,\"\\input{\"\"/etc\"\"}\",,,'+fc,'+fc,,,0,,,,,,,1\r\n");
  }

  @InManyLocales
  void csvOfTrials(String locale) throws IOException {
    assertThat(written(locale, file -> ComparisonCsv.writeTrials(COMPARISON, file)))
        .isEqualTo(
            "model,name,category,accuracy,layer,trial,images,cosine,l1,l2,argmax_agreement,top1,"
                + "top5,loss\r\n"
                + "a,\"A & \u03b5=1, 50%\",adv_x,0.75,fc,0,10,0.5,1.0,0.5,1.0,0.25,1.0,2.0\r\n"
                + "'=cmd|x,\"\\input{\"\"/etc\"\"}\",,,'+fc,0,,,,,,,,\r\n");
  }

  @InManyLocales
  void latex(String locale) throws IOException {
    ComparisonSummary summary = ComparisonSummary.of(COMPARISON);
    assertThat(written(locale, file -> SummaryLatex.write(summary, file)).lines())
        .containsSequence(
            "\\multicolumn{5}{l}{\\emph{adv\\_x}} \\\\",
            "A \\& $\\epsilon$=1, 50\\% & 75.00 & 50.00 & 0.00 & 12.50 \\\\",
            "\\multicolumn{5}{l}{\\emph{no category}} \\\\",
            "\\textbackslash{}input\\{\\symbol{34}/etc\\symbol{34}\\} & -- & -- & -- & -- \\\\",
            "\\bottomrule",
            "\\end{tabular}");
  }

  @Test
  void noNameIsACommandOfLatex() {
    assertThat(SummaryLatex.escaped("[2cm]*^~<|>#\n%x\u202e\ud83d\ude00\ud800"))
        .isEqualTo(
            "{[}2cm]{*}\\textasciicircum{}\\textasciitilde{}\\textless{}\\textbar{}"
                + "\\textgreater{}\\# \\%x\ud83d\ude00");
    assertThat(SummaryLatex.escaped("x".repeat(1_000_000))).hasSize(203);
  }

  @InManyLocales
  void json(String locale) throws IOException {
    Selection selection = Selection.byDefault(COMPARISON);
    ComparisonSummary summary = ComparisonSummary.of(selection.comparison());
    ObjectMapper mapper = new ObjectMapper();
    assertThat(
            mapper.readTree(
                written(locale, file -> SummaryJson.write(summary, selection.leftOut(), file))))
        .isEqualTo(
            mapper.readTree(
                """
                {"format": "stratigraph.summary/1",
                 "models": [{"model": "a", "name": "A & \\u03b5=1, 50%", "category": "adv_x",
                             "accuracy": 0.75, "layers": 1, "criticality": 0.5,
                             "sd_over_layers": 0.0, "trial_sd": 0.125, "tags": {"eps": "1"}}],
                 "layers": [{"layer": "fc", "label": "fc", "models": 1, "criticality": 0.5,
                             "sd_over_models": 0.0, "min": 0.5, "max": 0.5}],
                 "correlations": [
                   {"excluding": null, "models": 1, "spearman": null, "kendall": null,
                    "spearman_p": null, "kendall_p": null, "reason":
                    "fewer than 3 networks have both an accuracy and a criticality"},
                   {"excluding": "adv_x", "models": 0, "spearman": null, "kendall": null,
                    "spearman_p": null, "kendall_p": null, "reason":
                    "fewer than 3 networks have both an accuracy and a criticality"}],
                 "trial_sd": {"mean": 0.125, "median": 0.125, "max": 0.125},
                 "grand_mean": 0.5,
                 "categories": [{"category": "adv_x", "models": 1, "criticality": 0.5,
                                 "min": 0.5, "min_model": "a", "max": 0.5, "max_model": "a"}],
                 "stages": [{"category": null, "models": 1, "criticality": {}},
                            {"category": "adv_x", "models": 1, "criticality": {}}],
                 "operators": [{"category": null, "models": 1, "criticality": {}},
                               {"category": "adv_x", "models": 1, "criticality": {}}],
                 "left_out": [{"model": "=cmd|x",
                               "reason": "its accuracy is not known, and others have theirs"}],
                 "notes": ["There is one network, so nothing is said of spread over networks."]}
                """));
  }

  @Test
  void parquet() throws SQLException {
    Path layers = folder.resolve("layers.parquet");
    Path trials = folder.resolve("it's trials.parquet");
    ComparisonParquet.write(COMPARISON, layers);
    ComparisonParquet.writeTrials(COMPARISON, trials);
    assertThat(row("SELECT typeof(criticality), criticality, stage, layer, trials", layers))
        .isEqualTo("DOUBLE, 0.5, null, fc, 1");
    assertThat(row("SELECT typeof(images), images, cosine, loss, model", trials))
        .isEqualTo("INTEGER, 10, 0.5, 2.0, a");
  }

  private static String row(String select, Path file) throws SQLException {
    try (Connection connection = DuckDb.inMemory();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(select + " FROM " + DuckDb.literal(file.toString()))) {
      row.next();
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        text.append(i == 1 ? "" : ", ").append(row.getObject(i));
      }
      return text.toString();
    }
  }
}
