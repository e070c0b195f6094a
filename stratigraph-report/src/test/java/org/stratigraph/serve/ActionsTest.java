package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.serve.RawHttp.Answer;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.UserKey;

/** What changes something: the user's own commands, and nobody else's. */
class ActionsTest extends RunServerSetup {
  @Test
  void nothingIsChangedByLooking() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "net.onnx"), key);
    for (String action : List.of("api/resume", "api/cancel")) {
      assertThat(http.known(base + action + "?run=" + id()).status()).isEqualTo(404);
    }
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void aPageOfAStrangerCannotResume() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "net.onnx"), key);
    String body = "{\"run\": \"" + id() + "\"}";
    String post = "POST " + base + "api/resume";
    String json = "Content-Type: application/json";
    String host = http.host();
    String cookie = http.cookie();
    String origin = http.origin();
    assertThat(http.send(post, body, host, json, origin).status()).isEqualTo(403);
    assertThat(http.send(post, body, host, cookie, json).status()).isEqualTo(403);
    String evil = "Origin: http://evil.example";
    assertThat(http.send(post, body, host, cookie, json, evil).status()).isEqualTo(403);
    String site = "Sec-Fetch-Site: cross-site";
    assertThat(http.send(post, body, host, cookie, json, origin, site).status()).isEqualTo(403);
    assertThat(http.send(post, body, host, cookie, origin).status()).isEqualTo(415);
    assertThat(http.post(base + "api/resume", "{").status()).isEqualTo(400);
    assertThat(http.post(base + "api/resume", " ".repeat(5000)).status()).isEqualTo(413);
    assertThat(http.post(base + "api/delete", body).status()).isEqualTo(404);
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void theUsersOwnCommandIsGivenOnceMoreAndNotTwice() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "a net.onnx"), key);
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("resume").asBoolean()).isTrue();
    assertThat(run.get("command").asText()).endsWith("&& stratigraph criticality 'a net.onnx'");
    String body = "{\"run\": \"" + id() + "\"}";
    assertThat(http.post(base + "api/resume", body).status()).isEqualTo(200);
    assertThat(json("api/run?run=" + id()).get("starting").asBoolean()).isTrue();
    assertThat(http.post(base + "api/resume", body).status()).isEqualTo(422);
    assertThat(workshop.started).hasSize(1);
    assertThat(workshop.started.get(0).arguments()).containsExactly("criticality", "a net.onnx");
  }

  /** A directory from elsewhere says what it likes. */
  @Test
  void theCommandOfAStrangerIsShownAndNotGiven() throws Exception {
    Path run = interrupted("a");
    Files.writeString(
        run.resolve("command.json"),
        "{\"format\": \"stratigraph.command/1\", \"arguments\": [\"train\", \"x\\nrm -rf y\"],"
            + " \"folder\": \"/tmp\", \"pid\": 1, \"proof\": \"00\"}");
    JsonNode told = json("api/run?run=" + id());
    assertThat(told.get("resume").asBoolean()).isFalse();
    assertThat(told.get("own").asBoolean()).isFalse();
    // Pasted into a shell, it is one line and one command.
    assertThat(told.get("command").asText()).isEqualTo("cd /tmp && stratigraph train 'xrm -rf y'");
    Answer answer = http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("not written down by your own program");
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void onlyCommandsThatGoOnAreGivenOnceMore() throws Exception {
    CommandFile.write(interrupted("a"), List.of("serve", "/"), key);
    assertThat(http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}").status())
        .isEqualTo(422);
    assertThat(workshop.started).isEmpty();
  }

  /** Its lock and its command name a process of the user's that has nothing to do with it. */
  @Test
  void theProcessThatAStrangerNamesIsNotStopped() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      Path run = folder.resolve("a");
      String lock;
      try (RunDirectory held = RunDirectory.open(run, IDENTITY)) {
        lock = Files.readString(held.path().resolve("run.lock"));
      }
      String pid = Long.toString(bystander.pid());
      Files.writeString(run.resolve("run.lock"), lock.replaceFirst("\\d+", pid));
      CommandFile.write(run, List.of("criticality"), UserKey.in(temporary.resolve("stranger")));
      Path file = run.resolve("command.json");
      Files.writeString(
          file, Files.readString(file).replaceFirst("\"pid\" : \\d+", "\"pid\" : " + pid));
      JsonNode told = json("api/run?run=" + id());
      assertThat(told.get("status").asText()).isEqualTo("running");
      assertThat(told.get("cancel").asBoolean()).isFalse();
      Answer answer = http.post(base + "api/cancel", "{\"run\": \"" + id() + "\"}");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("not proven");
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aLogThatIsALinkIsNeitherReadNorWritten() throws Exception {
    Path run = interrupted("a");
    CommandFile.write(run, List.of("criticality", "net.onnx"), key);
    Path precious = Files.writeString(temporary.resolve("precious"), "secret");
    Files.createSymbolicLink(run.resolve("serve.log"), precious);
    assertThat(json("api/run?run=" + id()).has("log")).isFalse();
    assertThat(http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}").status())
        .isEqualTo(422);
    assertThat(workshop.started).isEmpty();
  }
}
