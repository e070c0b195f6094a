package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;
  private String run = "";
  private Path out = Path.of("");

  @BeforeEach
  void importThem() throws IOException {
    run = folder.resolve("run").toString();
    out = folder.resolve("report.html");
    CliRun.of(
            "import",
            FourNetworks.rows(folder),
            "--models",
            FourNetworks.models(folder),
            "--run",
            run)
        .assertDone();
  }

  private CliRun report(String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "report";
    arguments[1] = run;
    arguments[2] = "--out";
    arguments[3] = out.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CliRun.of(arguments);
  }

  @Test
  void writesAPage() throws IOException {
    CliRun done = report("--baseline", "b").assertDone();
    assertThat(done.err()).contains("Wrote " + out);
    assertThat(Files.readString(out))
        .contains("3 networks compared", "Left out: <bdi>d</bdi>", "1 of 2 are in all")
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  @Test
  void theTitleIsTheUsers() throws IOException {
    report("--title", "Mine & <yours>").assertDone();
    assertThat(Files.readString(out)).contains("<title>Mine &amp; &lt;yours&gt;</title>");
  }

  @Test
  void aNetworkThatIsLeftOutIsNowhereButInTheNotes() throws IOException {
    report("--without", "category:x").assertDone();
    assertThat(Files.readString(out))
        .contains("Left out: <bdi>a</bdi>, <bdi>b</bdi> (--without category:x)")
        .doesNotContain("=cmd");
  }

  @Test
  void everyNetworkCanBeKept() throws IOException {
    report("--all").assertDone();
    assertThat(Files.readString(out))
        .contains("4 networks compared", "The accuracy of 1 of 4 networks is not known");
  }

  @Test
  void wrongUseIsOneSentence() throws IOException {
    report("--baseline", "z").assertUnusable("--baseline \"z\" names no network", "a, b, c");
    report("--without", "z").assertUnusable("--without z names no network");
    report("--arch", "resnet50").assertUnusable("--arch", "--graph");
    String missing = folder.resolve("none").resolve("r.html").toString();
    CliRun.of("report", run, "--out", missing).assertUnusable("--out", "does not exist");
    CliRun.of("report", folder.resolve("nothing.json").toString(), "--out", out.toString())
        .assertUnusable("nothing.json", "no such file");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CliRun.of("report", empty.toString(), "--out", out.toString())
        .assertUnusable("holds no measurements");
    Path other =
        Files.writeString(folder.resolve("o.json"), "{\"format\":\"stratigraph.inspect/1\"}");
    CliRun.of("report", other.toString(), "--out", out.toString())
        .assertUnusable("o.json", "stratigraph.inspect/1", "expected the JSON file of criticality");
    Path text = Files.writeString(folder.resolve("t.json"), "hello");
    CliRun.of("report", text.toString(), "--out", out.toString())
        .assertUnusable("t.json", "not valid JSON");
    assertThat(out).doesNotExist();
  }

  @Test
  void helpTeaches() {
    assertThat(CliRun.of("report", "--help").assertDone().out())
        .contains("--baseline", "--without", "--title", "stratigraph report runs/paper");
  }
}
