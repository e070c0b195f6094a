package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;

class WritingFilesTest {
  @TempDir Path folder;

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("out.json"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    aside -> {
                      Files.writeString(aside, "half of the n");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot write %s: No space left on device.", file);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("out.json");
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("out.json"), "something longer");
    AtomicFile.write(file, aside -> Files.writeString(aside, "new"));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("out.json");
  }

  @Test
  void followsALink() throws IOException {
    Path real = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("f"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFile.write(link, aside -> Files.writeString(aside, "new"));
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void writesThroughADevice() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "this system has no /dev/null");
    AtomicFile.write(device, aside -> Files.writeString(aside, "new"));
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void reportsADeviceThatIsFull() {
    Path device = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(device), "this system has no /dev/full");
    assertThatThrownBy(() -> CriticalityJson.write(Samples.result(), device))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot write /dev/full: No space left on device.");
  }

  @Test
  void refusesAFolderAndAMissingFolder() {
    assertThatThrownBy(() -> CriticalityJson.write(Samples.result(), folder))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("Cannot write %s: it is a folder. Give the path of a file.", folder);
    Path missing = folder.resolve("none/out.csv");
    assertThatThrownBy(() -> CriticalityCsv.write(Samples.result(), missing))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "Cannot write %s: the folder %s does not exist. Create it or choose another path.",
            missing, folder.resolve("none"));
    assertThatThrownBy(() -> CriticalityParquet.write(Samples.result(), missing))
        .isInstanceOf(UnusableInputException.class);
  }

  @Test
  void reportsAFolderThatTakesNoFiles() {
    Path file = Path.of("/proc/out.json");
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "this system has no /proc");
    assertThatThrownBy(() -> CriticalityJson.write(Samples.result(), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot write /proc/out.json: ");
    assertThatThrownBy(() -> RunDirectory.open(Path.of("/proc/run"), Samples.identity("seed", "0")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("Cannot create the run directory /proc/run: ");
  }
}
