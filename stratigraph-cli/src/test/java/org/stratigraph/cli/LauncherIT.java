package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user starts it. */
class LauncherIT {
  @TempDir private Path folder;

  @Test
  void answersFromAnyFolderThroughALinkWithSpacesInItsPath() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("a folder"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("my link"), Launched.launcher());
    Path second =
        Files.createSymbolicLink(folder.resolve("second"), Path.of("a folder", "my link"));
    assertThat(Launched.run(elsewhere, Map.of(), link.toString(), "--version").out())
        .startsWith("Stratigraph ");
    assertThat(Launched.run(folder, Map.of(), second.toString(), "--version").out())
        .startsWith("Stratigraph ");
  }

  @Test
  void helpAnswersInHalfASecond() throws Exception {
    Launched.run(folder, Map.of(), Launched.launcher().toString(), "--help");
    long best = Long.MAX_VALUE;
    // The best of five, for the machine may be busy with something else.
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      CliRun run = Launched.run(folder, Map.of(), Launched.launcher().toString(), "--help");
      best = Math.min(best, System.nanoTime() - start);
      run.assertDone();
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void passesOnTheExitStatusAndNothingElse() throws Exception {
    Launched.run(folder, Map.of(), Launched.launcher().toString(), "--no-such-option")
        .assertUnusable("--no-such-option");
  }

  @Test
  void tooOldAJavaIsNamed() throws Exception {
    Path java = javaThatSays("11");
    CliRun run = launchedWith(java);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("Java 11", "JDK 17").doesNotContain("UnsupportedClassVersion");
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    CliRun run = launchedWith(folder.resolve("nothing"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("JAVA_HOME is " + folder.resolve("nothing"));
  }

  @Test
  void runsFromAnUnpackedRelease() throws Exception {
    Path release = release();
    CliRun run =
        Launched.run(folder, Map.of(), release.resolve("stratigraph").toString(), "--help");
    assertThat(run.assertDone().out()).contains("criticality");
    assertThat(release.resolve("classes.jsa")).isNotEmptyFile();
  }

  @Test
  void keepsNoArchiveWhereNoneIsWanted() throws Exception {
    Path release = release();
    Map<String, String> environment = Map.of("STRATIGRAPH_NO_ARCHIVE", "1");
    Launched.run(folder, environment, release.resolve("stratigraph").toString(), "--version")
        .assertDone();
    assertThat(release.resolve("classes.jsa")).doesNotExist();
  }

  @Test
  void tensorFloatIsOffUnlessAllowed() throws Exception {
    Path release = release();
    Map<String, String> environment =
        Map.of("JAVA_HOME", javaThatSays("17").toString(), "NVIDIA_TF32_OVERRIDE", "");
    String launcher = release.resolve("stratigraph").toString();
    assertThat(Launched.run(folder, environment, launcher, "train", "--device", "cuda").out())
        .isEqualTo("tf32=0\n");
    assertThat(Launched.run(folder, environment, launcher, "train", "--allow-tf32").out())
        .isEqualTo("tf32=\n");
  }

  /** A folder as a release's zip has it, with the libraries of this build. */
  private Path release() throws IOException {
    Path release = Files.createDirectory(folder.resolve("a release"));
    Path checkout = Launched.launcher().toAbsolutePath().getParent();
    Files.copy(
        Launched.launcher(), release.resolve("stratigraph"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(
        release.resolve("lib"), checkout.resolve("stratigraph-cli/target/dist/lib"));
    return release;
  }

  private CliRun launchedWith(Path javaHome) throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", javaHome.toString());
    return Launched.run(folder, environment, Launched.launcher().toString(), "--help");
  }

  private Path javaThatSays(String version) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\n"
            + "echo '    java.specification.version = "
            + version
            + "' >&2\n"
            + "echo \"tf32=$NVIDIA_TF32_OVERRIDE\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return bin.getParent();
  }
}
