package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesWhatWasThereAndLeavesNothingElse() throws Exception {
    Path target = folder.resolve("report.html");
    AtomicFile.write(target, "before, and longer");
    AtomicFile.write(target, "after \u00b1");
    assertThat(target).content().isEqualTo("after \u00b1");
    assertThat(folder).isDirectoryContaining(target::equals);
    assertThat(new File(folder.toString()).list()).hasSize(1);
  }

  @Test
  void aMissingFolderIsNamed() {
    Path target = folder.resolve("missing").resolve("report.html");
    assertThatThrownBy(() -> AtomicFile.write(target, "x"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "Cannot write %s: the folder %s does not exist. Create it first.",
            target, target.getParent());
  }

  @Test
  void aFolderIsNotAFile() {
    assertThatThrownBy(() -> AtomicFile.write(folder, "x"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("Cannot write %s: it is not a regular file. Give the name of a file.", folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileIsNotAFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("report.html"), "x"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFailureOfTheSystemNamesTheFileAndLeavesNothing() {
    Path target = folder.resolve("x".repeat(300));
    assertThatThrownBy(() -> AtomicFile.write(target, "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot write " + target + ": ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aReadOnlyFolderIsNamed() {
    assumeTrue(folder.toFile().setWritable(false), "cannot make a folder read-only here");
    assumeTrue(!Files.isWritable(folder), "this user may write everywhere");
    try {
      assertThatThrownBy(() -> AtomicFile.write(folder.resolve("report.html"), "x"))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("cannot be written to");
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }
}
