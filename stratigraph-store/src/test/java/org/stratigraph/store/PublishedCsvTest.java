package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

class PublishedCsvTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final String MODELS =
      "model_id,name,category,imagenet_top1_percent,source\n"
          + "r_linf_eps4.0,\"AT (Linf, $\\epsilon$=4)\",adv,62.5,\"a \"\"b\"\"\"\n"
          + "plain,,,,\n"
          + "unmeasured,,,,\n";

  private static final String ROWS =
      "top1_acc,layer,pred_cos_sim,trial,model_id\n"
          + "50,model.fc,0.25,1.0,plain\n"
          + "25,model.fc,0.75,0.0,plain\n"
          + ",model.conv1,0.5,0,plain\n"
          + "1.5,fc,1.000001,0,r_linf_eps4.0\n";

  @TempDir private Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(LOCALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR"})
  void networksInTheOrderOfTheModels(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    List<MeasuredNetwork> networks = read(ROWS, MODELS).networks();
    assertThat(networks).extracting(MeasuredNetwork::id).containsExactly("r_linf_eps4.0", "plain");
    MeasuredNetwork robust = networks.get(0);
    assertThat(robust.name()).isEqualTo("AT (Linf, \u03b5=4)");
    assertThat(robust.category()).contains("adv");
    assertThat(robust.accuracy()).hasValue(0.625);
    assertThat(robust.tags()).isEqualTo(Map.of("norm", "linf", "eps", "4.0", "source", "a \"b\""));
    assertThat(robust.layers().get(0).criticality()).isZero();
    MeasuredNetwork plain = networks.get(1);
    assertThat(plain.name()).isEqualTo("plain");
    assertThat(plain.category()).isEmpty();
    assertThat(plain.accuracy()).isEqualTo(OptionalDouble.empty());
    assertThat(plain.layers()).extracting(MeasuredLayer::layer).containsExactly("fc", "conv1");
    assertThat(plain.layers().get(0).criticality()).isEqualTo(0.5);
    assertThat(plain.layers().get(0).trials())
        .extracting(TrialResult::trial, TrialResult::top1, TrialResult::cosine)
        .extracting(tuple -> tuple.toList().toString())
        .containsExactly("[0, 0.25, 0.75]", "[1, 0.5, 0.25]");
    assertThat(plain.layers().get(1).trials().get(0).top1()).isNaN();
    assertThat(plain.layers().get(1).trials().get(0).images()).isEqualTo(10);
  }

  @Test
  void modelsMayBeLeftOut() throws IOException {
    Path csv = write("m.csv", ROWS);
    assertThat(PublishedCsv.read(csv, Optional.empty(), OptionalInt.empty()).networks())
        .extracting(MeasuredNetwork::id)
        .containsExactly("plain", "r_linf_eps4.0");
  }

  @Test
  void windowsLineEndsByteOrderMarkAndQuotedLineEndsAreRead() throws IOException {
    String rows =
        "\uFEFFmodel_id,layer,trial,pred_cos_sim\r\n\r\n\"a\r\nb\",\"x,y\",0,0.5\r\nc,fc,0,oops";
    assertThatThrownBy(() -> read(rows, ""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageEndingWith(
            "m.csv, line 5: pred_cos_sim should be a number from 0 to 1, not \"oops\".");
    Comparison comparison = read(rows.replace("oops", "1"), "");
    assertThat(comparison.networks())
        .extracting(MeasuredNetwork::id)
        .containsExactly("a\r\nb", "c");
    assertThat(comparison.networks().get(0).layers().get(0).layer()).isEqualTo("x,y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain,fc,0|it has|cells",
        "plain,fc,0,0.5,9|it has|cells",
        "plain,fc,0,NaN|pred_cos_sim|NaN",
        "plain,fc,0,|pred_cos_sim|empty",
        "plain,fc,0,1.5|pred_cos_sim|1.5",
        "plain,fc,0,Infinity|pred_cos_sim|Infinity",
        "plain,fc,-1,0.5|trial|-1",
        "plain,fc,0.5,0.5|whole|0.5",
        "plain,fc,1e300,0.5|trial|1e300",
        "plain,,0,0.5|layer|empty",
        ",fc,0,0.5|model_id|empty",
        "other,fc,0,0.5|other|models.csv",
        "plain,conv1,0,0.5|conv1|line 2",
        "plain,\"fc,0,0.5|quoted|end",
        "plain,\"fc\"x,0,0.5|quote|behind",
      })
  void aBadRowIsNamedByItsLine(String row, String first, String second) throws IOException {
    String rows = "model_id,layer,trial,pred_cos_sim\nplain,model.conv1,0,0.25\n" + row + "\n";
    assertThatThrownBy(() -> read(rows, MODELS))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("m.csv, line 3: ")
        .hasMessageContaining(first)
        .hasMessageContaining(second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name|has no column model_id",
        "model_id,imagenet_top1_percent;a,105|line 2: imagenet_top1_percent",
        "model_id,accuracy;a,76.1|line 2: accuracy should be a number from 0 to 1",
        "model_id;a;a|line 3: the network a is there twice",
        "model_id,model_id;a,a|the column model_id is there twice",
      })
  void badModelsAreNamed(String models, String message) {
    assertThatThrownBy(() -> read(ROWS, models.replace(';', '\n')))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("models.csv")
        .hasMessageContaining(message);
  }

  @Test
  void filesThatAreNoTablesAreNamed() throws IOException {
    Path none = folder.resolve("none.csv");
    assertMessage(none, "does not exist");
    assertMessage(folder, "is a folder");
    assertMessage(write("empty.csv", ""), "is empty");
    assertMessage(write("header.csv", "model_id,layer,trial,pred_cos_sim\n"), "no row");
    assertMessage(write("other.csv", "a,b\n1,2\n"), "has no column model_id");
    Path binary = folder.resolve("binary.csv");
    Files.write(binary, new byte[] {'a', ',', (byte) 0xff, '\n'});
    assertMessage(binary, "not UTF-8");
    assertMessage(write("wide.csv", ",".repeat(20_000)), "more than 10000 cells");
    assertMessage(write("long.csv", "a".repeat(5_000_000)), "longer than");
  }

  private static void assertMessage(Path file, String text) {
    assertThatThrownBy(() -> PublishedCsv.read(file, Optional.empty(), OptionalInt.empty()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(String.valueOf(file.getFileName()))
        .hasMessageContaining(text);
  }

  private Comparison read(String rows, String models) throws IOException {
    return PublishedCsv.read(
        write("m.csv", rows),
        models.isEmpty() ? Optional.empty() : Optional.of(write("models.csv", models)),
        OptionalInt.of(10));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
