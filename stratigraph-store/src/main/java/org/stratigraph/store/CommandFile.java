package org.stratigraph.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code command.json} in a run directory: the command that works on it, so that others can say how
 * to go on and, if it is proven to be the user's own, do it for the user.
 *
 * <p>A directory may come from a stranger, and a command in it then would be the stranger's. So the
 * file ends with a proof under the user's own key ({@link UserKey}) over the command, its process
 * and the directory; one that was edited, or moved in from elsewhere, is not {@link
 * RunCommand#own}.
 */
public final class CommandFile {
  static final String NAME = "command.json";

  private static final String FORMAT = "stratigraph.command/1";
  private static final long MOST_BYTES = 1L << 20;

  private CommandFile() {}

  /**
   * Writes down that this process works on a run directory. A file that cannot be written is left
   * out: nothing depends on it.
   *
   * @param run the directory
   * @param arguments of this process
   * @param key the proof is made with; without it there is none
   */
  public static void write(Path run, List<String> arguments, Optional<UserKey> key) {
    ProcessHandle self = ProcessHandle.current();
    RunCommand command =
        new RunCommand(
            arguments, Path.of("").toAbsolutePath(), self.pid(), self.info().startInstant(), false);
    ObjectNode json = new JsonMapper().createObjectNode().put("format", FORMAT);
    arguments.forEach(json.putArray("arguments")::add);
    json.put("folder", command.folder().toString()).put("pid", command.pid());
    command.started().ifPresent(start -> json.put("process_started", start.toString()));
    try {
      List<String> texts = texts(run, command);
      key.ifPresent(k -> json.put("proof", k.proof(texts)));
      SmallFile.replace(run.resolve(NAME), JsonDocument.text(json));
    } catch (IOException e) {
      // The run itself says what is wrong with its directory.
      return;
    }
  }

  /**
   * The command that a run directory names; empty if there is none, or the file is damaged.
   *
   * @param key that a command of the user's own is proven with
   */
  public static Optional<RunCommand> read(Path run, Optional<UserKey> key) {
    return SmallFile.json(run.resolve(NAME), FORMAT, MOST_BYTES)
        .flatMap(json -> command(run, json, key));
  }

  private static Optional<RunCommand> command(Path run, JsonNode json, Optional<UserKey> key) {
    try {
      List<String> arguments = new ArrayList<>();
      json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
      Path folder = Path.of(json.path("folder").asText());
      if (arguments.isEmpty() || !folder.isAbsolute()) {
        return Optional.empty();
      }
      String started = json.path("process_started").asText();
      RunCommand command =
          new RunCommand(
              arguments,
              folder,
              json.path("pid").asLong(),
              started.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(started)),
              false);
      List<String> texts = texts(run, command);
      boolean own = key.map(k -> k.proves(texts, json.path("proof").asText())).orElse(false);
      return Optional.of(new RunCommand(arguments, folder, command.pid(), command.started(), own));
    } catch (IOException | InvalidPathException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /** All that the proof covers. */
  private static List<String> texts(Path run, RunCommand command) throws IOException {
    List<String> texts = new ArrayList<>();
    texts.add(FORMAT);
    texts.add(run.toRealPath().toString());
    texts.add(command.folder().toString());
    texts.add(Long.toString(command.pid()));
    texts.add(command.started().map(Instant::toString).orElse(""));
    texts.addAll(command.arguments());
    return texts;
  }
}
