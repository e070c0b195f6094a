package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.criticality.CriticalityResult;

class CriticalityTableTest {
  private static CriticalityResult result(boolean labelled) {
    double unknown = Double.NaN;
    return new CriticalityResult(
        new CriticalityResult.Model("net", "net.onnx", "00", 10, 4),
        new CriticalityResult.Data("images", 200, "00", labelled, "none"),
        new CriticalityResult.Protocol(
            "fixed", "random", 3, 200, List.of("conv", "linear"), 0, unknown),
        labelled
            ? new CriticalityResult.Original(0.81, 0.99, 0.7512, 0.5, 0.48)
            : new CriticalityResult.Original(unknown, unknown, unknown, 0.5, 0.48),
        List.of(
            layer("conv1", 0.5, 0.25, 0.75, labelled ? 0.345 : unknown),
            layer("fc\u001b[31m", 0.1, unknown, unknown, labelled ? 0.8 : unknown)),
        List.of(),
        List.of(new CriticalityResult.SkippedLayer("conv9", "it does not reach the output")),
        List.of("a/b.jpg: truncated"),
        List.of("Batch norm is folded."),
        Map.of());
  }

  private static CriticalityResult.LayerResult layer(
      String name, double criticality, double low, double high, double top1) {
    return new CriticalityResult.LayerResult(
        name,
        "conv",
        1,
        5,
        criticality,
        0.0625,
        0.02,
        low,
        high,
        3,
        200,
        "target",
        1,
        1,
        0.5,
        top1,
        0.5,
        List.of());
  }

  private static String print(CriticalityResult result, boolean unicode) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    CriticalityTable.print(result, new Terminal(writer, writer, false, false, unicode));
    return out.toString();
  }

  @Test
  void aRowALayerWithItsBar() {
    assertThat(print(result(true), true))
        .contains(
            "conv1    conv       50.0 %  ██████▓▓▓▓▓▓░░░░░░······   25.0 to 75.0       6.3          3 x 200             34.5 %")
        .contains("Untouched network on 200 images: top-1 81.0 %, top-5 99.0 %, loss 0.751.")
        .contains("Mean criticality of 2 layers: 30.0 %");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(print(result(true), true))
        .contains("Not measured: conv9: it does not reach the output")
        .contains("Left out, because unreadable: 1 of 201 images")
        .contains("a/b.jpg: truncated")
        .contains("Note: Batch norm is folded.");
    assertThat(print(result(false), true)).contains("without labels").doesNotContain("NaN");
  }

  @Test
  void asciiWhereTheTerminalHasNoMore() {
    assertThat(print(result(true), false))
        .contains("######======------......")
        .matches(text -> text.chars().allMatch(c -> c < 128));
  }

  @Test
  void namesCannotSteerTheTerminal() {
    assertThat(print(result(true), true)).contains("fc?[31m").doesNotContain("\u001b");
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("de"));
      assertThat(print(result(true), true)).contains("50.0 %").contains("0.751");
    } finally {
      Locale.setDefault(before);
    }
  }
}
