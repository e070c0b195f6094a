package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a command is. */
class CommandFileTest {
  private static final List<String> ARGUMENTS =
      List.of("criticality", "a net.onnx", "--run", "runs/a", "");

  @TempDir private Path folder;
  private Path run;
  private Optional<UserKey> key = Optional.empty();

  @BeforeEach
  void write() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    key = UserKey.in(folder.resolve("state"));
    CommandFile.write(run, ARGUMENTS, key);
  }

  private RunCommand read() {
    return CommandFile.read(run, key).orElseThrow();
  }

  private void edit(String from, String to) throws IOException {
    Path file = run.resolve("command.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void whatTheProgramWroteItselfIsItsOwn() {
    assertThat(read().own()).isTrue();
    assertThat(read().arguments()).isEqualTo(ARGUMENTS);
    assertThat(read().folder()).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(read().process().orElseThrow().pid()).isEqualTo(ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"criticality", "a net.onnx", "runs/a", "\"folder\" : \"/"})
  void whatWasEditedIsNot(String part) throws IOException {
    edit(part, part + "x");
    assertThat(read().own()).isFalse();
    assertThat(read().process()).isEmpty();
  }

  @Test
  void anotherProcessIsNotTheOne() throws IOException {
    edit("\"pid\" : " + ProcessHandle.current().pid(), "\"pid\" : 1");
    assertThat(read().own()).isFalse();
    assertThat(read().process()).isEmpty();
  }

  /** Two arguments must not prove one that reads like them. */
  @Test
  void argumentsThatRunTogetherAreOthers() throws IOException {
    edit("\"runs/a\", \"\"", "\"runs/a\"");
    assertThat(read().own()).isFalse();
  }

  @Test
  void aFileThatWasMovedHereIsNot() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(run.resolve("command.json"), other.resolve("command.json"));
    assertThat(CommandFile.read(other, key).orElseThrow().own()).isFalse();
  }

  @Test
  void withAnotherKeyOrNoneItIsNot() {
    assertThat(CommandFile.read(run, UserKey.in(folder.resolve("other"))).orElseThrow().own())
        .isFalse();
    assertThat(CommandFile.read(run, Optional.empty()).orElseThrow().own()).isFalse();
    CommandFile.write(run, ARGUMENTS, Optional.empty());
    assertThat(read().own()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"format\": \"stratigraph.command/1\"}",
        "{\"format\": \"stratigraph.command/1\", \"arguments\": [\"train\"], \"folder\": \"here\"}",
        "{\"format\": \"stratigraph.command/1\", \"arguments\": [\"train\"], \"folder\": \"/\\u0000\"}"
      })
  void aDamagedFileIsAsGoodAsNone(String text) throws IOException {
    Files.writeString(run.resolve("command.json"), text);
    assertThat(CommandFile.read(run, key)).isEmpty();
  }

  @Test
  void theKeyStaysTheSameAndIsForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("state/key");
    String made = Files.readString(file);
    assertThat(made).hasSize(64);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(UserKey.in(folder.resolve("state"))).isPresent();
    assertThat(file).hasContent(made);
    assertThat(folder.resolve("state")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aKeyThatOthersCanReadIsNone() throws IOException {
    Path file = folder.resolve("state/key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(UserKey.in(folder.resolve("state"))).isEmpty();
  }

  @Test
  void aKeyThatIsNoneIsNone() throws IOException {
    Files.writeString(folder.resolve("state/key"), "abc");
    assertThat(UserKey.in(folder.resolve("state"))).isEmpty();
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(UserKey.in(file.resolve("below"))).isEmpty();
  }
}
