package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTest {
  @TempDir private Path folder;
  private String csv = "";
  private String models = "";
  private String run = "";

  @BeforeEach
  void write() throws IOException {
    csv = FourNetworks.rows(folder);
    models = FourNetworks.models(folder);
    run = folder.resolve("run").toString();
  }

  private CliRun imported() {
    return CliRun.of("import", csv, "--models", models, "--run", run).assertDone();
  }

  @Test
  void importThenSummary() {
    assertThat(imported().out()).contains("4 networks with 2 layers, 6 trials");
    CliRun summary = CliRun.of("summary", run).assertDone();
    assertThat(summary.err()).isEmpty();
    assertThat(summary.out())
        .contains("Left out: d (y): its accuracy is not known", "1 of 2 are in all")
        .containsPattern("all +3 +-1\\.0000 +p = 0\\.0e\\+00 +-1\\.0000 +p = 0\\.333");
  }

  @Test
  void everyFileIsWritten() throws IOException {
    imported();
    String[] names = {"s.json", "s.csv", "s.parquet", "t.csv", "s.tex"};
    String[] options = {"--json", "--csv", "--parquet", "--trials", "--latex"};
    String[] arguments = new String[2 + 2 * names.length];
    arguments[0] = "summary";
    arguments[1] = run;
    for (int i = 0; i < names.length; i++) {
      arguments[2 + 2 * i] = options[i];
      arguments[3 + 2 * i] = folder.resolve(names[i]).toString();
    }
    CliRun done = CliRun.of(arguments).assertDone();
    for (String name : names) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
      assertThat(done.err()).contains("Wrote " + folder.resolve(name));
    }
    assertThat(Files.readString(folder.resolve("s.csv"))).contains("b,'=cmd,x,0.75,conv1,");
    assertThat(Files.readString(folder.resolve("t.csv")))
        .contains("a,<script>")
        .doesNotContain("\nd,");
    CliRun.of("summary", run, "--trials", folder.resolve("t.Parquet").toString()).assertDone();
    assertThat(Files.readAllBytes(folder.resolve("t.Parquet"))).startsWith('P', 'A', 'R', '1');
  }

  @Test
  void networksAreChosen() {
    imported();
    assertThat(CliRun.of("summary", run, "--all").assertDone().out())
        .doesNotContain("Left out")
        .contains("The accuracy of 1 of 4 networks is not known");
    assertThat(CliRun.of("summary", run, "--without", "category:x").assertDone().out())
        .contains("Left out: a (x): --without category:x.", "There is one network");
    CliRun.of("summary", run, "--without", "e").assertUnusable("--without e names no network");
    CliRun.of("summary", run, "--without", "category:x", "--without", "c")
        .assertUnusable("leaves no network");
  }

  @Test
  void wrongUsageIsNamed() throws IOException {
    CliRun.of("import", csv).assertUnusable("--run");
    CliRun.of("import", csv, "--run", run, "--images", "0").assertUnusable("--images 0");
    CliRun.of("import", folder.resolve("none.csv").toString(), "--run", run)
        .assertUnusable("none.csv", "does not exist");
    assertThat(Path.of(run)).doesNotExist();
    CliRun.of("summary").assertUnusable("RUN");
    CliRun.of("summary", folder.toString()).assertUnusable("holds no measurements");
    CliRun.of("summary", run).assertUnusable("does not exist");
    Files.writeString(folder.resolve("models.csv"), "model_id\na\nb\nc\n");
    CliRun.of("import", csv, "--models", models, "--run", run)
        .assertUnusable("results.csv, line 7: the network d is not in", "models.csv");
    assertThat(Path.of(run)).doesNotExist();
    CliRun.of("import", csv, "--run", run).assertDone();
    CliRun.of("import", csv, "--run", run).assertUnusable("not empty", "comparison.duckdb");
  }
}
