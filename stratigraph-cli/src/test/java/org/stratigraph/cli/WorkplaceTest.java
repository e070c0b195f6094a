package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

class WorkplaceTest {
  @TempDir private Path folder;

  private Assignment assignment(Map<String, String> identity) {
    return new Assignment(
        List.of(
            SmallNetwork.in(folder).toString(),
            "--data=builtin:shapes",
            "--images=10",
            "--preprocess=shapes",
            "--trials=1",
            "--memory=1g"),
        identity);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(
            () -> Workplace.open(assignment(Map.of("version of Stratigraph", "0.0.1")), 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("Here is Stratigraph " + Version.number() + ", and 0.0.1 is asked");
  }

  @Test
  void otherFilesAreRefusedAndNamed() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("version of Stratigraph", Version.number());
    identity.put(RunIdentities.CHUNK, "10");
    identity.put("network (sha256)", "00ff");
    identity.put("seed", "1");
    assertThatThrownBy(() -> Workplace.open(assignment(identity), 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageMatching(
            "What is here is not what the run was planned with: network \\(sha256\\) is [0-9a-f]{64},"
                + " not 00ff; seed is 0, not 1; give all machines the same files\\.");
  }

  @Test
  void withoutSparkTheStudySaysHowToGetIt() {
    CliRun.of(
            "study",
            "builtin:paper-resnet50",
            "--data",
            "builtin:shapes",
            "--spark",
            "local[2]",
            "--offline",
            "--cache",
            folder.toString(),
            "--run",
            folder.resolve("run").toString())
        .assertUnusable("--spark local[2]", "SPARK_HOME", "docs/spark.md");
  }
}
