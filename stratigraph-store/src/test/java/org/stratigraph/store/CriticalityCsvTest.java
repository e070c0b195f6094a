package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected lines are written by hand from RFC 4180 and the documented columns. */
class CriticalityCsvTest {
  private static final Locale LOCALE = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(LOCALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG", ""})
  void writesOneLineALayerInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Path file = folder.resolve("out.csv");
    CriticalityCsv.write(Samples.result(), file);
    assertThat(Files.readString(file))
        .isEqualTo(
            "model,model_sha256,data,data_sha256,preprocessing,reset,seed,layer,kind,depth,"
                + "parameters,criticality,trial_sd,standard_error,interval_low,interval_high,"
                + "trials,images,stopped,of_uniform_ceiling,of_mean_ceiling,argmax_agreement,top1,"
                + "accuracy_loss,original_top1,notes\r\n"
                + "squeezenet,ab12,b,cd34,\"resize 256, crop 224\",random,-7,conv1,conv,0,"
                + "864,0.25,0.125,0.0625,0.0,0.5,2,4,target,0.3333333333333333,0.5,0.75,0.5,"
                + "0.3333333333333333,0.75,Batch norm is folded into it.\r\n"
                + "squeezenet,ab12,b,cd34,\"resize 256, crop 224\",random,-7,"
                + "\"größe \"\"x\"\"\n\",linear,1,"
                + "1,1.0E-10,,,,,1,4,protocol,,,1.0,,,0.75,\r\n");
  }

  @Test
  void writesOneLineATrial() throws IOException {
    Path file = folder.resolve("out.csv");
    CriticalityCsv.writeTrials(Samples.result(), file);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "model,model_sha256,data,data_sha256,preprocessing,reset,seed,layer,trial,images,"
                + "cosine,l1,l2,argmax_agreement,top1,top5,loss",
            "squeezenet,ab12,b,cd34,\"resize 256, crop 224\",random,-7,conv1,0,4,"
                + "0.625,0.1,0.2,0.75,0.5,1.0,1234567.0",
            "squeezenet,ab12,b,cd34,\"resize 256, crop 224\",random,-7,conv1,1,4,"
                + "0.875,0.1,0.2,0.75,,,");
  }

  @ParameterizedTest
  @MethodSource
  void guardsNames(String name, String field) throws IOException {
    Path file = folder.resolve("out.csv");
    CriticalityCsv.writeTrials(HostileNames.inPlaceOfNames(name), file);
    String record = Files.readString(file).split("\r\n", 2)[1];
    assertThat(record)
        .isEqualTo(
            String.join(",", field, field, field, field, field, field, "0", field)
                + ",0,1,1.0,0.0,0.0,1.0,1.0,1.0,0.0\r\n");
  }

  static Stream<Arguments> guardsNames() {
    return Stream.of(
        Arguments.of("=cmd /C calc", "'=cmd /C calc"),
        Arguments.of("+1", "'+1"),
        Arguments.of("-1", "'-1"),
        Arguments.of("@SUM(A1)", "'@SUM(A1)"),
        Arguments.of("\t=1", "'\t=1"),
        Arguments.of("\r=1", "\"'\r=1\""),
        Arguments.of("=1,2", "\"'=1,2\""),
        Arguments.of("a=1", "a=1"),
        Arguments.of("a\0b", "a\uFFFDb"),
        Arguments.of("a\nb", "\"a\nb\""),
        Arguments.of("say \"x\"", "\"say \"\"x\"\"\""),
        Arguments.of("\u202egnp.exe", "\u202egnp.exe"),
        Arguments.of("\ud800", "?"),
        Arguments.of("", ""));
  }
}
