package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.store.RunDirectory;

/** A study that is killed, and goes on later. */
class StudyIT {
  @TempDir private Path folder;

  private List<String> command(String run) {
    return Launched.command(List.of("study", "study.yaml", "--run", run));
  }

  private CriticalityResult result(String run, String id) {
    return RunDirectory.readResult(folder.resolve(run).resolve("networks").resolve(id));
  }

  @Test
  void killedInTheMiddleItEndsWithTheSameNumbers() throws Exception {
    Path network = SmallNetwork.in(folder);
    Files.copy(network, folder.resolve("b.onnx"));
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        networks:
          - {id: a, file: demo-network.onnx}
          - {id: b, file: b.onnx}
        data: {path: builtin:shapes, images: 300, preprocess: shapes}
        protocol: {trials: 4}
        """);
    Process process = Launched.start(folder, Map.of(), command("killed"));
    // The second network is under way.
    Launched.untilSaid(folder, "\\[2 of 2.* %,", process);
    Launched.signal(process.toHandle(), "KILL");
    assertThat(Launched.finish(folder, process).status()).isEqualTo(137);
    CliRun second =
        Launched.finish(folder, Launched.start(folder, Map.of(), command("killed"))).assertDone();
    assertThat(second.err()).contains("Going on with").doesNotContain("Measured a: ");
    Launched.finish(folder, Launched.start(folder, Map.of(), command("whole"))).assertDone();
    for (String id : List.of("a", "b")) {
      assertThat(result("killed", id).measurements()).isEqualTo(result("whole", id).measurements());
      assertThat(result("killed", id).layers()).isEqualTo(result("whole", id).layers());
    }
  }
}
