package org.stratigraph.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.hostile.HostileFile;
import org.stratigraph.hostile.HostileFile.Kind;

/** Studies, tables and results of the corpus. */
final class HostileTexts {
  private final List<HostileFile> files = new ArrayList<>();

  private HostileTexts() {}

  static List<HostileFile> all() {
    HostileTexts texts = new HostileTexts();
    texts.studies();
    texts.tables();
    texts.results();
    return texts.files;
  }

  private void add(int number, String what, Kind kind, String text, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files.add(HostileFile.refused(number, what, HostileTexts.class, kind, bytes, expected));
  }

  private void studies() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    add(10, "a study of a billion laughs", Kind.STUDY, bomb.toString(), "an alias");
    add(10, "a study of 2000 brackets", Kind.STUDY, "name: " + "[".repeat(2000), ".yaml");
    String tag = "name: !!javax.script.ScriptEngineManager [x]\n";
    add(1, "a study with a tag that makes an object", Kind.STUDY, tag, "a tag");
    add(10, "a study of 2 MB", Kind.STUDY, "# " + "x".repeat(2 << 20), "at most");
    add(19, "a study with a key twice", Kind.STUDY, "name: a\nname: b\n", "there already");
    String outside = "networks: [{file: '../../../../etc/passwd'}]\ndata: {path: /etc}\n";
    add(31, "a study of files outside", Kind.STUDY, outside, "leaves the folder");
    add(31, "a study with control characters", Kind.STUDY, "n\u001b[2Jame: x\n", ".yaml");
  }

  private void tables() {
    String head = "model_id,layer,trial,pred_cos_sim\n";
    add(12, "a table of 20000 cells in a line", Kind.TABLE, ",".repeat(20_000), "10000 cells");
    add(12, "a table of one cell of 5 MB", Kind.TABLE, "a".repeat(5_000_000), "longer than");
    add(56, "a table with NaN", Kind.TABLE, head + "a,b,0,NaN\n", "line 2");
    add(56, "a table with 1e999", Kind.TABLE, head + "a,b,0,1e999\n", "line 2");
    add(32, "a table with trial 2^64", Kind.TABLE, head + "a,b,18446744073709551616,1\n", "line 2");
    add(37, "a table with an open quote", Kind.TABLE, head + "\"a,b,0,1\n", ".csv");
    add(37, "a table of zero bytes", Kind.TABLE, "\0".repeat(4096), ".csv");
    add(
        31,
        "a table with formulas and control characters for names",
        Kind.TABLE,
        head + "=cmd|' /C calc'!A0,\u001b[2J<script>,0,1\n",
        "");
  }

  private void results() {
    add(10, "a result of a million brackets", Kind.RESULT, "[".repeat(1_000_000), ".json");
    add(5, "a result cut in the middle", Kind.RESULT, "{\"format\": \"stratigraph.cr", ".json");
    String twice = "{\"format\": \"stratigraph.criticality/1\", \"format\": \"other\"}";
    add(19, "a result with a key twice", Kind.RESULT, twice, ".json");
    add(
        63,
        "a result of a later version",
        Kind.RESULT,
        "{\"format\": \"stratigraph.criticality/99\"}",
        "99");
    add(56, "a result with a bare NaN", Kind.RESULT, "{\"format\": NaN}", ".json");
    String digits =
        "{\"format\": \"stratigraph.criticality/1\", \"x\": " + "9".repeat(1 << 20) + "}";
    add(32, "a result with a number of a million digits", Kind.RESULT, digits, ".json");
    String exponent =
        "{\"format\": \"stratigraph.criticality/1\", \"model\": {\"parameters\": 1e1000000000}}";
    add(32, "a result with 10 to the power of a billion", Kind.RESULT, exponent, ".json");
  }
}
