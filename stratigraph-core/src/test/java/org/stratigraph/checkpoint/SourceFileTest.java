package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

class SourceFileTest {
  @TempDir Path folder;

  /** C.2 24: a mapped file would end the virtual machine here. */
  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
    Path path = Samples.write(folder, "x", new byte[100]);
    try (SourceFile file = SourceFile.open(path)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(10);
      }
      assertThatThrownBy(() -> file.read(0, 100, "it"))
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageContaining("became shorter");
      assertThatThrownBy(file::checkUnchanged)
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageContaining("changed while it was read");
    }
  }

  @Test
  void aRangeOutsideTheFileIsRefusedBeforeMemoryIsTaken() throws IOException {
    try (SourceFile file = SourceFile.open(Samples.write(folder, "x", new byte[100]))) {
      assertThatThrownBy(() -> file.read(50, Long.MAX_VALUE, "the storage"))
          .isExactlyInstanceOf(UnusableInputException.class)
          .hasMessageContaining("the storage lies at bytes 50 to")
          .hasMessageContaining("the file has 100 bytes");
      assertThatThrownBy(() -> file.read(-1, 5, "it")).isInstanceOf(UnusableInputException.class);
    }
  }

  @Test
  void foldersAndMissingFilesAreNamed() {
    assertThatThrownBy(() -> CheckpointFile.read(folder.resolve("absent.pth")))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("absent.pth: there is no such file");
    assertThatThrownBy(() -> CheckpointFile.read(folder))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is a folder without weights");
  }
}
