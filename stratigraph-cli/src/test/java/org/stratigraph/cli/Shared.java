package org.stratigraph.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The development data beside the checkout. */
final class Shared {
  private Shared() {}

  /** A file or folder of it; skips the test, and says so, where it is missing. */
  static Path path(String name) {
    Path path = Path.of(System.getProperty("stratigraph.shared", "../shared"), name);
    assumeTrue(Files.exists(path), () -> "SKIPPED: development data not found: " + path);
    return path;
  }

  /** Imports the published measurements of the criticality paper into a run directory. */
  static CliRun importPaper(Path run) {
    return CliRun.of(
            "import",
            path("data/paper-criticality.csv").toString(),
            "--models",
            path("data/paper-models.csv").toString(),
            "--run",
            run.toString())
        .assertDone();
  }
}
